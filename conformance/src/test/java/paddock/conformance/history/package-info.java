/// What concurrent clients did and saw, and whether that can be.
///
/// A [Crew] of [RegisterClient]s reads and changes a few znodes, the registers, on whichever member
/// of an ensemble answers, and keeps its sessions over the loss of any of them. Each writes down
/// [Observation]s. A [History] judges all of them together: no acknowledged update is lost, updates
/// and reads behind a `sync` are linearizable, and no client ever goes back in time.
///
/// No search is needed for the judgement: every value is written once, and a server says with each
/// answer which version and which zxid it means, so the order it claims is known and only has to be
/// compared with what clients know about time.
package paddock.conformance.history;
