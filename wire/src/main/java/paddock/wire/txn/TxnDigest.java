package paddock.wire.txn;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// The digest of the whole tree after a transaction (disk format reference, section 5).
public record TxnDigest(int version, long treeDigest) {
    /// Bytes on the wire and on disk.
    public static final int BYTES = 12;

    /// The only version written.
    public static final int VERSION = 2;

    public static TxnDigest read(JuteReader in) {
        return new TxnDigest(in.readInt(), in.readLong());
    }

    public void write(JuteWriter out) {
        out.writeInt(version);
        out.writeLong(treeDigest);
    }
}
