package org.apache.zookeeper.common;

import java.util.List;
import java.util.stream.Stream;

/// Texts.
public class StringUtils {
    private StringUtils() {}

    /// The parts between separators (a regular expression) without white space around them and
    /// without empty ones.
    public static List<String> split(String value, String separator) {
        return Stream.of(value.split(separator))
                .map(String::trim)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /// The parts with a delimiter between them; null for null.
    public static String joinStrings(List<String> parts, String delimiter) {
        return parts == null ? null : String.join(delimiter, parts);
    }

    /// Whether there is nothing but white space.
    public static boolean isBlank(String text) {
        return text == null || text.trim().isEmpty();
    }

    /// Whether there is nothing.
    public static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }
}
