package paddock.server.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One row of the configuration table: the name of a setting, the places it may be written, the
/// values it takes and what it means.
///
/// @param <T> the type of the value
public final class Key<T extends Comparable<? super T>> {
    private final String name;
    private final List<String> properties;
    private final @Nullable String environment;
    private final ValueForm<T> form;
    private final String unit;
    private final @Nullable T defaultValue;
    private final String defaultText;
    private final @Nullable T min;
    private final @Nullable T max;
    private final boolean raisedToMin;
    private final String tooSmall;
    private final Section section;
    private final @Nullable String waitsFor;
    private final boolean ownInvention;
    private final String doc;

    private Key(Builder<T> builder, String doc) {
        this.name = builder.name;
        this.properties = List.copyOf(builder.properties);
        this.environment = builder.environment;
        this.form = builder.form;
        this.unit = builder.unit;
        this.defaultValue = builder.defaultValue;
        this.defaultText = builder.defaultText;
        this.min = builder.min;
        this.max = builder.max;
        this.raisedToMin = builder.raisedToMin;
        this.tooSmall = builder.tooSmall;
        this.section = builder.section;
        this.waitsFor = builder.waitsFor;
        this.ownInvention = builder.ownInvention;
        this.doc = doc;
    }

    /// The chapter of the documentation a key stands in.
    enum Section {
        BASIC("Basic"),
        STORAGE("Storage"),
        RETENTION("Retention"),
        LIMITS("Limits"),
        THROTTLING("Throttling"),
        NODES("Znodes"),
        SECURITY("Security"),
        WORDS("Four-letter words"),
        TLS("TLS"),
        SASL("SASL and Kerberos"),
        ENSEMBLE("Ensembles"),
        ADMIN("Admin server, metrics and JMX"),
        TUNING("Tuning and debugging");

        final String title;

        Section(String title) {
            this.title = title;
        }
    }

    static Builder<Integer> count(Section section, String name, String unit) {
        return new Builder<>(section, name, ValueForm.INT, unit);
    }

    static Builder<Integer> millis(Section section, String name) {
        return new Builder<>(section, name, ValueForm.INT, "ms");
    }

    static Builder<Long> size(Section section, String name, String unit) {
        return new Builder<>(section, name, ValueForm.LONG, unit);
    }

    static Builder<Integer> port(Section section, String name) {
        return new Builder<>(section, name, ValueForm.INT, "port").range(0, 65_535);
    }

    static Builder<Double> decimal(Section section, String name, String unit) {
        return new Builder<>(section, name, ValueForm.DECIMAL, unit);
    }

    static Builder<Boolean> flag(Section section, String name) {
        return new Builder<>(section, name, ValueForm.BOOLEAN, "true/false");
    }

    static Builder<Boolean> yesNo(Section section, String name) {
        return new Builder<>(section, name, ValueForm.YES_NO, "yes/no");
    }

    static Builder<String> text(Section section, String name, String unit) {
        return new Builder<>(section, name, ValueForm.TEXT, unit);
    }

    static Builder<Path> path(Section section, String name) {
        return new Builder<>(section, name, ValueForm.PATH, "path");
    }

    static Builder<Duration> hours(Section section, String name) {
        return new Builder<>(section, name, ValueForm.HOURS, "hours");
    }

    static <E extends Enum<E>> Builder<E> oneOf(
            Section section, String name, Class<E> type, Function<E, String> word) {
        return new Builder<>(section, name, ValueForm.oneOf(type, word), "word");
    }

    /// The name in the configuration file. One that ends in `*` stands for all names that begin so.
    public String name() {
        return name;
    }

    /// The system properties that set it, the usual one first.
    public List<String> properties() {
        return properties;
    }

    /// The environment variable of the official container image that sets it.
    public Optional<String> environment() {
        return Optional.ofNullable(environment);
    }

    /// The value when nobody sets one. Empty where there is none, or where it follows from others.
    public Optional<T> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /// What has to come before the key means anything; empty when it takes effect today.
    Optional<String> waitsFor() {
        return Optional.ofNullable(waitsFor);
    }

    Section section() {
        return section;
    }

    String unit() {
        return unit;
    }

    String doc() {
        return doc;
    }

    /// Whether the reference knows no such key.
    boolean ownInvention() {
        return ownInvention;
    }

    /// The default as the documentation shows it.
    String defaultText() {
        return defaultText;
    }

