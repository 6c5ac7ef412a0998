package paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Holds the documents against the table. `mvn -pl server -am test -Dtest.jvmArgs=-Dpaddock.write`
/// writes them anew.
class ConfigurationDocumentTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path MANUAL = ROOT.resolve("docs/configuration.md");
    private static final Path SAMPLE = ROOT.resolve("dist/src/main/conf/zoo_sample.cfg");

    @Test
    void theManualIsWhatTheTableSays() throws Exception {
        assertCurrent(MANUAL, ConfigurationDocument.manual());
    }

    @Test
    void theSampleIsWhatTheTableSays() throws Exception {
        assertCurrent(SAMPLE, ConfigurationDocument.sample());
    }

    @Test
    void theSampleStartsAsItIs() {
        var loaded = ConfigLoader.load(new CommandLine.ConfigFile(SAMPLE), Map.of(), Map.of());

        assertThat(loaded.config().storage().dataDir()).isEqualTo(Path.of("/tmp/zookeeper"));
        assertThat(loaded.findings()).isEmpty();
    }

    private static void assertCurrent(Path file, String content) throws IOException {
        if (System.getProperty("paddock.write") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        }
        assertThat(content)
                .as("%s is stale: mvn -pl server -am test -Dtest.jvmArgs=-Dpaddock.write", file)
                .isEqualTo(Files.readString(file));
    }
}
