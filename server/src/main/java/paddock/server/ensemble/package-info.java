/// A server that is a member of an ensemble: the peer of `paddock.zab` on this server's disk, links
/// and threads.
///
/// Start with [EnsembleServer]. [DiskStore] is what the peer remembers, `paddock.server.links` how
/// it talks to others, `paddock.replica` what it replicates; all three are driven by the replica's
/// thread.
@NullMarked
package paddock.server.ensemble;

import org.jspecify.annotations.NullMarked;
