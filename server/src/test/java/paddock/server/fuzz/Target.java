package paddock.server.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.server.config.ConfigException;
import paddock.server.config.ConfigLoader;
import paddock.storage.StorageException;
import paddock.storage.log.LogEnd;
import paddock.storage.log.LogReader;
import paddock.storage.snapshot.SnapshotReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.zip.Adler32;

/// What a server finds in its files.
///
/// Bytes are refused with an exception that names the file, or they are read.
enum Target {
    /// A log file, as it is.
    LOG {
        @Override
        void read(byte[] bytes) throws IOException {
            readLog(bytes);
        }
    },
    /// A log file whose checksums are right, so that what they guard is reached.
    SUMMED_LOG {
        @Override
        void read(byte[] bytes) throws IOException {
            readLog(summed(bytes));
        }
    },
    /// A snapshot.
    SNAPSHOT {
        @Override
        void read(byte[] bytes) throws IOException {
            readSnapshot("snapshot.1", bytes);
        }
    },
    /// A packed snapshot.
    SNAPPY {
        @Override
        void read(byte[] bytes) throws IOException {
            readSnapshot("snapshot.1.snappy", bytes);
        }
    },
    /// A configuration file.
    CONFIGURATION {
        @Override
        void read(byte[] bytes) throws IOException {
            Path file = write("zoo.cfg", bytes);
            if (Files.readString(file, ISO_8859_1).contains("clientPortAddress")) {
                return; // the network would be asked for the name
            }
            try {
                ConfigLoader.load(
                        new String[] {file.toString()}, new Properties(), Map.<String, String>of());
            } catch (ConfigException e) {
                checkNames(e, "");
            }
        }
    };

    private static final int HEADER_BYTES = 16;
    private static final int PREFIX_BYTES = 12;
    private static final int MAX_FIELD_BYTES = 1 << 20;

    /// Written by the only thread that feeds.
    private static final Path FOLDER = folder();

    /// Reads bytes, and throws when that goes wrong in another way than it may.
    final void feed(byte[] bytes) {
        try {
            read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    abstract void read(byte[] bytes) throws IOException;

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("fuzz-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Replaces all that is there, so that one file is read.
    private static Path write(String name, byte[] bytes) throws IOException {
        return Files.write(FOLDER.resolve(name), bytes);
    }

    private static void readLog(byte[] bytes) throws IOException {
        Path file = write("log.1", bytes);
        try (var log = new LogReader(FOLDER, 0, MAX_FIELD_BYTES)) {
            long last = -1;
            while (log.nextTxn() != null) {
                check(log.lastReadZxid() > last, "zxids grow");
                last = log.lastReadZxid();
            }
            for (LogEnd.Torn torn : log.torn()) {
                check(torn.offset() <= bytes.length, "a torn tail is in the file");
            }
        } catch (StorageException e) {
            checkNames(e, file.toString());
        }
    }

    private static void readSnapshot(String name, byte[] bytes) throws IOException {
        Path file = write(name, bytes);
        try {
            var builder = Database.builder(new ZnodeKinds(true, false), true);
            new SnapshotReader(MAX_FIELD_BYTES).read(file, builder);
            builder.build(1);
        } catch (StorageException e) {
            checkNames(e, file.toString());
        } catch (IllegalStateException e) {
            // Only the whole showed the contradiction, which recovery expects.
            checkNames(e, "");
        }
    }

    /// Gives every record the checksum of its bytes.
    private static byte[] summed(byte[] bytes) {
        ByteBuffer log = ByteBuffer.wrap(bytes.clone());
        var adler = new Adler32();
        int at = HEADER_BYTES;
        while (at + PREFIX_BYTES <= bytes.length) {
            int length = log.getInt(at + Long.BYTES);
            if (length <= 0 || length > bytes.length - at - PREFIX_BYTES) {
                break;
            }
            adler.reset();
            adler.update(bytes, at + PREFIX_BYTES, length);
            log.putLong(at, adler.getValue());
            at += PREFIX_BYTES + length + 1;
        }
        return log.array();
    }

    private static void checkNames(RuntimeException refusal, String file) {
        String message = refusal.getMessage();
        check(message != null && message.contains(file), "a refusal names " + file);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("not so: " + what);
        }
    }
}
