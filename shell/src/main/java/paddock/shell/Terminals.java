package paddock.shell;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/// Lines that somebody types at a terminal: editing, completion, history, colours.
final class Terminals {
    private Terminals() {}

    /// The terminal this process was started at, or null when input or output is something else.
    static @Nullable Terminal open() {
        try {
            return TerminalBuilder.builder().system(true).dumb(false).build();
        } catch (IOException | IllegalStateException e) {
            return null;
        }
    }

    /// Carries out lines until somebody has enough.
    ///
    /// @param historyFile where lines are kept for the next run; null for nowhere
    /// @return the exit code of the last line
    static int run(
            RunningShell shell, Console console, Terminal terminal, @Nullable Path historyFile) {
        LineReader reader = reader(shell, terminal, historyFile);
        boolean colours = System.getenv("NO_COLOR") == null;
        Thread typist = Thread.currentThread();
        // Ctrl-C ends a command that goes on and on; at the prompt the reader sees it first.
        terminal.handle(Terminal.Signal.INT, signal -> typist.interrupt());
        console.printEvents(reader::printAbove);
        shell.out().println("Welcome to ZooKeeper!");
        shell.out().println("JLine support is enabled");
        try {
            while (!shell.hasEnded()) {
                try {
                    shell.executeLine(reader.readLine(prompt(shell, colours, terminal)));
                } catch (UserInterruptException e) {
                    // Ctrl-C takes back what is being typed, or has had enough.
                    if (e.getPartialLine().isBlank()) {
                        break;
                    }
                }
                Thread.interrupted();
            }
        } catch (EndOfFileException e) {
            // Ctrl-D: enough.
        } finally {
            console.printEvents(null);
        }
        return shell.exitCode();
    }

    private static LineReader reader(
            RunningShell shell, Terminal terminal, @Nullable Path historyFile) {
        DefaultParser parser = new DefaultParser();
        // What the shell makes of a line is for it to say: no escapes, and no line goes on.
        parser.setEscapeChars(null);
        parser.setQuoteChars(new char[0]);
        Completer completer =
                (reader, line, candidates) ->
                        new Completion(shell.commands(), shell.connection())
                                .complete(line.words().subList(0, line.wordIndex()), line.word())
                                .forEach(
                                        each ->
                                                candidates.add(
                                                        new Candidate(
                                                                each.text(),
                                                                each.text(),
                                                                null,
                                                                null,
                                                                null,
                                                                null,
                                                                each.isWhole())));
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .appName("zkCli")
                        .terminal(terminal)
                        .parser(parser)
                        .completer(completer)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        // A line with a password is not kept.
                        .variable(LineReader.HISTORY_IGNORE, "addauth *");
        if (historyFile != null) {
            builder.variable(LineReader.HISTORY_FILE, historyFile);
        }
        return builder.build();
    }

    private static String prompt(RunningShell shell, boolean colours, Terminal terminal) {
        String prompt = shell.prompt();
        if (!colours) {
            return prompt;
        }
        int colour =
                switch (shell.connection().state()) {
                    case CONNECTED -> AttributedStyle.GREEN;
                    case CONNECTING, CONNECTED_READ_ONLY -> AttributedStyle.YELLOW;
                    case AUTH_FAILED, EXPIRED, CLOSED -> AttributedStyle.RED;
                };
        return new AttributedString(prompt, AttributedStyle.DEFAULT.foreground(colour))
                .toAnsi(terminal);
    }
}
