package paddock.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Does what the shipped `logback.xml` says, without reading XML. Found by Logback as a service.
///
/// It leaves the work to Logback unless all of this is so: the file that Logback would read is,
/// byte for byte, the shipped one; and its appender is the console, which is the default.
public final class ShippedLogging extends ContextAwareBase implements Configurator {
    /// Logback's own key for a file that is not on the class path.
    static final String FILE_KEY = "logback.configurationFile";

    private static final String CONSOLE = "CONSOLE";
    private static final String PATTERN = "%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%c{0}] - %m%n";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (!isShipped() || !value("zookeeper.log.appender", CONSOLE).equals(CONSOLE)) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(value("zookeeper.log.level", "INFO"), Level.DEBUG));
        root.addAppender(console(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();

        ThresholdFilter threshold = new ThresholdFilter();
        threshold.setContext(context);
        threshold.setLevel(value("zookeeper.console.threshold", "TRACE"));
        threshold.start();

        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName(CONSOLE);
        console.setEncoder(encoder);
        console.addFilter(threshold);
        console.start();
        return console;
    }

    /// As the file's `${name:-default}` finds it.
    private static String value(String name, String otherwise) {
        String value = System.getProperty(name);
        if (value == null) {
            value = System.getenv(name);
        }
        return value == null ? otherwise : value;
    }

    private static boolean isShipped() {
        try (InputStream shipped = ShippedLogging.class.getResourceAsStream("logback.xml");
                InputStream found = found()) {
            return shipped != null
                    && found != null
                    && Arrays.equals(shipped.readAllBytes(), found.readAllBytes());
        } catch (IOException e) {
            // Logback says what is wrong with the file.
            return false;
        }
    }

    private static @Nullable InputStream found() throws IOException {
        String named = System.getProperty(FILE_KEY);
        if (named != null) {
            Path file = Path.of(named);
            return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
        }
        ClassLoader loader = ShippedLogging.class.getClassLoader();
        // The one that Logback prefers is of the user's making.
        return loader.getResource("logback-test.xml") == null
                ? loader.getResourceAsStream("logback.xml")
                : null;
    }
}
