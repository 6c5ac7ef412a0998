package paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

class PropertiesFileTest {
    private static final Path FILE = Path.of("zoo.cfg");

    @Test
    void linesAreCountedWhereAnEntryBegins() {
        var file =
                PropertiesFile.parse(
                        FILE,
                        """
                        # a comment
                        tickTime=2000

                          ! another
                        dataDir = /var/lib/\\
                                  paddock
                        clientPort:2181
                        snapCount 500
                        """);

        assertThat(file.entries())
                .containsExactly(
                        new PropertiesFile.Entry("tickTime", "2000", 2),
                        new PropertiesFile.Entry("dataDir", "/var/lib/paddock", 5),
                        new PropertiesFile.Entry("clientPort", "2181", 7),
                        new PropertiesFile.Entry("snapCount", "500", 8));
    }

    @Test
    void blanksAroundKeysAndValuesDoNotCount() {
        var file = PropertiesFile.parse(FILE, "  clientPort = 2181 \t\r\n");

        assertThat(file.entries())
                .containsExactly(new PropertiesFile.Entry("clientPort", "2181", 1));
    }

    @Test
    void malformedUnicodeNamesTheLine() {
        assertThatThrownBy(() -> PropertiesFile.parse(FILE, "a=b\nc=\\u12g4\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("zoo.cfg, line 2")
                .hasMessageContaining("Malformed \\uxxxx encoding");
    }

    @Test
    void everyTextMeansWhatTheClassLibraryReadsInIt() throws Exception {
        String alphabet = "ab=: \t\\#!\n\r\f.t";
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            var expected = new Properties();
            expected.load(new StringReader(text.toString()));
            Map<String, String> trimmed = new HashMap<>();
            expected.forEach((k, v) -> trimmed.put(((String) k).strip(), ((String) v).strip()));
            Map<String, String> read = new HashMap<>();
            PropertiesFile.parse(FILE, text.toString())
                    .entries()
                    .forEach(entry -> read.put(entry.key(), entry.value()));

            if (trimmed.size() < expected.size()) {
                continue; // Two keys that differ in escaped blanks only: a hash decides there.
            }
            // A backslash at the very end is an entry without a name there, and nothing here.
            trimmed.remove("");
            read.remove("");
            assertThat(read).as("seed %d: %s", seed, text).isEqualTo(trimmed);
        }
    }
}
