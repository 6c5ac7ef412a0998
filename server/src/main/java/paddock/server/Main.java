package paddock.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.server.config.ConfigException;
import paddock.server.config.ConfigLoader;
import paddock.server.config.Finding;
import paddock.server.front.PortException;
import paddock.server.lifecycle.Server;
import paddock.server.links.PeerNames;
import paddock.storage.ExitReason;
import paddock.storage.StorageException;

import java.io.PrintStream;

/// Runs a server: `<configfile>`, or `<port> <dataDir> [tickTime] [maxClientCnxns]`.
///
/// Exit codes are those of the configuration reference, section 10.
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String DATA_FOLDER_WORDS = "Unable to access datadir, exiting abnormally";

    private Main() {}

    /// Starts a server and returns when it has ended.
    public static void main(String[] args) {
        PeerNames.askAnew();
        int code = run(args, System.err);
        LOG.info("Exiting JVM with code {}", code);
        System.exit(code);
    }

    private static int run(String[] args, PrintStream err) {
        try {
            ConfigLoader.Loaded loaded =
                    ConfigLoader.load(args, System.getProperties(), System.getenv());
            LOG.info("Paddock {} ({})", Version.paddock(), Version.line());
            loaded.findings().forEach(Main::log);
            Server server = Server.start(loaded.config());
            Thread stopper = new Thread(server::stop, "stop");
            Runtime.getRuntime().addShutdownHook(stopper);
            RuntimeException failure = server.awaitEnd();
            return failure == null ? 0 : failed(failure, err);
        } catch (ConfigException e) {
            LOG.error("{}", e.getMessage());
            err.println(e.getMessage());
            err.println(e.lastWords());
            return e.exitCode();
        } catch (StorageException | PortException e) {
            return failed(e, err);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitReason.UNEXPECTED_ERROR.code();
        } catch (RuntimeException e) {
            LOG.error("Unexpected exception, exiting abnormally", e);
            err.println("Unexpected exception, exiting abnormally: " + e);
            return ExitReason.UNEXPECTED_ERROR.code();
        }
    }

    private static int failed(RuntimeException failure, PrintStream err) {
        ExitReason reason =
                failure instanceof StorageException storage
                        ? storage.exitReason()
                        : ExitReason.UNEXPECTED_ERROR;
        LOG.error("{}", failure.getMessage());
        err.println(failure.getMessage());
        if (reason == ExitReason.DATA_FOLDER_NOT_ACCESSIBLE) {
            err.println(DATA_FOLDER_WORDS);
        }
        return reason.code();
    }

    private static void log(Finding finding) {
        switch (finding.severity()) {
            case INFO -> LOG.info("{}", finding.text());
            case WARN -> LOG.warn("{}", finding.text());
            case ERROR -> LOG.error("{}", finding.text());
        }
    }
}
