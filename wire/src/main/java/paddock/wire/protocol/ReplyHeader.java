package paddock.wire.protocol;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// Opens every answer and every watch event.
public record ReplyHeader(int xid, long zxid, int err) {
    /// Bytes on the wire.
    public static final int BYTES = 16;

    /// The xid of a watch event, which answers nothing.
    public static final int NOTIFICATION_XID = -1;

    /// The xid of every answer to a ping.
    public static final int PING_XID = -2;

    /// The xid clients use for auth packets.
    public static final int AUTH_XID = -4;

    /// The xid clients use for setWatches.
    public static final int SET_WATCHES_XID = -8;

    public static ReplyHeader read(JuteReader in) {
        return new ReplyHeader(in.readInt(), in.readLong(), in.readInt());
    }

    public void write(JuteWriter out) {
        out.writeInt(xid);
        out.writeLong(zxid);
        out.writeInt(err);
    }
}
