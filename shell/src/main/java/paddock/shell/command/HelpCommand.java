package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

import java.util.List;

/// `help`: what can be typed.
final class HelpCommand extends Command {
    private final CommandTable table;

    HelpCommand(CommandTable table) {
        super(
                "help",
                "[command]",
                Options.none(),
                "Lists the commands, or tells all about one of them.",
                "help get");
        this.table = table;
    }

    @Override
    boolean isLocal() {
        return true;
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        if (arguments.size() == 0) {
            table.usage().forEach(shell.out()::println);
            return;
        }
        List<String> help = table.help(arguments.operand(0));
        if (help.isEmpty()) {
            throw new CommandException("Command not found " + arguments.operand(0));
        }
        help.forEach(shell.out()::println);
    }
}
