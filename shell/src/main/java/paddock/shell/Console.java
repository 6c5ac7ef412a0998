package paddock.shell;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/// Where the shell prints.
///
/// Events come on a thread of the session. At a terminal they are put above the line that is being
/// typed.
final class Console {
    private final PrintStream out;
    private final PrintStream err;

    /// Written by the thread that reads lines, read by threads that bring events.
    private volatile @Nullable Consumer<String> above;

    Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /// Has events printed in another way; null for the usual one.
    void printEvents(@Nullable Consumer<String> way) {
        above = way;
    }

    /// Prints lines that belong together.
    void event(List<String> lines) {
        String text = String.join(System.lineSeparator(), lines);
        Consumer<String> way = above;
        if (way == null) {
            out.println(text);
        } else {
            way.accept(text);
        }
    }
}
