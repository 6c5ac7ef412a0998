package paddock.storage.snapshot;

import paddock.core.database.DatabaseBuilder;
import paddock.storage.snapshot.SnapshotSummary.SnapshotDigest;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.txn.TxnDigest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Reads snapshots into a builder and verifies their seals.
///
/// The builder has been told everything before the last seal was seen: when reading fails, it is to
/// be thrown away.
public final class SnapshotReader {
    private static final int MAX_TRAILER_BYTES = 256;

    private final int maxFieldBytes;

    /// A reader with the default bound on strings and buffers.
    public SnapshotReader() {
        this(JuteReader.DEFAULT_MAX_FIELD_BYTES);
    }

    /// A reader that refuses longer strings and buffers.
    public SnapshotReader(int maxFieldBytes) {
        this.maxFieldBytes = maxFieldBytes;
    }

    /// Reads a file, unpacking it as its name says.
    ///
    /// @throws InvalidSnapshotException when it is no whole and sound snapshot
    public SnapshotSummary read(Path file, DatabaseBuilder builder) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                InputStream in = Compression.of(file).unpack(Channels.newInputStream(channel))) {
            return read(in, file.toString(), builder);
        } catch (IOException e) {
            throw new InvalidSnapshotException(file.toString(), 0, describe(e), e);
        }
    }

    /// Reads an uncompressed snapshot from a stream; `source` is what messages call it.
    ///
    /// @throws InvalidSnapshotException when it is no whole and sound snapshot
    public SnapshotSummary read(InputStream in, String source, DatabaseBuilder builder) {
        SealedInput input = new SealedInput(in, maxFieldBytes);
        try {
            return new Run(input, builder).read();
        } catch (IOException | IllegalStateException e) {
            throw new InvalidSnapshotException(source, input.offset(), describe(e), e);
        }
    }

    private static String describe(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /// One snapshot on its way in.
    private static final class Run {
        private final SealedInput in;
        private final DatabaseBuilder builder;
        private final JuteWriter text = new JuteWriter(256);

        Run(SealedInput in, DatabaseBuilder builder) {
            this.in = in;
            this.builder = builder;
        }

        SnapshotSummary read() throws IOException {
            readHeader();
            int sessions = readSessions();
            readAcls();
            long nodes = readNodes();
            readSeal();
            SnapshotDigest digest = null;
            Long lastZxid = null;
            // The sections are not marked. The reference relies on its configuration being the
            // writer's; we tell from the length, so that either setting can be changed any time.
            int left = in.remaining(MAX_TRAILER_BYTES);
            if (left > 0 && left != SnapshotFormat.LAST_ZXID_BYTES + SnapshotFormat.SEAL_BYTES) {
                digest = readDigest();
                readSeal();
                left = in.remaining(MAX_TRAILER_BYTES);
            }
            if (left > 0) {
                lastZxid = in.readLong();
                readSeal();
            }
            return new SnapshotSummary(sessions, nodes, digest, lastZxid);
        }

        private void readHeader() throws IOException {
            int magic = in.readInt();
            if (magic != SnapshotFormat.MAGIC) {
                throw new IOException(
                        "magic number 0x%08x, a snapshot begins with 0x%08x"
                                .formatted(magic, SnapshotFormat.MAGIC));
            }
            // Version and dbid: read but not judged, as the reference does.
            in.readInt();
            in.readLong();
        }

        private int readSessions() throws IOException {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                builder.session(in.readLong(), in.readInt());
            }
            return count;
        }

        private void readAcls() throws IOException {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                long id = in.readLong();
                builder.acl(id, readAcl());
            }
        }

        private List<Acl> readAcl() throws IOException {
            int count = in.readInt();
            List<Acl> acl = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                acl.add(new Acl(in.readInt(), new Id(in.readString(), in.readString())));
            }
            return acl;
        }

        private long readNodes() throws IOException {
            long count = 0;
            while (true) {
                in.readString(text);
                if (SnapshotFormat.isEnd(text.array(), 0, text.size())) {
                    return count;
                }
                byte[] data = in.readBuffer();
                long aclId = in.readLong();
                long czxid = in.readLong();
                long mzxid = in.readLong();
                long ctime = in.readLong();
                long mtime = in.readLong();
                int version = in.readInt();
                int cversion = in.readInt();
                int aversion = in.readInt();
                long owner = in.readLong();
                long pzxid = in.readLong();
                builder.node(
                        text.array(),
                        0,
                        text.size(),
                        data,
                        aclId,
                        czxid,
                        mzxid,
                        ctime,
                        mtime,
                        version,
                        cversion,
                        aversion,
                        owner,
                        pzxid);
                count++;
            }
        }

        private SnapshotDigest readDigest() throws IOException {
            long zxid = in.readLong();
            int version = in.readInt();
            if (version >= TxnDigest.VERSION) {
                return new SnapshotDigest(zxid, version, in.readLong());
            }
            in.readString(text);
            String hex = new String(text.array(), 0, text.size(), StandardCharsets.UTF_8);
            try {
                return new SnapshotDigest(zxid, version, Long.parseUnsignedLong(hex, 16));
            } catch (NumberFormatException e) {
                throw new IOException("a digest that is no hexadecimal number: " + hex, e);
            }
        }

        private void readSeal() throws IOException {
            long computed = in.checksum();
            long stored = in.readLong();
            if (stored != computed) {
                throw new IOException(
                        "the seal says 0x%x, the bytes before it 0x%x".formatted(stored, computed));
            }
            String end = in.readString();
            if (!SnapshotFormat.END.equals(end)) {
                throw new IOException("a seal that ends in " + end + " instead of /");
            }
        }
    }
}
