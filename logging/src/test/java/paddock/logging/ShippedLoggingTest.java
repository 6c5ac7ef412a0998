package paddock.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

final class ShippedLoggingTest {
    private static final String[] KEYS = {
        ShippedLogging.FILE_KEY,
        "zookeeper.log.level",
        "zookeeper.log.appender",
        "zookeeper.console.threshold"
    };

    @TempDir private Path folder;

    @AfterEach
    void forget() {
        for (String key : KEYS) {
            System.clearProperty(key);
        }
    }

    @ParameterizedTest
    @CsvSource({"INFO,TRACE", "DEBUG,TRACE", "TRACE,WARN", "WARN,INFO", "OFF,TRACE", "odd,ERROR"})
    void printsWhatTheFileWouldHaveItPrint(String level, String threshold) throws IOException {
        System.setProperty("zookeeper.log.level", level);
        System.setProperty("zookeeper.console.threshold", threshold);

        String byCode = printed(ShippedLoggingTest::configured);
        String byFile = printed(context -> read(context, shipped()));

        assertThat(byCode).isEqualTo(byFile);
    }

    @Test
    void printsByDefaultWhatTheFileWouldHaveItPrint() throws IOException {
        String byCode = printed(ShippedLoggingTest::configured);
        String byFile = printed(context -> read(context, shipped()));

        assertThat(byCode)
                .isEqualTo(byFile)
                .contains("- INFO  [main:Some] - info")
                .doesNotContain("DEBUG");
    }

    @Test
    void leavesAFileOfTheUsersToLogback() throws IOException {
        Path own = Files.writeString(folder.resolve("logback.xml"), "<configuration/>");
        System.setProperty(ShippedLogging.FILE_KEY, own.toString());

        assertThat(status()).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    }

    @Test
    void leavesAFileThatIsNotThereToLogback() {
        System.setProperty(ShippedLogging.FILE_KEY, folder.resolve("none.xml").toString());

        assertThat(status()).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    }

    @Test
    void leavesAnotherAppenderToLogback() throws IOException {
        name(shipped());
        System.setProperty("zookeeper.log.appender", "ROLLINGFILE");

        assertThat(status()).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    }

    private void name(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("shipped.xml"), content);
        System.setProperty(ShippedLogging.FILE_KEY, file.toString());
    }

    private static ExecutionStatus status() {
        return configure(new LoggerContext());
    }

    private static ExecutionStatus configure(LoggerContext context) {
        ShippedLogging logging = new ShippedLogging();
        logging.setContext(context);
        return logging.configure(context);
    }

    private static void configured(LoggerContext context) {
        assertThat(configure(context)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    }

    private static void read(LoggerContext context, byte[] xml) {
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(context);
        try {
            joran.doConfigure(new ByteArrayInputStream(xml));
        } catch (JoranException e) {
            throw new AssertionError(e);
        }
    }

    /// What a few events print under that configuration, without their times.
    private String printed(Consumer<LoggerContext> configuration) throws IOException {
        name(shipped());
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thread.currentThread().setName("main");
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        LoggerContext context = new LoggerContext();
        try {
            context.setMDCAdapter(new LogbackMDCAdapter());
            configuration.accept(context);
            context.getMDCAdapter().put("myid", "7");
            Logger logger = context.getLogger("paddock.Some");
            logger.trace("trace");
            logger.debug("debug {}", 1);
            logger.info("info");
            Exception fromNowhere = new IllegalStateException("why");
            fromNowhere.setStackTrace(new StackTraceElement[0]);
            logger.warn("warn", fromNowhere);
            logger.error("error");
            context.getLogger("other").setLevel(Level.TRACE);
            context.getLogger("other").trace("of a level of its own");
        } finally {
            context.stop();
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8)
                .replaceAll("(?m)^\\d{4}-\\d\\d-\\d\\d[ T][\\d:,.]+ ", "TIME ");
    }

    private static byte[] shipped() {
        try (InputStream in = ShippedLogging.class.getResourceAsStream("logback.xml")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
