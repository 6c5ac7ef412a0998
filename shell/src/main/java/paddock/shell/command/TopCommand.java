package paddock.shell.command;

import org.jspecify.annotations.Nullable;

import paddock.client.session.ConnectString;
import paddock.client.session.HostPort;
import paddock.client.session.SessionEvent;
import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;
import paddock.shell.session.Connection;
import paddock.shell.session.ServerConnections;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// `top`: who and what is busy.
final class TopCommand extends Command {
    private static final int SECONDS = 5;
    private static final int ROWS = 10;

    TopCommand() {
        super(
                "top",
                "[-t seconds] [-n rows] [--json] [path]",
                Options.none()
                        .value("t", "how long to look, 5 by default")
                        .value("n", "how many rows to show, 10 by default")
                        .longFlag("json", "print JSON"),
                "Looks for some seconds, then prints the paths below a path that changed most, and"
                        + " the sessions that asked most of the servers of the connect string. For"
                        + " sessions the word cons must be in 4lw.commands.whitelist.",
                "top",
                "top -t 30 -n 3 /app");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    /// A path or session and how often it was seen.
    private record Row(String name, long count) {}

    @Override
    void run(Arguments arguments, Shell shell) throws InterruptedException {
        String path = arguments.size() == 0 ? "/" : arguments.operand(0);
        int seconds = positive(arguments.value("t"), SECONDS);
        int rows = positive(arguments.value("n"), ROWS);
        Map<String, Long> before = requests(shell);
        Map<String, Long> changes = changes(path, seconds, shell);
        Map<String, Long> requests = requests(shell);
        // A session that came meanwhile has asked for everything since.
        requests.replaceAll((session, count) -> count - before.getOrDefault(session, 0L));
        List<Row> paths = busiest(changes, rows);
        List<Row> sessions = busiest(requests, rows);
        if (arguments.has("json")) {
            shell.out().println(json(seconds, paths, sessions));
            return;
        }
        print("changes", "path", paths, shell);
        print("requests", "session", sessions, shell);
    }

    private static int positive(@Nullable String text, int byDefault) {
        int value = text == null ? byDefault : number(text);
        if (value <= 0) {
            throw new CommandException(value + " is not above zero");
        }
        return value;
    }

    /// Counts changes by path.
    private static Map<String, Long> changes(String path, int seconds, Shell shell)
            throws InterruptedException {
        Map<String, Long> changes = new ConcurrentHashMap<>();
        Connection connection = shell.connection();
        boolean mine = !connection.isWatchedRecursively(path);
        Shell.Tap tap = shell.tapEvents(event -> count(event, changes));
        try {
            connection.addWatch(path, true);
            TimeUnit.SECONDS.sleep(seconds);
            if (mine) {
                connection.stopWatchingRecursively(path);
            }
        } finally {
            tap.close();
        }
        return changes;
    }

    private static void count(SessionEvent event, Map<String, Long> changes) {
        switch (event.kind()) {
            case NODE_CREATED, NODE_DELETED, DATA_CHANGED ->
                    changes.merge(String.valueOf(event.path()), 1L, Long::sum);
            default -> {}
        }
    }

    /// How many requests each session has sent so far, as far as servers tell.
    private static Map<String, Long> requests(Shell shell) {
        Map<String, Long> requests = new ConcurrentHashMap<>();
        for (HostPort server : ConnectString.parse(shell.connectString()).servers()) {
            try {
                ServerConnections.requestsBySession(server)
                        .forEach((session, count) -> requests.merge(session, count, Long::sum));
            } catch (IOException e) {
                shell.err().println("sessions of " + server + " are not known: " + e.getMessage());
            }
        }
        return requests;
    }

    private static List<Row> busiest(Map<String, Long> counts, int rows) {
        List<Row> all = new ArrayList<>();
        counts.forEach((name, count) -> all.add(new Row(name, count)));
        return all.stream()
                .filter(row -> row.count() > 0)
                .sorted(Comparator.comparingLong(Row::count).reversed().thenComparing(Row::name))
                .limit(rows)
                .toList();
    }

    private static void print(String counted, String named, List<Row> rows, Shell shell) {
        shell.out().println("%10s  %s".formatted(counted, named));
        rows.forEach(row -> shell.out().println("%10d  %s".formatted(row.count(), row.name())));
    }

    private static String json(int seconds, List<Row> paths, List<Row> sessions) {
        return Json.object(
                json -> {
                    json.writeNumberField("seconds", seconds);
                    json.writeObjectFieldStart("changesByPath");
                    for (Row row : paths) {
                        json.writeNumberField(row.name(), row.count());
                    }
                    json.writeEndObject();
                    json.writeObjectFieldStart("requestsBySession");
                    for (Row row : sessions) {
                        json.writeNumberField(row.name(), row.count());
                    }
                    json.writeEndObject();
                });
    }
}
