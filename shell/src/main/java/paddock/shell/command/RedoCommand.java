package paddock.shell.command;

import org.jspecify.annotations.Nullable;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.line.Words;

import java.util.List;

/// `redo`: carries out a line again.
final class RedoCommand extends Command {
    RedoCommand() {
        super(
                "redo",
                "cmdno",
                Options.none(),
                "Carries out a line of the history again, by its number, which can be decimal,"
                        + " 0x1f or 017.",
                "redo 3");
    }

    @Override
    boolean isLocal() {
        return true;
    }

    @Override
    int execute(List<String> words, Shell shell) {
        String line = line(words, shell);
        if (line == null) {
            return 0;
        }
        shell.history().replaceNewest(line);
        return shell.execute(Words.of(line));
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        throw new UnsupportedOperationException("the line that is repeated runs instead");
    }

    private static @Nullable String line(List<String> words, Shell shell) {
        if (words.isEmpty()) {
            return null;
        }
        int number;
        try {
            number = Integer.decode(words.get(0));
        } catch (NumberFormatException e) {
            throw new CommandException("\"" + words.get(0) + "\" is not a number");
        }
        String line = shell.history().line(number);
        if (line == null) {
            throw new CommandException("Command index out of range");
        }
        if (Words.of(line).get(0).equals("redo")) {
            throw new CommandException("No redoing redos");
        }
        return line;
    }
}
