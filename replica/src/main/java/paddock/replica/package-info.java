/// Everything between the clients of one server and the agreement about the order of updates.
///
/// A [Replica] takes [Submission]s of clients in their order. An update becomes a transaction, and
/// is applied and answered once it is committed, never before. What is under way stands in one
/// ledger, updates and the queries behind them alike, so that the answers to one client come in the
/// order of its requests. Sessions are opened, resumed and expired here, and containers and TTL
/// znodes found that are due.
///
/// [LocalSessions] are those that need no transaction: other servers do not know them.
///
/// Where a transaction goes, and when it counts as committed, hangs on the server's [Standing].
/// [Alone] it goes to a [Log] and is committed once durable. A member of an ensemble is [Leading],
/// [Learning], or [Suspended] while there is no leader; its peer says which, through the
/// [ReplicatedService], and commits. Without a leader for long it may become [ReadOnly]. A leader
/// orders what all clients want and proposes it through the [Agreement]; a learner forwards what
/// its own clients want, and finds its answers among what is committed. [Ensemble] is what outlives
/// these: clients that wait, commits not yet applied, and the [TreeHost] that moves whole trees.
///
/// A host drives all this: it owns the thread, reads the clocks, implements [ClientConnection] and
/// the ports. It keeps readers out while it calls what says so.
@NullMarked
package paddock.replica;

import org.jspecify.annotations.NullMarked;
