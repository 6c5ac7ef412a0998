/// Whole ensembles in virtual time: real peers, replicas and storage on simulated disks and links.
///
/// A [Machine] is a computer with a process that can end at any effect. A [SimServer] is that
/// process: it recovers from its disk, and hosts a [paddock.zab.peer.Peer] and the
/// [paddock.replica.Replica] it replicates, with the connections and watches of its [SimClients]. A
/// [SimClient] connects wherever it can, asks what its [Workload] wants, and writes down what it is
/// told. [Run] plays one seed: first anything may fail, then everything heals, and progress must
/// return at every member; in the end the histories of the clients are checked.
///
/// [Shape] draws what an ensemble is made of, [Faults] what fails, [Workload] what clients want,
/// and [Memberships] who joins, leaves or changes its role meanwhile.
@NullMarked
package paddock.simulator.ensemble;

import org.jspecify.annotations.NullMarked;
