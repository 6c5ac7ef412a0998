package paddock.client.recipe.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Turns values into bytes and back. Any thread may use it.
///
/// @param <T> what a value is
public interface Codec<T> {
    /// The bytes of a value.
    byte[] encode(T value);

    /// The value of bytes.
    ///
    /// @throws RuntimeException when they are none
    T decode(byte[] bytes);

    /// Text in UTF-8.
    static Codec<String> text() {
        return new Codec<>() {
            @Override
            public byte[] encode(String value) {
                return value.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String decode(byte[] bytes) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
        };
    }

    /// Names and values, written as the files of [Properties] are, in the order of the names.
    static Codec<Map<String, String>> properties() {
        return new Codec<>() {
            @Override
            public byte[] encode(Map<String, String> value) {
                return new TreeMap<>(value)
                        .entrySet().stream()
                                .map(each -> line(each.getKey(), each.getValue()))
                                .collect(Collectors.joining())
                                .getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public Map<String, String> decode(byte[] bytes) {
                Properties properties = new Properties();
                try {
                    properties.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    throw new UncheckedIOException("reading from memory failed", e);
                }
                Map<String, String> value = new TreeMap<>();
                properties.forEach((name, each) -> value.put((String) name, (String) each));
                return Map.copyOf(value);
            }
        };
    }

    private static String line(String name, String value) {
        Properties one = new Properties();
        one.setProperty(name, value);
        StringWriter written = new StringWriter();
        try {
            one.store(written, null);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        // It begins with a comment that has the time.
        return written.toString()
                .lines()
                .filter(each -> !each.startsWith("#"))
                .map(each -> each + "\n")
                .collect(Collectors.joining());
    }
}
