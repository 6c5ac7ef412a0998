package paddock.bench;

import org.HdrHistogram.Histogram;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Measures how fast a disk forces appended bytes: the floor under any durable update.
@Command(
        name = "disk",
        mixinStandardHelpOptions = true,
        description = "Measures appends to a preallocated file, each forced to disk.")
final class DiskCommand implements Callable<Integer> {
    private static final int FILE_BYTES = 1 << 26;
    private static final int MEBIBYTE = 1 << 20;
    private static final int WARM_UP = 100;

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "On the disks to measure.")
    List<Path> folders = new ArrayList<>();

    @Option(names = "--bytes", description = "Bytes of an append (default: ${DEFAULT-VALUE}).")
    int bytes = 1024;

    @Option(names = "--count", description = "Appends (default: ${DEFAULT-VALUE}).")
    int count = 1000;

    @Mixin Console console = new Console();

    @Override
    public Integer call() throws IOException {
        if (bytes < 1 || count < 1 || (long) bytes * count > FILE_BYTES) {
            throw new IllegalArgumentException(
                    "--bytes %d times --count %d must be 1 to %d"
                            .formatted(bytes, count, FILE_BYTES));
        }
        PrintWriter out = console.out();
        for (Path folder : folders) {
            Histogram micros = measure(folder);
            out.printf(
                    "%s: %d B appended and forced: p50 %d us, p95 %d us, p99 %d us, max %d us%n",
                    folder,
                    bytes,
                    micros.getValueAtPercentile(50),
                    micros.getValueAtPercentile(95),
                    micros.getValueAtPercentile(99),
                    micros.getMaxValue());
        }
        out.flush();
        return 0;
    }

    private Histogram measure(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "bench-disk-", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer zeroes = ByteBuffer.allocateDirect(MEBIBYTE);
            for (int at = 0; at < FILE_BYTES; at += MEBIBYTE) {
                channel.write(zeroes.clear(), at);
            }
            channel.force(true);
            ByteBuffer record = ByteBuffer.allocateDirect(bytes);
            Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
            for (int i = -WARM_UP; i < count; i++) {
                long start = System.nanoTime();
                channel.write(record.clear(), (long) Math.max(i, 0) * bytes);
                channel.force(false);
                if (i >= 0) {
                    micros.recordValue((System.nanoTime() - start) / 1_000);
                }
            }
            return micros;
        } finally {
            Files.delete(file);
        }
    }
}
