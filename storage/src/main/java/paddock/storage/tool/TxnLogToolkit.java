package paddock.storage.tool;

import org.jspecify.annotations.Nullable;

import paddock.storage.StorageException;
import paddock.storage.log.LogCopy;
import paddock.storage.log.LogEnd;
import paddock.storage.log.LogFileReader;
import paddock.wire.txn.LoggedTxn;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Scanner;

/// Shows a transaction log, mends its checksums, or cuts a copy of it.
public final class TxnLogToolkit {
    private static final String USAGE =
            """
            usage: TxnLogToolkit [-dhrvc] <txn_log_file_name> (-z <zxid>)
             -c,--chop         Chop mode. Chop txn file to a zxid.
             -d,--dump         Dump mode. Dump all entries of the log file with printing the content of a nodepath (default)
             -h,--help         Print help message
             -r,--recover      Recovery mode. Re-calculate CRC for broken entries.
             -v,--verbose      Be verbose in recovery mode: print all entries, not just fixed ones.
             -y,--yes          Non-interactive mode: repair all CRC errors without asking
             -z,--zxid <arg>   Used with chop. Zxid to which to chop.
            """;
    private static final int FAILED = 1;
    private static final int NOT_A_LOG = 2;

    private final ToolkitOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final Scanner answers;
    private final TxnPrinter printer = new TxnPrinter();

    private TxnLogToolkit(
            ToolkitOptions options, PrintStream out, PrintStream err, InputStream in) {
        this.options = options;
        this.out = out;
        this.err = err;
        this.answers = new Scanner(in, StandardCharsets.UTF_8);
    }

    /// Runs as a program.
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err, System.in));
    }

    /// Runs with the given streams and returns the exit code.
    public static int run(String[] args, PrintStream out, PrintStream err, InputStream in) {
        ToolkitOptions options;
        try {
            options = ToolkitOptions.parse(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            out.print(USAGE);
            return FAILED;
        }
        if (options.help || options.file == null) {
            out.print(USAGE);
            return options.help ? 0 : FAILED;
        }
        try {
            return new TxnLogToolkit(options, out, err, in).run(Path.of(options.file));
        } catch (ToolException e) {
            err.println(e.getMessage());
            return e.exitCode();
        } catch (StorageException | IOException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private int run(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new ToolException(FAILED, "File doesn't exist or not readable: " + file);
        }
        Path name = file.getFileName();
        try (LogFileReader reader = new LogFileReader(file)) {
            out.println(
                    "ZooKeeper Transactional Log File with dbid %d txnlog format version %d"
                            .formatted(reader.dbid(), reader.version()));
            String zxid = options.zxid;
            if (options.chop && zxid != null) {
                chop(reader, file, zxid(zxid));
            } else if (options.recover) {
                recover(reader, file);
            } else {
                dump(reader, null);
            }
            return 0;
        } catch (LogFileReader.BadMagicException e) {
            throw new ToolException(NOT_A_LOG, "Invalid magic number for " + name);
        }
    }

    private static long zxid(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw new ToolException(FAILED, "'" + text + "' is not a zxid, such as 0x4 or 4");
        }
    }

    // Prints every entry, or with a copy to repair into only what was wrong.
    private int dump(LogFileReader reader, @Nullable LogCopy repaired) throws IOException {
        int count = 0;
        int fixed = 0;
        while (reader.nextFrame()) {
            String entry = entry(reader);
            count++;
            if (!reader.isChecksumRight()) {
                boolean fix = repaired != null && (options.yes || shallFix(entry));
                if (repaired == null) {
                    out.println("CRC ERROR - " + entry);
                } else if (fix && options.yes) {
                    out.println("CRC FIXED - " + entry);
                }
                fixed += fix ? 1 : 0;
                if (repaired != null) {
                    repaired.append(
                            reader, fix ? reader.computedChecksum() : reader.storedChecksum());
                }
            } else if (repaired != null) {
                repaired.append(reader, reader.storedChecksum());
            }
            if (repaired == null || options.verbose) {
                out.println(entry);
            }
        }
        if (reader.end() instanceof LogEnd.Torn torn && torn.lacksEndMark()) {
            throw new ToolException(FAILED, "Last transaction was partial.");
        }
        out.println("EOF reached after " + count + " txns.");
        return fixed;
    }

    private String entry(LogFileReader reader) {
        long offset = reader.recordOffset();
        LoggedTxn txn = reader.txn();
        if (txn == null) {
            throw new ToolException(
                    FAILED, "The transaction at offset " + offset + " cannot be decoded");
        }
        return printer.print(txn);
    }

    private boolean shallFix(String entry) {
        out.println("CRC ERROR - " + entry);
        while (true) {
            out.print("Would you like to fix it (Yes/No/Abort) ? ");
            out.flush();
            if (!answers.hasNext()) {
                throw new ToolException(FAILED, "No answer, recovery aborted.");
            }
            switch (answers.next().toLowerCase(Locale.ROOT).charAt(0)) {
                case 'y' -> {
                    return true;
                }
                case 'n' -> {
                    return false;
                }
                case 'a' -> throw new ToolException(0, "Recovery aborted.");
                default -> {} // asks again
            }
        }
    }

    private void recover(LogFileReader reader, Path file) throws IOException {
        Path target = Path.of(file + ".fixed");
        if (Files.exists(target)) {
            throw new ToolException(
                    FAILED, "Recovery file " + target + " already exists or not writable");
        }
        int fixed;
        try (LogCopy copy = LogCopy.create(target, reader)) {
            fixed = dump(reader, copy);
            copy.keep();
        }
        out.println(
                "Recovery file %s has been written with %d fixed CRC error(s)"
                        .formatted(target, fixed));
    }

    private void chop(LogFileReader reader, Path file, long zxid) throws IOException {
        int count = 0;
        try (LogCopy copy = LogCopy.create(Path.of(file + ".chopped" + zxid), reader)) {
            while (reader.next()) {
                copy.append(reader, reader.storedChecksum());
                count++;
                if (reader.zxid() == zxid) {
                    copy.keep();
                    out.println("Chopping at %d new log has %d records".formatted(zxid, count));
                    return;
                }
                if (reader.zxid() > zxid) {
                    err.println("%s holds no zxid 0x%x".formatted(file, zxid));
                    break;
                }
            }
        }
        if (reader.end() != null) {
            out.println("EOF reached after " + count + " txns.");
        }
        out.println("Got exception: Failed to chop " + file.getFileName());
    }
}
