package paddock.storage.tool;

import paddock.storage.StorageException;
import paddock.storage.folder.DataFolder;
import paddock.storage.retention.Retention;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.DateFormat;
import java.util.List;

/// Removes snapshots and logs that are not needed any more; a server may be running.
public final class PurgeTxnLog {
    private static final String USAGE =
            """
            Usage:
            PurgeTxnLog dataLogDir [snapDir] -n count
            \tdataLogDir -- path to the txn log directory
            \tsnapDir -- path to the snapshot directory
            \tcount -- the number of old snaps/logs you want to keep, value should be greater than or equal to 3
            """;

    private PurgeTxnLog() {}

    /// Runs as a program.
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err, System.in));
    }

    /// Runs with the given streams, of which it reads none, and returns the exit code.
    public static int run(String[] args, PrintStream out, PrintStream err, InputStream in) {
        boolean wellFormed = (args.length == 3 || args.length == 4) && isCountFlag(args);
        try {
            if (!wellFormed) {
                throw new ToolException(1, "");
            }
            int count = count(args[args.length - 1]);
            Path logs = existing(args[0]);
            Path snapshots = args.length == 4 ? existing(args[1]) : logs;
            List<Path> obsolete =
                    Retention.obsolete(
                            logs.resolve(DataFolder.VERSION),
                            snapshots.resolve(DataFolder.VERSION),
                            count);
            for (Path file : obsolete) {
                remove(file, out, err);
            }
            return 0;
        } catch (ToolException e) {
            String message = e.getMessage();
            if (message != null && !message.isEmpty()) {
                err.println(message);
            }
            out.print(USAGE);
            return e.exitCode();
        } catch (StorageException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static boolean isCountFlag(String[] args) {
        return args[args.length - 2].equals("-n");
    }

    private static int count(String text) {
        int count;
        try {
            count = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ToolException(1, "'" + text + "' can not be parsed to integer.");
        }
        if (count < Retention.MIN_SNAPSHOTS) {
            throw new ToolException(
                    1, "count should be greater than or equal to " + Retention.MIN_SNAPSHOTS);
        }
        return count;
    }

    private static Path existing(String name) {
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw new ToolException(1, "Path '" + path.toAbsolutePath() + "' does not exist. ");
        }
        return path;
    }

    private static void remove(Path file, PrintStream out, PrintStream err) {
        String line = "Removing file: " + date(file) + "\t" + file;
        out.println(line);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            err.println("Failed to remove " + file);
        }
    }

    private static String date(Path file) {
        DateFormat format = DateFormat.getDateTimeInstance();
        return format.format(modified(file).toMillis()).replace('\u202f', ' ');
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
