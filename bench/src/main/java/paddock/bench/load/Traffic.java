package paddock.bench.load;

import java.nio.ByteBuffer;
import java.util.List;

/// The requests of one connection, one after the other.
public interface Traffic {
    /// Appends the next request frame, its xid included, to `out`, which has room for it.
    void next(ByteBuffer out);

    /// An upper bound of a frame's size.
    int maxFrameBytes();

    /// Makes the traffic of each connection. Called once a connection, before the first request.
    @FunctionalInterface
    interface Source {
        Traffic forConnection(int index);
    }

    /// Sends `frames` over and over, in order, each time with a fresh xid.
    static Traffic cycling(List<byte[]> frames) {
        byte[][] templates = frames.toArray(byte[][]::new);
        int longest = frames.stream().mapToInt(frame -> frame.length).max().orElseThrow();
        return new Traffic() {
            private int turn;
            private int xid;

            @Override
            public void next(ByteBuffer out) {
                int at = out.position();
                out.put(templates[turn]).putInt(at + Frames.XID_AT, nextXid());
                turn = turn + 1 == templates.length ? 0 : turn + 1;
            }

            @Override
            public int maxFrameBytes() {
                return longest;
            }

            private int nextXid() {
                xid = xid == Integer.MAX_VALUE ? 1 : xid + 1;
                return xid;
            }
        };
    }
}
