/// Whole ensembles in virtual time: real peers, replicas and storage on simulated disks and links.
///
/// A [Machine] is a computer with a process that can end at any effect. A [SimServer] is that
/// process: it recovers from its disk, and hosts a [paddock.zab.peer.Peer] and the
/// [paddock.replica.Replica] it replicates, with the connections and watches of its [SimClients]. A
/// [SimClient] connects wherever it can, asks what its [Workload] wants, and writes down what it is
/// told. [Run] plays one seed: first anything may fail, then everything heals, and progress must
/// return at every server; in the end the histories of the clients are checked.
@NullMarked
package paddock.simulator.ensemble;

import org.jspecify.annotations.NullMarked;
