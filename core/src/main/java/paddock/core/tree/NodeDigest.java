package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/// Computes what one znode adds to the digest of the tree (disk format reference, section 5).
///
/// Not safe for use by several threads.
public final class NodeDigest {
    private static final byte[] UNCOUNTED = "/zookeeper/".getBytes(StandardCharsets.UTF_8);

    private final CRC32 crc = new CRC32();
    private final JuteWriter stat = new JuteWriter(64);

    /// Ready to compute.
    public NodeDigest() {}

    /// The digest of a znode as it is.
    public long of(String path, Znode node) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length, node);
    }

    /// The same for a path in UTF-8 that stands in an array.
    long of(byte[] path, int offset, int length, Znode node) {
        return of(
                path,
                offset,
                length,
                node.data(),
                node.czxid(),
                node.mzxid(),
                node.pzxid(),
                node.ctimeMillis(),
                node.mtimeMillis(),
                node.version(),
                node.creates(),
                node.aversion(),
                node.storedOwner());
    }

    /// The digest of a znode with these values, zero for what lies below `/zookeeper`; the path, in
    /// UTF-8, is `length` bytes of `path` from `offset` on.
    public long of(
            byte[] path,
            int offset,
            int length,
            byte @Nullable [] data,
            long czxid,
            long mzxid,
            long pzxid,
            long ctimeMillis,
            long mtimeMillis,
            int version,
            int creates,
            int aversion,
            long storedOwner) {
        if (length >= UNCOUNTED.length
                && Arrays.equals(
                        path, offset, offset + UNCOUNTED.length, UNCOUNTED, 0, UNCOUNTED.length)) {
            return 0;
        }
        crc.reset();
        // The root counts once, under its other name.
        if (length > 1) {
            crc.update(path, offset, length);
        }
        if (data != null) {
            crc.update(data);
        }
        stat.clear();
        stat.writeLong(czxid);
        stat.writeLong(mzxid);
        stat.writeLong(pzxid);
        stat.writeLong(ctimeMillis);
        stat.writeLong(mtimeMillis);
        stat.writeInt(version);
        stat.writeInt(creates);
        stat.writeInt(aversion);
        stat.writeLong(storedOwner);
        crc.update(stat.array(), 0, stat.size());
        return crc.getValue();
    }
}
