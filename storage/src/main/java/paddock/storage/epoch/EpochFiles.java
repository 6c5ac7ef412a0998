package paddock.storage.epoch;

import paddock.storage.FileAccessException;
import paddock.storage.folder.DurableFile;
import paddock.storage.folder.Folders;
import paddock.wire.ensemble.Zxid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The epoch that a server promised itself to, and the one its history belongs to.
///
/// Used by one thread. Both only grow, and the first is never below the second, whenever a crash
/// comes.
public final class EpochFiles {
    static final String ACCEPTED = "acceptedEpoch";
    static final String CURRENT = "currentEpoch";

    private final Path folder;
    private final List<String> warnings = new ArrayList<>();
    private long accepted;
    private long current;

    private EpochFiles(Path folder) {
        this.folder = folder;
    }

    /// Reads the files. Those that are missing are written with the epoch of the last transaction.
    ///
    /// That epoch can be above what the files say, when a crash came after transactions of a new
    /// epoch had been logged and before that was written down. The reference refuses to start then.
    /// We take the epoch of the transactions for that of the history: what a leader sends is logged
    /// in order, so that the log is a beginning of this epoch's history, and as a beginning it will
    /// be compared with others.
    ///
    /// @param folder where snapshots are
    /// @param lastLoggedZxid what the database was brought back to, negative where nobody knows
    /// @throws EpochFileException when the files hold no epochs, or contradict each other
    public static EpochFiles open(Path folder, long lastLoggedZxid) {
        EpochFiles files = new EpochFiles(folder);
        files.read(lastLoggedZxid < 0 ? 0 : Zxid.epoch(lastLoggedZxid));
        return files;
    }

    private void read(long logged) {
        OptionalLong currentOnDisk = read(CURRENT);
        OptionalLong acceptedOnDisk = read(ACCEPTED);
        current = currentOnDisk.orElse(logged);
        accepted = acceptedOnDisk.orElse(logged);
        if (acceptedOnDisk.isPresent() && accepted < logged) {
            raised(ACCEPTED, accepted, logged);
            accepted = logged;
            write(ACCEPTED, accepted);
        }
        if (accepted < current) {
            throw new EpochFileException(
                    "%s: the accepted epoch, %d, is less than the current epoch, %d"
                            .formatted(folder, accepted, current),
                    null);
        }
        if (acceptedOnDisk.isEmpty()) {
            write(ACCEPTED, accepted);
        }
        if (currentOnDisk.isPresent() && current < logged) {
            raised(CURRENT, current, logged);
            current = logged;
            write(CURRENT, current);
        }
        if (currentOnDisk.isEmpty()) {
            write(CURRENT, current);
        }
        forceNames();
    }

    // A process that was killed may have renamed a file without forcing its name: what is read here
    // counts as promised, and must not be taken back by a power failure.
    private void forceNames() {
        try {
            Folders.force(folder);
        } catch (IOException e) {
            throw new FileAccessException("force", folder, e);
        }
    }

    private void raised(String name, long epoch, long logged) {
        warnings.add(
                "%s says %d but there are transactions of epoch %d: raised to that"
                        .formatted(folder.resolve(name), epoch, logged));
    }

    private OptionalLong read(String name) {
        Path file = folder.resolve(name);
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new FileAccessException("read", file, e);
        }
        String first = text.lines().findFirst().orElse("").strip();
        try {
            // The reference writes -1 for a database that nobody vouches for.
            return OptionalLong.of(Math.max(Long.parseLong(first), 0));
        } catch (NumberFormatException e) {
            throw new EpochFileException(
                    "%s: found '%s', not an epoch in decimal digits".formatted(file, first), e);
        }
    }

    /// The newest epoch promised.
    public long acceptedEpoch() {
        return accepted;
    }

    /// The epoch of the history.
    public long currentEpoch() {
        return current;
    }

    /// What an operator should hear about the files as they were found.
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /// Remembers a promise; durable.
    public void accept(long epoch) {
        if (epoch < accepted) {
            throw new IllegalArgumentException("epoch %d after %d".formatted(epoch, accepted));
        }
        if (epoch > accepted) {
            write(ACCEPTED, epoch);
            accepted = epoch;
        }
    }

    /// Makes the history that of an epoch which was [accepted][#accept]; durable. What belongs to
    /// the history must be so already.
    public void enter(long epoch) {
        if (epoch < current || epoch > accepted) {
            throw new IllegalArgumentException(
                    "epoch %d is outside %d..%d".formatted(epoch, current, accepted));
        }
        if (epoch > current) {
            write(CURRENT, epoch);
            current = epoch;
        }
    }

    private void write(String name, long epoch) {
        DurableFile.write(
                folder.resolve(name), Long.toString(epoch).getBytes(StandardCharsets.US_ASCII));
    }
}
