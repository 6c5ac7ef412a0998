/// Answers: what clients are told.
///
/// [Queries] answers whatever changes nothing, straight from the tree into the buffer of the reply;
/// it is the hot path of a server, and makes no garbage for the common queries. [UpdateAnswers]
/// turns the outcome of a transaction into the reply to the client that asked for it.
///
/// A watch is registered in the same step in which its znode is read. The caller sees to it that
/// nothing is applied meanwhile.
///
/// Source of the rules: client protocol reference, sections 5 to 8; data model reference, section
/// 8.
package paddock.core.query;
