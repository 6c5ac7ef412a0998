package paddock.shell.command;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The lines of this run of the shell, numbered from 0.
public final class History {
    private static final int SHOWN = 11;

    private final List<String> lines = new ArrayList<>();

    public History() {}

    /// Enters the next line.
    public void add(String line) {
        lines.add(line);
    }

    /// What is entered in place of the newest line, which repeats another one.
    void replaceNewest(String line) {
        lines.set(lines.size() - 1, line);
    }

    /// The number of the next line.
    public int size() {
        return lines.size();
    }

    /// A line, or null where there is none of that number.
    @Nullable String line(int number) {
        return number >= 0 && number < lines.size() ? lines.get(number) : null;
    }

    /// The newest lines with their numbers.
    List<String> newest() {
        List<String> shown = new ArrayList<>();
        for (int i = Math.max(lines.size() - SHOWN, 0); i < lines.size(); i++) {
            shown.add(i + " - " + lines.get(i));
        }
        return shown;
    }
}
