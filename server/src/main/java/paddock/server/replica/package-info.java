/// The replica: the one thread that changes the replicated state, and the threads that write it to
/// disk.
///
/// [Replica] takes the submissions of all event loops in their order. An update becomes a
/// transaction, goes to the [Journal], and is applied and answered when the journal says that it is
/// durable, never before. What is under way stands in one queue, updates and the queries behind
/// them alike, so that the answers to one client come in the order of its requests.
///
/// Nothing waits to fill a batch: while the disk is busy work queues up, and the next turn takes
/// all of it. Now and then the replica freezes an image of the state, which the [Snapshotter]
/// writes while the work goes on.
///
/// When the journal fails, nothing more is acknowledged, and the server stops.
package paddock.server.replica;
