package paddock.storage.snapshot;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// One raw Snappy block: the uncompressed length, then literals and copies of earlier bytes.
///
/// Written from the published format description, in plain Java: the libraries for it bring native
/// code or need access to internals of the JVM, for what are two loops.
final class SnappyBlock {
    /// The most that is packed into one block here; copies then reach back less than 64 KiB.
    static final int MAX_INPUT_BYTES = 32 << 10;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HASH_BITS = 13;
    private static final int MIN_MATCH = 4;
    private static final int MAX_COPY = 64;

    private static final int LITERAL = 0;
    private static final int COPY_1 = 1;
    private static final int COPY_2 = 2;

    private final short[] table = new short[1 << HASH_BITS];

    /// The most bytes that `length` bytes can become.
    static int maxPackedBytes(int length) {
        return 32 + length + length / 6;
    }

    /// Packs up to [#MAX_INPUT_BYTES] bytes and returns how many they became.
    int pack(byte[] in, int offset, int length, byte[] out) {
        if (length > MAX_INPUT_BYTES) {
            throw new IllegalArgumentException(length + " bytes, at most " + MAX_INPUT_BYTES);
        }
        Arrays.fill(table, (short) -1);
        int to = writeVarint(length, out);
        int end = offset + length;
        int literalStart = offset;
        int at = offset;
        int misses = 32;
        while (at + MIN_MATCH <= end) {
            int value = (int) INT.get(in, at);
            int hash = (value * 0x1e35a7bd) >>> (32 - HASH_BITS);
            int candidate = table[hash] < 0 ? -1 : offset + table[hash];
            table[hash] = (short) (at - offset);
            if (candidate < 0 || (int) INT.get(in, candidate) != value) {
                // Steps grow while nothing repeats, so that packed data costs little.
                at += misses++ >>> 5;
                continue;
            }
            misses = 32;
            int match = MIN_MATCH;
            while (at + match < end && in[at + match] == in[candidate + match]) {
                match++;
            }
            to = writeLiteral(in, literalStart, at - literalStart, out, to);
            to = writeCopy(at - candidate, match, out, to);
            at += match;
            literalStart = at;
        }
        return writeLiteral(in, literalStart, end - literalStart, out, to);
    }

    private static int writeVarint(int value, byte[] out) {
        int to = 0;
        int rest = value;
        while (rest >= 0x80) {
            out[to++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[to++] = (byte) rest;
        return to;
    }

    private static int writeLiteral(byte[] in, int from, int length, byte[] out, int at) {
        if (length == 0) {
            return at;
        }
        int to = at;
        int coded = length - 1;
        if (coded < 60) {
            out[to++] = (byte) (coded << 2 | LITERAL);
        } else if (coded < 1 << 8) {
            out[to++] = (byte) (60 << 2 | LITERAL);
            out[to++] = (byte) coded;
        } else {
            out[to++] = (byte) (61 << 2 | LITERAL);
            out[to++] = (byte) coded;
            out[to++] = (byte) (coded >>> 8);
        }
        System.arraycopy(in, from, out, to, length);
        return to + length;
    }

    private static int writeCopy(int distance, int length, byte[] out, int at) {
        int to = at;
        int left = length;
        // A last copy of fewer than four bytes has no short form, so the one before leaves enough.
        while (left > 0) {
            int part = left <= MAX_COPY ? left : Math.min(MAX_COPY, left - MIN_MATCH);
            if (part <= 11 && part >= MIN_MATCH && distance < 1 << 11) {
                out[to++] = (byte) ((distance >>> 8) << 5 | (part - MIN_MATCH) << 2 | COPY_1);
                out[to++] = (byte) distance;
            } else {
                out[to++] = (byte) ((part - 1) << 2 | COPY_2);
                out[to++] = (byte) distance;
                out[to++] = (byte) (distance >>> 8);
            }
            left -= part;
        }
        return to;
    }

    /// The uncompressed length a block claims, in at most five bytes.
    static int unpackedBytes(byte[] in, int length) throws IOException {
        long value = 0;
        for (int i = 0; i < Math.min(5, length); i++) {
            value |= (in[i] & 0x7fL) << (7 * i);
            if (in[i] >= 0) {
                if (value > Integer.MAX_VALUE) {
                    break;
                }
                return (int) value;
            }
        }
        throw new IOException("a snappy block without a length below 2 GiB");
    }

    /// Unpacks a block into `out`, which has at least [#unpackedBytes] bytes.
    static void unpack(byte[] in, int length, byte[] out) throws IOException {
        int expected = unpackedBytes(in, length);
        int from = 0;
        while (in[from++] < 0) {
            // skips the length
        }
        int to = 0;
        while (from < length) {
            int tag = in[from++] & 0xff;
            int kind = tag & 3;
            if (kind == LITERAL) {
                int count = tag >>> 2;
                if (count >= 60) {
                    int bytes = count - 59;
                    count = (int) littleEndian(in, from, bytes, length);
                    from += bytes;
                }
                count++;
                if (count <= 0 || count > length - from || count > expected - to) {
                    throw new IOException("a snappy literal of " + count + " bytes does not fit");
                }
                System.arraycopy(in, from, out, to, count);
                from += count;
                to += count;
                continue;
            }
            int bytes = kind == COPY_1 ? 1 : kind == COPY_2 ? 2 : 4;
            long distance = littleEndian(in, from, bytes, length);
            from += bytes;
            int count = (tag >>> 2) + 1;
            if (kind == COPY_1) {
                distance |= (long) (tag >>> 5) << 8;
                count = (tag >>> 2 & 7) + MIN_MATCH;
            }
            if (distance <= 0 || distance > to || count > expected - to) {
                throw new IOException(
                        "a snappy copy of %d bytes from %d back at %d of %d does not fit"
                                .formatted(count, distance, to, expected));
            }
            to = copy(out, to, (int) distance, count);
        }
        if (to != expected) {
            throw new IOException("a snappy block of " + to + " bytes instead of " + expected);
        }
    }

    private static int copy(byte[] out, int to, int distance, int count) {
        if (distance >= count) {
            System.arraycopy(out, to - distance, out, to, count);
        } else {
            for (int i = 0; i < count; i++) {
                out[to + i] = out[to + i - distance]; // may repeat what it has just written
            }
        }
        return to + count;
    }

    private static long littleEndian(byte[] in, int from, int bytes, int limit) throws IOException {
        if (bytes > limit - from) {
            throw new IOException("a snappy block ends inside an element");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in[from + i] & 0xffL) << (8 * i);
        }
        return value;
    }
}
