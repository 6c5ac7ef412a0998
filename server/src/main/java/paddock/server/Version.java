package paddock.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;

/// What this build calls itself.
public final class Version {
    /// The release of the reference whose protocols and files this build speaks: tools look at the
    /// number to decide what they can ask for.
    private static final String SPOKEN = "3.9.5";

    private static final DateTimeFormatter BUILT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private Version() {}

    /// The version of Paddock, such as `0.1.0`.
    public static String paddock() {
        return property("version");
    }

    /// The line that monitoring reads: `3.9.5-paddock-0.1.0, built on 2026-11-20 00:00 UTC`.
    public static String line() {
        ZonedDateTime built =
                ZonedDateTime.parse(property("built")).withZoneSameInstant(ZoneOffset.UTC);
        return SPOKEN + "-paddock-" + paddock() + ", built on " + BUILT.format(built);
    }

    private static String property(String key) {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(key);
    }
}
