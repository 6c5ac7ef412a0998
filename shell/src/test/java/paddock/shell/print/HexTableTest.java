package paddock.shell.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class HexTableTest {
    @Test
    void sixteenBytesAreALine() {
        byte[] bytes = "0123456789abcdef\u0001\u007f\u00ff".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(String.join("\n", HexTable.of(bytes)))
                .isEqualTo(
                        """
                                 +-------------------------------------------------+
                                 |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |
                        +--------+-------------------------------------------------+----------------+
                        |00000000| 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 |0123456789abcdef|
                        |00000010| 01 7f ff                                        |...             |
                        +--------+-------------------------------------------------+----------------+\
                        """);
    }

    @Test
    void noBytesAreAnEmptyLine() {
        assertThat(HexTable.of(new byte[0])).containsExactly("");
    }
}
