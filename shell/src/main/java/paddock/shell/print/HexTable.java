package paddock.shell.print;

import java.util.ArrayList;
import java.util.List;

/// Bytes as a table: sixteen to a line, as hexadecimal numbers and as characters.
public final class HexTable {
    private static final String TOP = "         +" + "-".repeat(49) + "+";
    private static final String HEAD =
            "         |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |";
    private static final String RULE =
            "+" + "-".repeat(8) + "+" + "-".repeat(49) + "+" + "-".repeat(16) + "+";

    private HexTable() {}

    /// The lines; a single empty one for no bytes.
    public static List<String> of(byte[] bytes) {
        if (bytes.length == 0) {
            return List.of("");
        }
        List<String> lines = new ArrayList<>(List.of(TOP, HEAD, RULE));
        for (int from = 0; from < bytes.length; from += 16) {
            StringBuilder hex = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = from; i < from + 16; i++) {
                if (i < bytes.length) {
                    hex.append(String.format(" %02x", bytes[i]));
                    text.append(bytes[i] > 0x1f && bytes[i] < 0x7f ? (char) bytes[i] : '.');
                } else {
                    hex.append("   ");
                    text.append(' ');
                }
            }
            lines.add("|%08x|%s |%s|".formatted(from, hex, text));
        }
        lines.add(RULE);
        return lines;
    }
}
