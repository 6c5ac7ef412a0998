package paddock.simulator.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A disk of one server, and how it fails.
///
/// Deterministic: the same calls and the same random numbers leave the same bytes.
public final class SimDisk {
    /// Hears of every change before it happens, and may prevent it by throwing.
    @FunctionalInterface
    public interface Watcher {
        void before(String what, Path path);
    }

    private final RandomGenerator random;
    private final SimFileSystem fileSystem = new SimFileSystem(this);
    private final Folder root = new Folder();
    private final List<SimChannel> open = new ArrayList<>();

    private Watcher watcher = (what, path) -> {};
    private long bytesUntilFull = Long.MAX_VALUE;
    private boolean failingForces;
    private boolean readOnly;
    private long forces;

    /// @param random decides what survives when the power fails
    public SimDisk(RandomGenerator random) {
        this.random = random;
    }

    /// Where its files are.
    public FileSystem fileSystem() {
        return fileSystem;
    }

    /// The folder of everything.
    public Path root() {
        return fileSystem.root();
    }

    /// The power fails: of what was not forced, a random part remains, within the bounds of `loss`.
    /// Channels that were open are closed.
    public void losePower(PowerLoss loss) {
        endProcess();
        root.lose(loss, random);
    }

    /// The process that used the disk ends. What it wrote is all there, and still not forced.
    public void endProcess() {
        // Closing takes a channel off the list.
        List.copyOf(open).forEach(SimChannel::abandon);
        open.clear();
    }

    /// Tells `newWatcher` of every change before it happens, in place of the last one.
    public void watch(Watcher newWatcher) {
        watcher = newWatcher;
    }

    // ---- faults ----

    /// After so many more bytes written the disk is full.
    public void fillAfter(long bytes) {
        bytesUntilFull = bytes;
    }

    /// Every force fails from now on, or none does. What a failed one covered is partly written,
    /// and the rest is lost whatever is forced later.
    public void failForces(boolean fail) {
        failingForces = fail;
    }

    /// Nothing can be changed from now on, or everything can.
    public void setReadOnly(boolean nothingChanges) {
        readOnly = nothingChanges;
    }

    /// No fault from now on.
    public void heal() {
        bytesUntilFull = Long.MAX_VALUE;
        failingForces = false;
        readOnly = false;
    }

    /// How many forces succeeded so far.
    public long forces() {
        return forces;
    }

    // ---- for the file system ----

    Folder rootFolder() {
        return root;
    }

    void opened(SimChannel channel) {
        open.add(channel);
    }

    void closed(SimChannel channel) {
        open.remove(channel);
    }

    void beforeChange(String what, Path path) throws IOException {
        watcher.before(what, path);
        if (readOnly) {
            throw new AccessDeniedException(path.toString(), null, "Read-only file system");
        }
    }

    /// How many of so many bytes still fit; none is an error.
    int reserve(int bytes) throws IOException {
        int fitting = (int) Math.min(bytes, bytesUntilFull);
        if (fitting == 0 && bytes > 0) {
            throw new IOException("No space left on device");
        }
        if (bytesUntilFull != Long.MAX_VALUE) {
            bytesUntilFull -= fitting;
        }
        return fitting;
    }

    void force(Inode inode, Path path) throws IOException {
        watcher.before("force", path);
        if (failingForces) {
            if (inode instanceof Content content) {
                content.forceInPart(random);
            }
            throw new IOException("Input/output error");
        }
        forces++;
        switch (inode) {
            case Content content -> content.force();
            case Folder folder -> folder.force();
        }
    }

    Inode find(SimPath path) throws IOException {
        Inode inode = root;
        for (String name : path.toAbsolutePath().names()) {
            Inode next = inode instanceof Folder folder ? folder.find(name) : null;
            if (next == null) {
                throw new NoSuchFileException(path.toString());
            }
            inode = next;
        }
        return inode;
    }

    Folder parentOf(SimPath path) throws IOException {
        SimPath parent = path.toAbsolutePath().getParent();
        if (parent != null && find(parent) instanceof Folder folder) {
            return folder;
        }
        throw new NoSuchFileException(path.toString());
    }
}
