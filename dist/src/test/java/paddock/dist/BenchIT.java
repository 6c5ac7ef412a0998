package paddock.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The measuring instrument, in sizes that measure nothing, with the installation.
class BenchIT {
    private static final Path HOME = Path.of(System.getProperty("paddock.home", "target/paddock"));
    private static final Path BENCH = Path.of("../bench/bench").toAbsolutePath().normalize();

    @TempDir private Path folder;

    @Test
    void measuresSessionsThatEndAndSnapshotsUnderLoad() throws Exception {
        Path json = folder.resolve("figures.json");

        int exit =
                bench(
                        "run",
                        HOME.toString(),
                        "ephemeral-churn",
                        "expiry-storm",
                        "snapshot-load",
                        "open-updates",
                        "--rounds=1",
                        "--warm-up=0.1",
                        "--window=1",
                        "--size=20",
                        "--connections=4",
                        "--heap=256",
                        "--work=" + folder.resolve("work"),
                        "--json=" + json);

        assertThat(exit).as(said()).isZero();
        assertThat(Files.readString(json))
                .contains(
                        "first due to last ephemeral gone",
                        "p99.9 without snapshots",
                        "40 % of the closed-loop peak of paddock");
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    /// Too short for a verdict that means something, whichever it is.
    @Test
    void soaksKillsAndPlots() throws Exception {
        Path json = folder.resolve("soak.json");
        Path page = folder.resolve("soak.html");

        int exit =
                bench(
                        "soak",
                        HOME.toString(),
                        "--for=4s",
                        "--every=0.5s",
                        "--fault-every=1.5s",
                        "--heap=256",
                        "--work=" + folder.resolve("work"),
                        "--json=" + json);

        assertThat(exit).isBetween(0, 1);
        assertThat(said())
                .contains("killed member 1", "member 1, data files: floor of the first quarter");
        assertThat(folder.resolve("work")).isEmptyDirectory();
        assertThat(bench("report", json.toString(), "-o", page.toString())).isZero();
        assertThat(Files.readString(page)).contains("soak against minutes", "<svg");
    }

    private int bench(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(BENCH.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroy();
            throw new AssertionError("bench does not end: " + said());
        }
        return process.exitValue();
    }

    private String said() throws Exception {
        return Files.readString(folder.resolve("said"));
    }
}
