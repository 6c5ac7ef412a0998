package paddock.wire;

import paddock.wire.jute.JuteWriter;

import java.util.HexFormat;
import java.util.function.Consumer;

/// Bytes as the protocol reference prints them: hex digits with blanks anywhere.
public final class Hex {
    private Hex() {}

    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// The digits of what `body` writes.
    public static String written(Consumer<JuteWriter> body) {
        return of(bytesOf(body));
    }

    /// What `body` writes.
    public static byte[] bytesOf(Consumer<JuteWriter> body) {
        JuteWriter out = new JuteWriter();
        body.accept(out);
        return out.toByteArray();
    }

    /// Digits without blanks, to compare with.
    public static String digits(String hex) {
        return hex.replace(" ", "");
    }

    /// The digits of a whole frame: the length and what `body` writes.
    public static String frame(Consumer<JuteWriter> body) {
        return written(
                out -> {
                    out.writeInt(0);
                    body.accept(out);
                    out.setInt(0, out.size() - 4);
                });
    }
}
