package paddock.conformance.faults;

import paddock.conformance.server.SystemCommand;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An ext4 file system in a file, for the data of one server. Mounting it needs root.
final class JournaledDisk implements AutoCloseable {
    private static final long BYTES = 96L << 20;

    private final Path image;
    private final Path mountPoint;

    /// Whether this machine has what it takes: many containers have no loop devices.
    static boolean isPossible() {
        return Files.exists(Path.of("/dev/loop-control"))
                && Files.isExecutable(Path.of("/usr/sbin/mkfs.ext4"))
                && SystemCommand.succeeds("losetup", "--find");
    }

    /// @param folder an empty folder
    JournaledDisk(Path folder) {
        image = folder.resolve("image");
        mountPoint = folder.resolve("mounted");
        try {
            Files.createDirectories(mountPoint);
            try (var file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SystemCommand.run("/usr/sbin/mkfs.ext4", "-q", image.toString());
        mount();
    }

    /// Where it is mounted.
    Path folder() {
        return mountPoint;
    }

    /// Gives its journal up and turns read-only under whoever writes, as the system has it with
    /// `errors=remount-ro` when the device fails.
    void abort() {
        SystemCommand.run("mount", "-o", "remount,abort", mountPoint.toString());
    }

    /// What an operator does about it.
    void repair() {
        unmount();
        // A code of 1 says that something was mended.
        SystemCommand.run("sh", "-c", "e2fsck -fy " + image + " || [ $? -eq 1 ]");
        mount();
    }

    private void mount() {
        SystemCommand.run("mount", "-o", "loop", image.toString(), mountPoint.toString());
    }

    private void unmount() {
        SystemCommand.run("umount", mountPoint.toString());
    }

    @Override
    public void close() {
        unmount();
    }
}
