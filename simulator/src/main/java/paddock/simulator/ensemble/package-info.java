/// Whole ensembles in virtual time: real peers and real storage on simulated disks and links.
///
/// A [Machine] is a computer with a process that can end at any effect. A [SimServer] is that
/// process: it recovers from its disk, and hosts a [paddock.zab.peer.Peer] with a
/// [RegisterService], which replicates one register; clients and trees come later. [Run] plays one
/// seed: first anything may fail, then everything heals, and progress must return.
@NullMarked
package paddock.simulator.ensemble;

import org.jspecify.annotations.NullMarked;
