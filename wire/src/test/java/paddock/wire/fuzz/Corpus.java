package paddock.wire.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// What led to new places in the decoder of a target: one input a line, in hexadecimal digits, so
/// that a change can be read. Jazzer wants one in a file.
final class Corpus {
    private static final HexFormat HEX = HexFormat.of();

    private Corpus() {}

    /// The inputs that are kept for a target.
    static List<byte[]> of(Target target) throws IOException {
        String name = "/fuzz/" + target.name().toLowerCase(Locale.ROOT) + ".hex";
        try (var in = Corpus.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no corpus " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().map(HEX::parseHex).toList();
        }
    }

    /// `unpack FILE FOLDER` and `pack FOLDER FILE`, for `./fuzz`.
    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[1]);
        Path to = Path.of(arguments[2]);
        if (arguments[0].equals("pack")) {
            pack(from, to);
        } else {
            unpack(from, to);
        }
    }

    private static void unpack(Path file, Path folder) throws IOException {
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            Files.write(folder.resolve("kept-" + number++), HEX.parseHex(line));
        }
    }

    private static void pack(Path folder, Path file) throws IOException {
        var lines = new TreeSet<String>();
        try (var inputs = Files.list(folder)) {
            for (Path input : (Iterable<Path>) inputs::iterator) {
                lines.add(HEX.formatHex(Files.readAllBytes(input)));
            }
        }
        Files.write(file, lines);
    }
}
