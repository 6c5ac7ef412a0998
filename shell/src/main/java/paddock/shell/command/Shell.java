package paddock.shell.command;

import org.jspecify.annotations.Nullable;

import paddock.client.session.SessionEvent;
import paddock.shell.session.Connection;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/// What a command can reach of the shell it was typed to.
public interface Shell {
    /// The session, which may be over.
    Connection connection();

    /// The servers of the session, and its chroot.
    String connectString();

    /// Ends the session and opens another one.
    ///
    /// @param connectString the servers; null for those of before
    /// @throws IllegalArgumentException when it is no connect string
    void connect(@Nullable String connectString) throws InterruptedException;

    /// Results.
    PrintStream out();

    /// What went wrong, and what the reference does not count as a result.
    PrintStream err();

    /// The lines typed so far.
    History history();

    /// Whether events are printed.
    boolean printsWatches();

    void printWatches(boolean wanted);

    /// Carries out a line.
    ///
    /// @return its exit code
    int execute(List<String> words);

    /// Ends the session, and the shell after this command.
    ///
    /// @return the exit code of the line before
    int quit();

    /// Whether it is about to end.
    boolean hasEnded();

    /// Hands events to somebody instead of printing them, until the tap is closed.
    Tap tapEvents(Consumer<SessionEvent> tap);

    /// Ends what [#tapEvents] began.
    interface Tap extends AutoCloseable {
        @Override
        void close();
    }
}
