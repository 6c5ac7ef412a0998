package paddock.shell;

import org.jspecify.annotations.Nullable;

import paddock.client.session.ConnectString;
import paddock.client.session.SessionEvent;
import paddock.client.session.SessionSettings;
import paddock.shell.command.CommandTable;
import paddock.shell.command.History;
import paddock.shell.command.Shell;
import paddock.shell.line.Words;
import paddock.shell.session.Connection;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// The shell while it runs: its session, its history, and how it ends. One thread types to it.
final class RunningShell implements Shell, AutoCloseable {
    private final Invocation invocation;
    private final ClientProperties properties;
    private final Console console;
    private final CommandTable commands = CommandTable.standard();
    private final History history = new History();
    private String connectString;
    private Connection connection;
    private int exitCode;
    private boolean ended;

    /// The next two are written by the thread that types and read by threads that bring events.
    private volatile boolean printsWatches = true;

    private volatile @Nullable Consumer<SessionEvent> tap;

    /// Opens the first session.
    ///
    /// @throws paddock.shell.session.ZnodeException when the connection was to be waited for, and
    ///   did not come
    RunningShell(Invocation invocation, ClientProperties properties, Console console)
            throws InterruptedException {
        this.invocation = invocation;
        this.properties = properties;
        this.console = console;
        connectString = invocation.connectString();
        console.out().println("Connecting to " + connectString);
        connection = open(connectString);
        awaitConnection();
    }

    private Connection open(String servers) {
        SessionSettings.Builder settings =
                SessionSettings.connectTo(servers)
                        .sessionTimeout(Duration.ofMillis(invocation.timeoutMillis()))
                        .readOnlyAllowed(invocation.readOnly());
        properties.apply(settings);
        return new Connection(settings.build(), this::happened);
    }

    private void awaitConnection() throws InterruptedException {
        if (invocation.waitForConnection()) {
            connection.awaitConnected(Duration.ofMillis(invocation.timeoutMillis()));
        }
    }

    private void happened(SessionEvent event) {
        Consumer<SessionEvent> to = tap;
        if (to != null) {
            to.accept(event);
        } else if (printsWatches) {
            console.event(EventText.lines(event));
        }
    }

    @Override
    public void connect(@Nullable String servers) throws InterruptedException {
        String wanted = servers == null ? connectString : servers;
        // Refused while there is a session that works.
        ConnectString.parse(wanted);
        connection.close();
        connectString = wanted;
        connection = open(wanted);
        awaitConnection();
    }

    /// Carries out a line and remembers it.
    void executeLine(String line) {
        List<String> words = Words.of(line);
        if (!line.isBlank()) {
            history.add(line);
        }
        if (!words.isEmpty()) {
            exitCode = execute(words);
        }
    }

    /// Carries out the command of the command line.
    void executeOnce(List<String> words) {
        history.add(String.join(" ", words));
        exitCode = execute(words);
    }

    @Override
    public int execute(List<String> words) {
        return commands.execute(words, this);
    }

    @Override
    public int quit() {
        connection.close();
        ended = true;
        return exitCode;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    /// What the newest line ended with.
    int exitCode() {
        return exitCode;
    }

    CommandTable commands() {
        return commands;
    }

    @Override
    public String connectString() {
        return connectString;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public PrintStream out() {
        return console.out();
    }

    @Override
    public PrintStream err() {
        return console.err();
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public boolean printsWatches() {
        return printsWatches;
    }

    @Override
    public void printWatches(boolean wanted) {
        printsWatches = wanted;
    }

    @Override
    public Tap tapEvents(Consumer<SessionEvent> listener) {
        tap = listener;
        return () -> tap = null;
    }

    /// The prompt, without colours.
    String prompt() {
        return "[zk: %s(%s) %d] "
                .formatted(
                        connectString, EventText.promptState(connection.state()), history.size());
    }

    /// Ends the session without a word, unless it has ended by itself.
    @Override
    public void close() {
        connection.awaitLastWords();
        printsWatches = false;
        connection.close();
    }
}
