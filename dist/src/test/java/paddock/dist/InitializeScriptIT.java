package paddock.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class InitializeScriptIT {
    @TempDir private Path folder;

    private Installation paddock;

    @BeforeEach
    void install() throws Exception {
        paddock = new Installation(folder);
    }

    @Test
    void foldersIdAndMarkerAreMade() throws Exception {
        Path log = folder.resolve("my log");
        paddock.configure("dataLogDir=" + log + "\n");

        assertThat(initialize("--myid=7")).isEqualTo(out(0, "Using myid of 7\n"));

        assertThat(paddock.data.resolve("myid")).hasContent("7");
        assertThat(paddock.data.resolve("initialize")).isEmptyFile();
        assertThat(paddock.data.resolve("version-2")).isEmptyDirectory();
        assertThat(log.resolve("version-2")).isEmptyDirectory();
    }

    @Test
    void anIdIsNotNeededForAServer() throws Exception {
        assertThat(initialize())
                .isEqualTo(
                        out(
                                0,
                                "No myid provided, be sure to specify it in "
                                        + paddock.data
                                        + "/myid if using non-standalone\n"));
    }

    @Test
    void dataIsRemovedOnlyByForce() throws Exception {
        Path version = Files.createDirectories(paddock.data.resolve("version-2"));
        Files.writeString(version.resolve("log.1"), "precious");

        assertThat(initialize())
                .isEqualTo(
                        out(
                                1,
                                "ZooKeeper data directory already exists at "
                                        + paddock.data
                                        + " (or use --force to force re-initialization)\n"));
        assertThat(version.resolve("log.1")).hasContent("precious");

        Installation.Run forced = initialize("--force", "--myid", "3");
        assertThat(forced)
                .isEqualTo(
                        out(
                                0,
                                """
                                Force enabled, data/txnlog directories will be re-initialized
                                Using myid of 3
                                """));
        assertThat(version).isEmptyDirectory();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThat(initialize("--configfile", "/nowhere/zoo.cfg"))
                .isEqualTo(out(1, "Unable to find config file at /nowhere/zoo.cfg\n"));

        paddock.writeConfig("clientPort=2181\n");
        assertThat(initialize())
                .isEqualTo(out(1, "Unable to determine dataDir from " + paddock.config + "\n"));
    }

    @Test
    void theUsageEndsInOne() throws Exception {
        Installation.Run help = initialize("--help");
        Installation.Run wrong = initialize("--bogus");

        assertThat(help.exit()).isEqualTo(1);
        assertThat(help.out())
                .startsWith(
                        "usage: "
                                + paddock.script("zkServer-initialize.sh")
                                + " <parameters>\n"
                                + "  Optional parameters:\n");
        assertThat(help.out().lines()).hasSize(7);
        assertThat(wrong).isEqualTo(out(1, "Unknown option: --bogus\n" + help.out()));
    }

    private Installation.Run initialize(String... arguments) throws Exception {
        return paddock.run(paddock.script("zkServer-initialize.sh"), arguments);
    }

    private static Installation.Run out(int exit, String text) {
        return new Installation.Run(exit, text, "");
    }
}
