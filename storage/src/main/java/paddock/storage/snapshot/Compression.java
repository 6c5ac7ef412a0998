package paddock.storage.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// How a snapshot is packed; its file name tells readers.
public enum Compression {
    /// Not at all.
    NONE("") {
        @Override
        OutputStream pack(OutputStream out) {
            return out;
        }

        @Override
        InputStream unpack(InputStream in) {
            return in;
        }
    },
    /// One gzip member.
    GZIP(".gz") {
        @Override
        OutputStream pack(OutputStream out) throws IOException {
            return new GZIPOutputStream(out, PACKED_BUFFER_BYTES);
        }

        @Override
        InputStream unpack(InputStream in) throws IOException {
            return new GZIPInputStream(in, PACKED_BUFFER_BYTES);
        }
    },
    /// Snappy blocks, in the stream format of the well-known Java library.
    SNAPPY(".snappy") {
        @Override
        OutputStream pack(OutputStream out) throws IOException {
            return new SnappyOutputStream(out);
        }

        @Override
        InputStream unpack(InputStream in) throws IOException {
            return new SnappyInputStream(in);
        }
    };

    private static final int PACKED_BUFFER_BYTES = 64 << 10;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /// What a snapshot's name ends with.
    public String suffix() {
        return suffix;
    }

    /// By the value of `zookeeper.snapshot.compression.method`; anything unknown means none, as it
    /// does for the reference.
    public static Compression configured(String method) {
        return switch (method) {
            case "gz" -> GZIP;
            case "snappy" -> SNAPPY;
            default -> NONE;
        };
    }

    /// By a file's name.
    public static Compression of(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(GZIP.suffix) ? GZIP : name.endsWith(SNAPPY.suffix) ? SNAPPY : NONE;
    }

    abstract OutputStream pack(OutputStream out) throws IOException;

    abstract InputStream unpack(InputStream in) throws IOException;
}
