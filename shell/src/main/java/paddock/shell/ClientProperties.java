package paddock.shell;

import org.jspecify.annotations.Nullable;

import paddock.client.security.JaasLogin;
import paddock.client.security.TlsProperties;
import paddock.client.session.SessionSettings;
import paddock.client.session.TlsEngines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Properties;

/// How sessions are made, besides what the command line says: `zookeeper.*` properties of the JVM,
/// and those of a file, which count more.
final class ClientProperties {
    private final Properties values;

    private ClientProperties(Properties values) {
        this.values = values;
    }

    /// A file of properties that cannot be used.
    static final class BadFileException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadFileException(String file, String why) {
            super("Error while processing " + file + ": " + why);
        }
    }

    /// @param file a file of properties, or null for none
    /// @throws BadFileException when it cannot be read
    static ClientProperties read(Properties ofJvm, @Nullable String file) {
        Properties values = new Properties();
        for (String name : ofJvm.stringPropertyNames()) {
            values.setProperty(name, ofJvm.getProperty(name));
        }
        if (file != null) {
            Path path = Path.of(file);
            if (!Files.exists(path)) {
                throw new BadFileException(file, file + " file is missing");
            }
            try (InputStream in = Files.newInputStream(path)) {
                values.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new BadFileException(file, String.valueOf(e.getMessage()));
            }
        }
        return new ClientProperties(values);
    }

    /// Enters what they say.
    ///
    /// @throws IllegalArgumentException when a value makes no sense
    void apply(SessionSettings.Builder settings) {
        settings.resetsWatches(!flag("zookeeper.disableAutoWatchReset"));
        settings.requestTimeout(Duration.ofMillis(number("zookeeper.request.timeout", 0)));
        settings.maxReplyBytes(number("jute.maxbuffer", 0xfffff));
        if (flag("zookeeper.client.secure")) {
            settings.tls(tls());
        }
        JaasLogin.of(this::text).ifPresent(settings::sasl);
        settings.goesOnWithoutLogin();
    }

    private TlsEngines tls() {
        try {
            return new TlsProperties(values::getProperty).engines();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS cannot be used: " + e.getMessage(), e);
        }
    }

    @Nullable String text(String name) {
        String value = values.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    private int number(String name, int byDefault) {
        String text = text(name);
        if (text == null) {
            return byDefault;
        }
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + text + " is not a number", e);
        }
    }
}
