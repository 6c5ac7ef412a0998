package paddock.conformance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What a server holds on to: open files and connections, threads, live objects.
///
/// @param descriptors open at this moment
/// @param threads of the process
/// @param liveBytes of objects that are still reachable; counting them collects the garbage
public record Footprint(int descriptors, int threads, long liveBytes) {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /// Netty's and the JVM's own, which come when they are needed and stay.
    private static final int FEW = 8;

    private static final long SOME_BYTES = 12L << 20;

    /// Of that process, now.
    public static Footprint of(ServerUnderTest server) {
        Path process = Path.of("/proc/" + server.pid());
        return new Footprint(
                count(process.resolve("fd")), count(process.resolve("task")), liveBytes(server));
    }

    /// Waits until the server is back to about what it was.
    public void awaitReturn(ServerUnderTest server) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Footprint now = of(server);
        while (now.descriptors > descriptors + FEW
                || now.threads > threads + FEW
                || now.liveBytes > liveBytes + SOME_BYTES) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%s before, and %s after %s".formatted(this, now, LIMIT));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            now = of(server);
        }
    }

    private static int count(Path folder) {
        try (var entries = Files.list(folder)) {
            return Math.toIntExact(entries.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long liveBytes(ServerUnderTest server) {
        Path tool = Installation.java().resolveSibling("jcmd");
        try {
            Process histogram =
                    new ProcessBuilder(
                                    tool.toString(),
                                    Long.toString(server.pid()),
                                    "GC.class_histogram")
                            .redirectErrorStream(true)
                            .start();
            String text =
                    new String(
                            histogram.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines()
                    .filter(line -> line.startsWith("Total"))
                    .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[2]))
                    .findAny()
                    .orElseThrow(() -> new IllegalStateException("no histogram:\n" + text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
