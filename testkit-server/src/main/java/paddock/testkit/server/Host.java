package paddock.testkit.server;

import org.jspecify.annotations.Nullable;

import paddock.server.config.ConfigLoader;
import paddock.server.lifecycle.Faults;
import paddock.server.lifecycle.Server;
import paddock.server.words.ServerView;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One server, or none yet, that does as it is told: a command goes in, an answer comes out. What a
/// command says is so when its answer is there. Any thread may call it; a command that has to wait
/// for another one, as `drop` does for the end of a pause, keeps its thread.
///
/// | command | what it does |
/// | --- | --- |
/// | `start FILE` | starts a server as this configuration file says; refused where one runs |
/// | `stop` | stops it; nothing where none runs |
/// | `look` | answers `serving` or `waiting`, the mode, and the state as a member or `alone` |
/// | `drop` | closes all connections of clients |
/// | `expire ID` | ends the session of this hexadecimal id; refused where there is none, `elsewhere` where it takes a leader |
/// | `gone ID` | waits until the server knows no such session |
/// | `pause`, `resume` | stands still, goes on |
/// | `refuse`, `accept` | refuses new connections, takes them again |
/// | `partition`, `heal` | cuts it off from the other members, lets it reach them again |
///
/// An answer is `ok`, with a text behind a blank where there is something to tell; `refused` with
/// the reason where the command asks for the impossible; `failed` with the reason where it was
/// tried and did not work.
public final class Host implements UnaryOperator<String> {
    /// Written under the lock of this, by `start` and `stop`; read by all commands.
    private volatile @Nullable Server running;

    /// A host without a server.
    public Host() {}

    /// Does one command.
    @Override
    public String apply(String command) {
        int blank = command.indexOf(' ');
        String verb = blank < 0 ? command : command.substring(0, blank);
        String argument = blank < 0 ? "" : command.substring(blank + 1);
        try {
            return switch (verb) {
                case "start" -> start(argument);
                case "stop" -> stop();
                case "look" -> look();
                case "expire" -> expire(Long.parseUnsignedLong(argument, 16));
                case "gone" -> {
                    long sessionId = Long.parseUnsignedLong(argument, 16);
                    yield inflict(faults -> faults.awaitEnd(sessionId));
                }
                case "drop" -> inflict(Faults::dropConnections);
                case "pause" -> inflict(Faults::pause);
                case "resume" -> inflict(Faults::resume);
                case "refuse" -> inflict(Faults::refuseConnections);
                case "accept" -> inflict(Faults::acceptConnections);
                case "partition" -> inflict(Faults::partition);
                case "heal" -> inflict(Faults::heal);
                default -> "refused there is no command '" + verb + "'";
            };
        } catch (RuntimeException e) {
            // Whoever asked is in another JVM perhaps: all that can reach them is text.
            return "failed " + reason(e);
        }
    }

    private synchronized String start(String configFile) {
        if (running != null) {
            return "refused the server runs already";
        }
        running =
                Server.start(
                        ConfigLoader.load(new String[] {configFile}, new Properties(), Map.of())
                                .config());
        return "ok";
    }

    private synchronized String stop() {
        Server server = running;
        running = null;
        if (server != null) {
            server.stop();
        }
        return "ok";
    }

    private String look() {
        Server server = running;
        if (server == null) {
            return stopped();
        }
        ServerView view = server.view();
        return String.join(
                " ",
                "ok",
                view.serving() ? "serving" : "waiting",
                view.mode().text(),
                view.peerState().orElse("alone"));
    }

    private String inflict(Consumer<Faults> fault) {
        Server server = running;
        if (server == null) {
            return stopped();
        }
        fault.accept(server.faults());
        return "ok";
    }

    private String expire(long sessionId) {
        Server server = running;
        if (server == null) {
            return stopped();
        }
        return switch (server.faults().expireSession(sessionId)) {
            case OVER -> "ok";
            case UNKNOWN ->
                    "refused there is no session 0x" + Long.toHexString(sessionId) + " to expire";
            case AT_THE_LEADER -> "ok elsewhere";
        };
    }

    private static String stopped() {
        return "refused no server runs";
    }

    /// Where the server says itself what is wrong, that; else all that is known.
    private static String reason(RuntimeException failure) {
        if (failure instanceof UncheckedIOException
                || failure.getClass().getPackageName().startsWith("paddock.")) {
            StringBuilder said = new StringBuilder(String.valueOf(failure.getMessage()));
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                said.append("; caused by ").append(cause);
            }
            return said.toString();
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
