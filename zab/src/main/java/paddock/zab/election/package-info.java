/// Leader election: how servers that know no leader settle on one candidate.
///
/// An election only *nominates*: two servers may both walk away believing they won; the discovery
/// phase sorts that out, because a quorum promises there never to follow an older epoch. So nothing
/// in this package may assume that the winner is unique.
///
/// Start with [Elector], which tells its host what to do through [ElectionPort]. Connections and
/// retries live in the host; what the winner does next lives in `paddock.zab.peer`.
@NullMarked
package paddock.zab.election;

import org.jspecify.annotations.NullMarked;
