/// One server's part in the ensemble: what it does while it looks for a leader, leads or learns.
///
/// Start with [Peer], which holds exactly one role at a time and replaces it as a whole. Everything
/// reaches it as a [PeerEvent] and leaves through the ports of `paddock.zab.port`.
@NullMarked
package paddock.zab.peer;

import org.jspecify.annotations.NullMarked;
