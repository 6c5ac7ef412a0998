package paddock.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

class CorpusTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @EnumSource
    void whatFuzzingFoundIsStillReadOrRefused(Target target) throws IOException {
        List<byte[]> corpus = corpus(target);

        assertThat(corpus).hasSizeGreaterThan(10);
        for (byte[] input : corpus) {
            assertThatCode(() -> target.feed(input))
                    .as(HEX.formatHex(input))
                    .doesNotThrowAnyException();
        }
    }

    /// One input a line, as `./fuzz` leaves them.
    private static List<byte[]> corpus(Target target) throws IOException {
        String name = "/fuzz/" + target.name().toLowerCase(Locale.ROOT) + ".hex";
        try (var in = CorpusTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no corpus " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().map(HEX::parseHex).toList();
        }
    }
}
