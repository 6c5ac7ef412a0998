package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Option;
import paddock.shell.line.Options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Something that can be typed.
abstract class Command {
    private final String name;
    private final String operands;
    private final Options options;
    private final String doc;
    private final List<String> examples;

    /// @param name the first word of the line
    /// @param operands what stands behind it, as usage shows it
    /// @param doc what it does, in a sentence or a few
    /// @param examples lines that can be typed as they stand
    Command(String name, String operands, Options options, String doc, String... examples) {
        this.name = name;
        this.operands = operands;
        this.options = options;
        this.doc = doc;
        this.examples = List.of(examples);
    }

    /// Does it, and prints the results.
    ///
    /// @throws UsageException when operands are missing
    /// @throws CommandException when it cannot be done
    abstract void run(Arguments arguments, Shell shell) throws IOException, InterruptedException;

    /// Sorts out a line without its first word, and does it.
    ///
    /// @return the exit code
    int execute(List<String> words, Shell shell) throws IOException, InterruptedException {
        run(options.parse(words), shell);
        return 0;
    }

    /// Whether it needs no session that is alive. The reference carries out a few commands without
    /// one, and says afterwards that there is none.
    boolean isLocal() {
        return false;
    }

    /// Whether the reference's list of commands would not have it.
    boolean isOwn() {
        return false;
    }

    final String name() {
        return name;
    }

    final Options options() {
        return options;
    }

    final List<String> examples() {
        return examples;
    }

    /// The line that shows how to use it.
    final String synopsis() {
        return name + " " + operands;
    }

    /// What is printed when it was used in a wrong way.
    String usage() {
        return synopsis();
    }

    /// The options that the reference has, too, with their meanings.
    final List<String> optionTable() {
        return optionTable(options.all().stream().filter(each -> !each.isLong()).toList());
    }

    private static List<String> optionTable(List<Option> options) {
        int width = options.stream().mapToInt(each -> column(each).length()).max().orElse(0) + 3;
        List<String> lines = new ArrayList<>();
        for (Option option : options) {
            String column = column(option);
            lines.add(" " + column + " ".repeat(width - column.length()) + option.doc());
        }
        return lines;
    }

    private static String column(Option option) {
        return option.typed() + (option.takesValue() ? " <arg>" : "");
    }

    /// All there is to say about it.
    final List<String> help() {
        List<String> lines = new ArrayList<>(List.of(synopsis(), "", "  " + doc));
        if (!options.all().isEmpty()) {
            lines.add("");
            optionTable(options.all()).forEach(each -> lines.add(" " + each));
        }
        lines.add("");
        examples.forEach(each -> lines.add("  example: " + each));
        return lines;
    }

    static void requireOperands(Arguments arguments, int least) {
        if (arguments.size() < least) {
            throw new UsageException();
        }
    }

    /// Tells that a form of older versions was typed, in the words of the reference.
    static void deprecated(Shell shell, String old, String current) {
        shell.err()
                .println(
                        "'%s' has been deprecated. Please use '%s' instead."
                                .formatted(old, current));
    }

    /// A number typed as the value of an option or an operand.
    static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new CommandException("\"" + text + "\" is not a number from -2^31 to 2^31-1");
        }
    }
}
