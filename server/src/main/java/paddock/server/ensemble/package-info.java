/// A server that is a member of an ensemble: the peer of `paddock.zab` on this server's disk, links
/// and threads.
///
/// Start with [Ensemble], which puts a member together, and [EnsembleMember], which the replica's
/// thread drives. [DiskStore] is what the peer remembers, `paddock.server.links` how it talks to
/// others, `paddock.replica` what it replicates; [PeerFigures] are what monitoring is told of it.
/// Once a member serves, `paddock.server.rehearsal` makes sure that a change of leader finds
/// everything ready.
@NullMarked
package paddock.server.ensemble;

import org.jspecify.annotations.NullMarked;
