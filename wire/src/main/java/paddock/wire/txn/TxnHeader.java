package paddock.wire.txn;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// Says whose request a transaction came from, its place in the order, and the leader's wall clock
/// (`timeMillis`) that every replica stores.
public record TxnHeader(long sessionId, int cxid, long zxid, long timeMillis, int type) {
    /// Bytes on the wire and on disk.
    public static final int BYTES = 32;

    public static TxnHeader read(JuteReader in) {
        return new TxnHeader(
                in.readLong(), in.readInt(), in.readLong(), in.readLong(), in.readInt());
    }

    public void write(JuteWriter out) {
        out.writeLong(sessionId);
        out.writeInt(cxid);
        out.writeLong(zxid);
        out.writeLong(timeMillis);
        out.writeInt(type);
    }
}
