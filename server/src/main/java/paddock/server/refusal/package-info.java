/// What strangers, clients and peers are refused, as the operator reads it.
///
/// Anybody who reaches a port can be refused as often as he likes. [Refusals] lets one line of a
/// kind through a second and counts the others, so that a flood of nonsense is no flood in the log.
/// It decides nothing about what is refused.
package paddock.server.refusal;
