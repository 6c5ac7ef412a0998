package paddock.client.session;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;

import java.util.List;

/// Tells a server that does not know them which watches a session has.
final class Rewatching {
    /// Paths of one request; servers refuse requests that are much longer.
    static final int MAX_PATH_BYTES = 127 << 10;

    private Rewatching() {}

    /// Writes the requests; none where nothing is watched.
    static void write(WatchTable watches, Chroot chroot, long lastZxid, JuteWriter out) {
        for (WatchTable.Piece piece : watches.pieces(MAX_PATH_BYTES, chroot.length())) {
            List<String> persistent = paths(piece, WatchKind.PERSISTENT, chroot);
            List<String> recursive = paths(piece, WatchKind.PERSISTENT_RECURSIVE, chroot);
            boolean second = !persistent.isEmpty() || !recursive.isEmpty();
            Traffic.writeFrame(
                    out,
                    ReplyHeader.SET_WATCHES_XID,
                    new Request.SetWatches(
                            second,
                            lastZxid,
                            paths(piece, WatchKind.DATA, chroot),
                            paths(piece, WatchKind.EXISTS, chroot),
                            paths(piece, WatchKind.CHILDREN, chroot),
                            persistent,
                            recursive));
        }
    }

    private static List<String> paths(WatchTable.Piece piece, WatchKind kind, Chroot chroot) {
        return piece.of(kind).stream().map(chroot::toServer).toList();
    }
}
