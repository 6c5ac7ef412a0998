package paddock.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

class CorpusTest {
    @ParameterizedTest
    @EnumSource
    void whatFuzzingFoundIsStillDecodedOrRefused(Target target) throws IOException {
        List<byte[]> corpus = Corpus.of(target);

        assertThat(corpus).hasSizeGreaterThan(10);
        for (byte[] input : corpus) {
            assertThatCode(() -> target.feed(input))
                    .as(HexFormat.of().formatHex(input))
                    .doesNotThrowAnyException();
        }
    }
}
