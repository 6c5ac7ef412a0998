package paddock.storage.log;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A copy of records of a log, for tools. Vanishes when it is closed before [#keep].
public final class LogCopy implements AutoCloseable {
    private final Path file;
    private final DataOutputStream out;
    private boolean kept;

    private LogCopy(Path file, DataOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /// Begins a copy with the header of the log that is read; the file must not exist.
    public static LogCopy create(Path file, LogFileReader source) throws IOException {
        Files.deleteIfExists(file);
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(
                                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)));
        out.writeInt(LogFormat.MAGIC);
        out.writeInt(source.version());
        out.writeLong(source.dbid());
        return new LogCopy(file, out);
    }

    /// Adds the record the reader stands on, with a checksum of the caller's choice.
    public void append(LogFileReader source, long checksum) throws IOException {
        out.writeLong(checksum);
        out.writeInt(source.length());
        out.write(source.array(), source.arrayOffset(), source.length());
        out.write(LogFormat.END_OF_RECORD);
    }

    /// The copy is complete.
    public void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (!kept) {
            Files.deleteIfExists(file);
        }
    }
}
