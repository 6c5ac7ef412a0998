package paddock.shell.command;

import org.jspecify.annotations.Nullable;

import paddock.client.session.SessionEvent;
import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;
import paddock.shell.session.Connection;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// `watch`: what happens below a znode, as it happens.
final class WatchCommand extends Command {
    WatchCommand() {
        super(
                "watch",
                "[-n count] [-t seconds] [--json] path",
                Options.none()
                        .value("n", "end after so many changes")
                        .value("t", "end after so many seconds")
                        .longFlag("json", "print one line of JSON for each event"),
                "Prints a line for each change of a znode or of anything below it, and for each"
                        + " change of the session, until Ctrl-C.",
                "watch /app",
                "watch -n 1 --json /app");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) throws InterruptedException {
        requireOperands(arguments, 1);
        String path = arguments.operand(0);
        long changes = limit(arguments.value("n"), Long.MAX_VALUE);
        long nanos = TimeUnit.SECONDS.toNanos(limit(arguments.value("t"), Integer.MAX_VALUE));
        Connection connection = shell.connection();
        boolean mine = !connection.isWatchedRecursively(path);
        BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
        Shell.Tap tap = shell.tapEvents(events::add);
        try {
            connection.addWatch(path, true);
            print(events, changes, nanos, arguments.has("json"), shell.out());
            if (mine && connection.state().isConnected()) {
                connection.stopWatchingRecursively(path);
            }
        } finally {
            tap.close();
        }
    }

    private static long limit(@Nullable String text, long byDefault) {
        if (text == null) {
            return byDefault;
        }
        int limit = number(text);
        if (limit <= 0) {
            throw new CommandException(text + " is not above zero");
        }
        return limit;
    }

    private static void print(
            BlockingQueue<SessionEvent> events,
            long changes,
            long nanos,
            boolean asJson,
            PrintStream out)
            throws InterruptedException {
        long end = System.nanoTime() + nanos;
        long left = changes;
        while (left > 0) {
            SessionEvent event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return;
            }
            out.println(asJson ? json(event) : text(event));
            if (!event.state().isAlive()) {
                return;
            }
            if (!event.kind().isOfSession()) {
                left--;
            }
        }
    }

    private static String text(SessionEvent event) {
        String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        return event.kind().isOfSession()
                ? "%s session %s".formatted(time, event.state())
                : "%s %s %s zxid %s"
                        .formatted(time, name(event), event.path(), Json.hex(event.zxid()));
    }

    private static String json(SessionEvent event) {
        return Json.object(
                json -> {
                    json.writeNumberField("time", System.currentTimeMillis());
                    json.writeStringField("event", name(event));
                    json.writeStringField("state", event.state().name());
                    if (event.path() != null) {
                        json.writeStringField("path", event.path());
                        json.writeStringField("zxid", Json.hex(event.zxid()));
                    }
                });
    }

    private static String name(SessionEvent event) {
        return event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
