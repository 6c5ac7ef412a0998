package paddock.conformance.ensemble;

import paddock.conformance.server.SystemCommand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk of a few megabytes for the data of one server, that can be filled.
public final class SmallDisk implements AutoCloseable {
    private static final int MEGABYTES = 24;
    private static final int BLOCK_BYTES = 64 * 1024;

    private final Path mountPoint;

    /// @param mountPoint an empty folder that belongs to nobody yet
    public SmallDisk(Path mountPoint) {
        this.mountPoint = mountPoint;
        try {
            Files.createDirectories(mountPoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "none", text());
    }

    private String text() {
        return mountPoint.toString();
    }

    private Path filler() {
        return mountPoint.resolve("filler");
    }

    /// Takes all the room there is.
    public void fill() {
        try (var out = Files.newOutputStream(filler())) {
            for (int i = 0; i < MEGABYTES * 1024 * 1024 / BLOCK_BYTES; i++) {
                out.write(new byte[BLOCK_BYTES]);
            }
        } catch (IOException e) {
            // It is full.
        }
    }

    /// Gives the room back.
    public void clear() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes no writes any more, as the system has it after an error of the device.
    public void becomeReadOnly() {
        run("mount", "-o", "remount,ro", text());
    }

    /// Takes writes again.
    public void becomeWritable() {
        run("mount", "-o", "remount,rw", text());
    }

    @Override
    public void close() {
        run("umount", "-l", text());
    }

    private static void run(String... command) {
        SystemCommand.run(command);
    }
}
