package paddock.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// The shell by its script; what it prints is tested where it lives.
class ShellScriptIT {
    @TempDir private Path folder;

    private Installation paddock;

    @BeforeEach
    void runAServer() throws Exception {
        paddock = new Installation(folder);
        assertThat(paddock.server("start").exit()).isZero();
    }

    @AfterEach
    void endWhatWasStarted() throws Exception {
        paddock.close();
    }

    private Installation.Run shell(String... command) throws Exception {
        String[] words = new String[command.length + 2];
        words[0] = "-server";
        words[1] = "127.0.0.1:" + paddock.port;
        System.arraycopy(command, 0, words, 2, command.length);
        return paddock.run(paddock.script("zkCli.sh"), words);
    }

    @Test
    void aSingleCommandHasItsResultOnStandardOutputAndItsExitCode() throws Exception {
        Installation.Run create = shell("create", "/a", "hello  world");
        Installation.Run get = shell("get", "/a");
        Installation.Run missing = shell("get", "/b");

        assertThat(create.err()).isEqualTo("Created /a\n");
        assertThat(get.out()).endsWith("\nhello  world\n");
        assertThat(get.err()).isEmpty();
        assertThat(get.exit()).isZero();
        assertThat(missing.err()).isEqualTo("Node does not exist: /b\n");
        assertThat(missing.exit()).isEqualTo(1);
    }

    @Test
    void theOldestJavaWillDo() throws Exception {
        paddock.with("JAVA_HOME", System.getProperty("paddock.oldest.java"));

        Installation.Run ls = shell("ls", "/");

        assertThat(ls.err()).isEmpty();
        assertThat(ls.out()).endsWith("\n[zookeeper]\n");
    }
}
