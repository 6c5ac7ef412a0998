package paddock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        assertThat(Files.readString(json))
                .contains("\"scenario\": \"get-data\"", "\"name\": \"server CPU\"", "\"ratio\"");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void aWrongWordIsAnErrorAndNoTrace() {
        assertThat(Main.execute("compare", "echo", "no-such-scenario")).isEqualTo(1);
        assertThat(Main.execute("compare", folder.toString(), "start")).isEqualTo(1);
        assertThat(Main.execute("no-such-command")).isEqualTo(2);
    }
}
