package paddock.storage.snapshot;

import paddock.core.database.DatabaseBuilder;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.Acl;

/// Takes a [SnapshotStream] piece by piece, as they come from the network.
///
/// What is complete goes to the builder at once; only the record under way is kept. When a piece is
/// refused, the builder is to be thrown away. Used by one thread.
public final class SnapshotStreamReader {
    private enum Part {
        SESSION_COUNT,
        SESSIONS,
        ACL_COUNT,
        ACLS,
        NODES,
        SIGNATURE,
        COMPLETE
    }

    private static final int ACL_ID_BYTES = 8;
    private static final int SESSION_BYTES = 12;
    // Behind path and data of a node: the id of its ACL, and its stat.
    private static final int NODE_NUMBERS_BYTES = 8 + 60;
    private static final String SOURCE = "the snapshot from the leader";

    private final DatabaseBuilder builder;
    private final int maxFieldBytes;
    private final JuteReader in;
    private Part part = Part.SESSION_COUNT;
    private byte[] window = new byte[8192];
    private int start; // of the record under way
    private int limit;
    private long startOffset; // where in the stream `start` is
    private long recordsLeft; // of the part
    private int needed = 4; // bytes of the record under way, as far as they show
    private int sessions;
    private long nodes;

    /// A reader that refuses strings and buffers, and ACLs, of more than `maxFieldBytes`.
    public SnapshotStreamReader(DatabaseBuilder builder, int maxFieldBytes) {
        this.builder = builder;
        this.maxFieldBytes = maxFieldBytes;
        this.in = new JuteReader(maxFieldBytes);
    }

    /// Takes some bytes.
    ///
    /// @return how many of them belong to the stream: all, unless it is complete now
    /// @throws InvalidSnapshotException when the stream is none; nothing can be fed any more
    public int feed(byte[] bytes, int offset, int length) {
        if (part == Part.COMPLETE) {
            throw new IllegalStateException("the stream is complete");
        }
        append(bytes, offset, length);
        try {
            while (part != Part.COMPLETE && hasRecord()) {
                in.reset(window, start, needed);
                take();
                startOffset += needed;
                start += needed;
                needed = 0;
            }
        } catch (MalformedRecordException | IllegalStateException e) {
            throw new InvalidSnapshotException(
                    SOURCE, startOffset, String.valueOf(e.getMessage()), e);
        }
        return part == Part.COMPLETE ? length - (limit - start) : length;
    }

    private void append(byte[] bytes, int offset, int length) {
        if (limit + length > window.length) {
            int kept = limit - start;
            byte[] target = window;
            if (kept + length > window.length) {
                target = new byte[Math.max(kept + length, 2 * kept)];
            }
            System.arraycopy(window, start, target, 0, kept);
            window = target;
            start = 0;
            limit = kept;
        }
        System.arraycopy(bytes, offset, window, limit, length);
        limit += length;
    }

    /// Whether the whole stream was fed.
    public boolean isComplete() {
        return part == Part.COMPLETE;
    }

    /// At least so many bytes are still to come; 0 when it is complete.
    public int bytesNeeded() {
        return part == Part.COMPLETE ? 0 : needed - (limit - start);
    }

    /// Bytes of the stream so far.
    public long bytesRead() {
        return startOffset + (part == Part.COMPLETE ? 0 : limit - start);
    }

    /// Sessions in the stream.
    public int sessions() {
        return sessions;
    }

    /// Nodes so far.
    public long nodes() {
        return nodes;
    }

    // Measures the record under way, and tells whether all of it is there.
    private boolean hasRecord() {
        needed = 0;
        return switch (part) {
            case SESSION_COUNT, ACL_COUNT -> has(4);
            case SESSIONS -> has(SESSION_BYTES);
            case ACLS -> hasAcl();
            case NODES -> hasNode();
            case SIGNATURE -> hasField("signature");
            case COMPLETE -> false;
        };
    }

    private boolean has(int bytes) {
        needed += bytes;
        return limit - start >= needed;
    }

    // A string or a buffer.
    private boolean hasField(String what) {
        if (!has(4)) {
            return false;
        }
        int length = intBefore(needed);
        if (length < -1 || length > maxFieldBytes) {
            throw new MalformedRecordException(
                    what + " length " + length + " is outside -1.." + maxFieldBytes);
        }
        return has(Math.max(length, 0));
    }

    private boolean hasAcl() {
        if (!has(ACL_ID_BYTES + 4)) {
            return false;
        }
        int count = intBefore(needed);
        for (int i = 0; i < count; i++) {
            if (!has(4) || !hasField("scheme") || !hasField("id")) {
                return false;
            }
            if (needed > maxFieldBytes) {
                throw new MalformedRecordException(
                        "an ACL of %d entries is longer than %d bytes"
                                .formatted(count, maxFieldBytes));
            }
        }
        return true;
    }

    private boolean hasNode() {
        return hasField("path") && (isEnd() || hasField("data") && has(NODE_NUMBERS_BYTES));
    }

    // Whether the path at the start is the one that ends the nodes.
    private boolean isEnd() {
        return SnapshotFormat.isEnd(window, start + 4, needed - 4);
    }

    private int intBefore(int end) {
        return in.reset(window, start + end - 4, 4).readInt();
    }

    // `in` stands on the record, and ends with it.
    private void take() {
        switch (part) {
            case SESSION_COUNT -> {
                recordsLeft = in.readInt();
                sessions = (int) Math.max(recordsLeft, 0);
                goOn(Part.SESSIONS, Part.ACL_COUNT);
            }
            case SESSIONS -> {
                builder.session(in.readLong(), in.readInt());
                recordsLeft--;
                goOn(Part.SESSIONS, Part.ACL_COUNT);
            }
            case ACL_COUNT -> {
                recordsLeft = in.readInt();
                goOn(Part.ACLS, Part.NODES);
            }
            case ACLS -> {
                builder.acl(in.readLong(), Acl.readList(in));
                recordsLeft--;
                goOn(Part.ACLS, Part.NODES);
            }
            case NODES -> takeNode();
            case SIGNATURE -> {
                String signature = in.readString();
                if (!signature.equals(SnapshotStream.SIGNATURE)) {
                    throw new MalformedRecordException(
                            "it ends with '%s', not with '%s'"
                                    .formatted(signature, SnapshotStream.SIGNATURE));
                }
                part = Part.COMPLETE;
            }
            case COMPLETE -> throw new IllegalStateException("the stream is complete");
        }
    }

    private void goOn(Part more, Part next) {
        part = recordsLeft > 0 ? more : next;
    }

    private void takeNode() {
        int length = in.readLength("path");
        int offset = in.position();
        in.skip(Math.max(length, 0));
        if (length < 0) {
            throw new MalformedRecordException("string is null where one is required");
        }
        if (SnapshotFormat.isEnd(window, offset, length)) {
            part = Part.SIGNATURE;
            return;
        }
        builder.node(
                window,
                offset,
                length,
                in.readBuffer(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong());
        nodes++;
    }
}
