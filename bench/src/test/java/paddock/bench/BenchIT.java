package paddock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.bench.report.Comparison;
import paddock.bench.report.Growth;
import paddock.bench.report.JsonResults;
import paddock.bench.report.Measure;
import paddock.bench.report.Results;
import paddock.bench.report.Sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class BenchIT {
    @TempDir Path folder;

    @Test
    void comparesTwoEchoServersInProcessesOfTheirOwn() throws IOException {
        Path json = folder.resolve("figures.json");
        Path work = folder.resolve("work");

        int exit =
                Main.execute(
                        "compare",
                        "echo",
                        "echo",
                        "get-data",
                        "--rounds=1",
                        "--warm-up=0.2",
                        "--window=1",
                        "--heap=64",
                        "--work=" + work,
                        "--json=" + json);

        assertThat(exit).isZero();
        assertThat(JsonResults.read(Files.readString(json)).comparisons())
                .singleElement()
                .satisfies(
                        figures -> {
                            assertThat(figures.scenario()).isEqualTo("get-data");
                            assertThat(figures.rows())
                                    .containsKeys(Measure.SERVER_CPU, Measure.GC_LONGEST);
                            assertThat(figures.rows().get(Measure.P99)).isNotNull();
                        });
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void drawsAPageOfWhatWasMeasured() throws IOException {
        Path json = folder.resolve("figures.json");
        Path page = folder.resolve("page.html");
        Comparison figures = new Comparison("get-data", "conditions", List.of("a", "b"));
        figures.add(0, new Sample().with(Measure.P99, 1));
        figures.add(1, new Sample().with(Measure.P99, 4));
        Files.writeString(
                json, JsonResults.write(new Results(Map.of(), List.of(figures), List.of())));

        assertThat(Main.execute("report", json.toString(), "-o", page.toString())).isZero();
        assertThat(Files.readString(page)).contains("<h2>get-data</h2>", "<svg", "0.250");
        assertThat(Main.execute("report", page.toString(), "-o", page.toString())).isEqualTo(1);
    }

    @Test
    void growsAlongAnAxis() throws IOException {
        Path json = folder.resolve("growth.json");

        int exit =
                Main.execute(
                        "grow",
                        "echo",
                        "connections",
                        "--points=1,20",
                        "--warm-up=0.1",
                        "--window=0.3",
                        "--heap=64",
                        "--work=" + folder.resolve("work"),
                        "--json=" + json);

        assertThat(exit).isZero();
        assertThat(JsonResults.read(Files.readString(json)).growths())
                .singleElement()
                .satisfies(
                        growth -> {
                            assertThat(growth.axis()).isEqualTo("connections");
                            assertThat(growth.points())
                                    .extracting(Growth.Point::at)
                                    .containsExactly(1.0, 20.0);
                            assertThat(growth.measures()).contains(Measure.THROUGHPUT, Measure.P99);
                        });
    }

    @Test
    void aPointThatTheMachineCannotHoldIsLeftOut() {
        assertThat(Main.execute("grow", "echo", "connections", "--points=1", "--heap=100000000"))
                .isEqualTo(1);
    }

    @Test
    void aWrongWordIsAnErrorAndNoTrace() {
        assertThat(Main.execute("compare", "echo", "no-such-scenario")).isEqualTo(1);
        assertThat(Main.execute("compare", folder.toString(), "start")).isEqualTo(1);
        assertThat(Main.execute("no-such-command")).isEqualTo(2);
    }
}
