package paddock.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A way to write values of a type: how they are read, printed and described.
///
/// @param <T> the type of the value
/// @param accepted the accepted form, to finish the sentence "… takes"
/// @param reader reads trimmed text; throws [BadValue] when the text is not of this form
/// @param printer writes a value the way [#reader] reads it
record ValueForm<T>(String accepted, Reader<T> reader, Function<T, String> printer) {
    /// Text that is not of the form, with the words the reference has for it.
    static final class BadValue extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        BadValue(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /// Reads one value.
    interface Reader<T> {
        T read(String key, String text) throws BadValue;
    }

    static final ValueForm<Integer> INT =
            new ValueForm<>(
                    "a whole number",
                    (key, text) -> number(text, Integer::parseInt),
                    String::valueOf);

    static final ValueForm<Long> LONG =
            new ValueForm<>(
                    "a whole number",
                    (key, text) -> number(text, Long::parseLong),
                    String::valueOf);

    static final ValueForm<Double> DECIMAL =
            new ValueForm<>("a number such as 0.02", ValueForm::decimal, ValueForm::withoutZeroes);

    static final ValueForm<Boolean> BOOLEAN =
            new ValueForm<>("true or false", ValueForm::trueOrFalse, String::valueOf);

    static final ValueForm<Boolean> YES_NO =
            new ValueForm<>("yes or no", ValueForm::yesOrNo, yes -> yes ? "yes" : "no");

    static final ValueForm<String> TEXT =
            new ValueForm<>("text", (key, text) -> text, text -> text);

    static final ValueForm<Path> PATH =
            new ValueForm<>("a path", (key, text) -> path(text), Path::toString);

    /// A bare number counts hours, as it always did; a suffix names another unit.
    static final ValueForm<Duration> HOURS =
            new ValueForm<>(
                    "a whole number of hours, or one with a unit: 500ms, 30s, 10m, 12h, 1d",
                    ValueForm::hours,
                    ValueForm::printHours);

    /// One of a few words, in any case.
    static <E extends Enum<E>> ValueForm<E> oneOf(Class<E> type, Function<E, String> word) {
        List<E> choices = List.of(type.getEnumConstants());
        String words =
                choices.stream()
                        .map(
                                choice ->
                                        word.apply(choice).isEmpty()
                                                ? "nothing"
                                                : word.apply(choice))
                        .collect(Collectors.joining(", "));
        return new ValueForm<>(
                "one of " + words,
                (key, text) ->
                        choices.stream()
                                .filter(choice -> word.apply(choice).equalsIgnoreCase(text))
                                .findFirst()
                                .orElseThrow(
                                        () -> new BadValue("Unrecognised " + key + ": " + text)),
                word);
    }

    private static Path path(String text) throws BadValue {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadValue(e.getReason());
        }
    }

    private static <N> N number(String text, Function<String, N> parse) throws BadValue {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw notANumber(text);
        }
    }

    private static BadValue notANumber(String text) {
        return new BadValue("For input string: \"" + text + "\"");
    }

    private static double decimal(String key, String text) throws BadValue {
        double value = number(text, Double::parseDouble);
        if (!Double.isFinite(value)) {
            throw notANumber(text);
        }
        return value;
    }

    private static String withoutZeroes(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static boolean trueOrFalse(String key, String text) throws BadValue {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new BadValue(
                "Invalid option " + text + " for " + key + ". Choose 'true' or 'false.'");
    }

    private static boolean yesOrNo(String key, String text) throws BadValue {
        if (text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("no")) {
            return text.equalsIgnoreCase("yes");
        }
        throw new BadValue("Invalid option " + text + " for " + key + ". Choose 'yes' or 'no'.");
    }

    private enum Unit {
        MS(Duration.ofMillis(1)),
        S(Duration.ofSeconds(1)),
        M(Duration.ofMinutes(1)),
        H(Duration.ofHours(1)),
        D(Duration.ofDays(1));

        private final Duration length;

        Unit(Duration length) {
            this.length = length;
        }
    }

    private static Duration hours(String key, String text) throws BadValue {
        int digits = text.startsWith("-") ? 1 : 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        String suffix = text.substring(digits).strip().toUpperCase(Locale.ROOT);
        Unit unit =
                suffix.isEmpty()
                        ? Unit.H
                        : Arrays.stream(Unit.values())
                                .filter(candidate -> candidate.name().equals(suffix))
                                .findFirst()
                                .orElseThrow(() -> notANumber(text));
        int count = number(text.substring(0, digits), Integer::parseInt);
        return unit.length.multipliedBy(count);
    }

    private static String printHours(Duration value) {
        boolean wholeHours = value.equals(Duration.ofHours(value.toHours()));
        return wholeHours ? Long.toString(value.toHours()) : value.toMillis() + "ms";
    }
}
