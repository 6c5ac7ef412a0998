package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;

import paddock.conformance.server.ChildProcess;
import paddock.conformance.server.Installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A disk that fails when a test wants it to: a library between a server and its files, preloaded
/// into the process. Building it needs gcc.
final class FaultyDisk {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path library;
    private final Path orders;
    private final Path met;

    /// What the disk is to do from now on.
    enum Order {
        /// Work.
        OK,
        /// Fail with EIO once, and seem to work from then on.
        FORCE_FAILS,
        /// Let forces wait for another order.
        FORCE_HANGS,
        /// Refuse every change.
        READ_ONLY;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// A disk that works, for one server; `folder` is for the library and the orders.
    FaultyDisk(Path folder) {
        library = folder.resolve("disk.so");
        orders = folder.resolve("orders");
        met = folder.resolve("orders.met");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        order(Order.OK);
        build(folder);
    }

    private void build(Path folder) {
        Path source =
                Installation.repository().resolve("conformance/src/test/resources/disk/disk.c");
        var command =
                List.of(
                        "gcc",
                        "-Wall",
                        "-Werror",
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-ldl");
        try (var gcc = ChildProcess.start(command, folder, folder.resolve("gcc.log"))) {
            assertThat(gcc.waitFor(PATIENCE)).as(gcc.log()).isZero();
        }
    }

    /// What the command of the server begins with.
    List<String> prefix() {
        return List.of("env", "LD_PRELOAD=" + library, "DISK_ORDERS=" + orders);
    }

    /// Orders it to do something, at once.
    void order(Order order) {
        Path unfinished = orders.resolveSibling("orders.tmp");
        try {
            Files.writeString(unfinished, order.word());
            Files.move(unfinished, orders, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the server has met what was ordered.
    void awaitMet(Order order) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.exists(met) && Files.readString(met).contains(order.word()));
    }
}
