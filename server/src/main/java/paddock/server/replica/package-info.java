/// The host of the replica: the thread that changes the replicated state, and the threads that
/// write it to disk.
///
/// [ReplicaThread] takes the submissions of all event loops in their order to a
/// [paddock.replica.Replica]. The transactions that come of them go to the [Journal], and are
/// applied and answered under all stripes when the journal says that they are durable.
///
/// A server that stands alone with little to do spends more on waking threads than on work. There
/// the replica's thread writes the journal itself, and an event loop with nobody else to hear does
/// both for a lone update.
///
/// Nothing waits to fill a batch: while the disk is busy work queues up, and the next turn takes
/// all of it. Now and then the log leaves its file for a new one, and when the state has all of
/// that file the thread freezes an image of it, which the [Snapshotter] writes while the work goes
/// on.
///
/// When the journal fails, nothing more is acknowledged, and the server stops.
package paddock.server.replica;