    /// What the key takes, to finish the sentence "… takes".
    String accepted() {
        String unitOf = unit.equals("ms") ? " of milliseconds" : "";
        return form.accepted() + unitOf + rangeText();
    }

    /// The same in a table's cell.
    String acceptedInTable() {
        return form.accepted() + rangeText() + (raisedToMin ? " (raised)" : "");
    }

    private String rangeText() {
        if (min == null) {
            return "";
        }
        if (max == null) {
            return ", " + form.printer().apply(min) + " or more";
        }
        return " from " + form.printer().apply(min) + " to " + form.printer().apply(max);
    }

    boolean matches(String writtenName) {
        return name.endsWith("*")
                ? writtenName.startsWith(name.substring(0, name.length() - 1))
                : name.equals(writtenName);
    }

    /// Reads a value as it was written, already trimmed.
    ///
    /// @param findings takes the note that a value was raised to the smallest one
    T read(String text, Origin origin, List<Finding> findings) {
        T value;
        try {
            value = form.reader().read(name, text);
        } catch (ValueForm.BadValue e) {
            throw refused(text, origin, e.reason());
        }
        if (min != null && value.compareTo(min) < 0) {
            if (!raisedToMin) {
                throw refused(text, origin, tooSmall);
            }
            String least = form.printer().apply(min);
            findings.add(
                    Finding.warn(
                            "Invalid "
                                    + name
                                    + ": "
                                    + text
                                    + ". Defaulting to "
                                    + least
                                    + ", the smallest value ("
                                    + origin
                                    + ")"));
            return min;
        }
        if (max != null && value.compareTo(max) > 0) {
            throw refused(text, origin, "too large");
        }
        return value;
    }

    /// The one line for a value that cannot be used.
    ConfigException refused(String text, Origin origin, String why) {
        return ConfigException.processing(
                origin, name + "=" + text + ": " + why + "; " + name + " takes " + accepted());
    }

    @Override
    public String toString() {
        return name;
    }

    /// Collects the columns of a row. [#doc] closes it.
    static final class Builder<T extends Comparable<? super T>> {
        private final Section section;
        private final String name;
        private final ValueForm<T> form;
        private final String unit;
        private final List<String> properties = new ArrayList<>();
        private @Nullable String environment;
        private @Nullable T defaultValue;
        private String defaultText = "none";
        private @Nullable T min;
        private @Nullable T max;
        private boolean raisedToMin;
        private String tooSmall = "too small";
        private @Nullable String waitsFor;
        private boolean ownInvention;

        private Builder(Section section, String name, ValueForm<T> form, String unit) {
            this.section = section;
            this.name = name;
            this.form = form;
            this.unit = unit;
            this.properties.add("zookeeper." + name);
        }

        /// The property's name, where it is not `zookeeper.` and the key.
        Builder<T> property(String property) {
            properties.set(0, property);
            return this;
        }

        /// A second property that sets it.
        Builder<T> alsoProperty(String property) {
            properties.add(property);
            return this;
        }

        Builder<T> environment(String variable) {
            this.environment = variable;
            return this;
        }

        /// Both ends included; anything else is refused.
        Builder<T> range(T least, T most) {
            this.min = least;
            this.max = most;
            return this;
        }

        /// Anything smaller is refused in these words.
        Builder<T> from(T least, String otherwise) {
            this.tooSmall = otherwise;
            return from(least);
        }

        /// Anything smaller is refused.
        Builder<T> from(T least) {
            this.min = least;
            return this;
        }

        /// Anything smaller counts as the smallest, with a warning, as in the reference.
        Builder<T> raisedTo(T least) {
            this.min = least;
            this.raisedToMin = true;
            return this;
        }

        Builder<T> byDefault(T value) {
            this.defaultValue = value;
            String text = form.printer().apply(value);
            this.defaultText = text.isEmpty() ? "empty" : text;
            return this;
        }

        /// A default that follows from other values or from the machine.
        Builder<T> byDefaultFollows(String text) {
            this.defaultText = text;
            return this;
        }

        /// The key is accepted, but means nothing before Paddock has this.
        Builder<T> waitsFor(String part) {
            this.waitsFor = part;
            return this;
        }

        Builder<T> ownInvention() {
            this.ownInvention = true;
            return this;
        }

        Key<T> doc(String text) {
            return new Key<>(this, text);
        }
    }
}
