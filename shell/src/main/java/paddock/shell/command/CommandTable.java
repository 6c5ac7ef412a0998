package paddock.shell.command;

import paddock.client.session.SessionState;
import paddock.shell.line.Option;
import paddock.shell.line.OptionException;
import paddock.shell.session.ZnodeException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All commands by name, and how the shell answers when one fails.
public final class CommandTable {
    /// The exit code of a line that names no command.
    public static final int NOT_FOUND = 127;

    private final Map<String, Command> byName = new TreeMap<>();

    private CommandTable() {}

    /// Every command there is.
    public static CommandTable standard() {
        CommandTable table = new CommandTable();
        List.of(
                        new AddAuthCommand(),
                        new AddWatchCommand(),
                        new CloseCommand(),
                        new ConfigCommand(),
                        new ConnectCommand(),
                        new CopyCommand(),
                        new CreateCommand(),
                        new DeleteAllCommand(),
                        new DeleteCommand(),
                        new DelQuotaCommand(),
                        new ExportCommand(),
                        new FindCommand(),
                        new GetAclCommand(),
                        new GetAllChildrenNumberCommand(),
                        new GetCommand(),
                        new GetEphemeralsCommand(),
                        new HelpCommand(table),
                        new HistoryCommand(),
                        new ImportCommand(),
                        new ListQuotaCommand(),
                        new LsCommand(),
                        new MoveCommand(),
                        new OldDeleteCommand(),
                        new OldListCommand(),
                        new PrintWatchesCommand(),
                        new QuitCommand("exit"),
                        new QuitCommand("quit"),
                        new ReconfigCommand(),
                        new RedoCommand(),
                        new RemoveWatchesCommand(),
                        new SetAclCommand(),
                        new SetCommand(),
                        new SetQuotaCommand(),
                        new StatCommand(),
                        new SyncCommand(),
                        new TopCommand(),
                        new TreeCommand(),
                        new VersionCommand(),
                        new WatchCommand(),
                        new WhoAmICommand())
                .forEach(each -> table.byName.put(each.name(), each));
        return table;
    }

    /// The names that can be typed, sorted.
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /// The options of a command, as they are typed.
    public List<String> options(String name) {
        Command command = byName.get(name);
        return command == null
                ? List.of()
                : command.options().all().stream().map(Option::typed).toList();
    }

    /// The list of commands.
    public List<String> usage() {
        List<String> lines = new ArrayList<>();
        lines.add("ZooKeeper -server host:port -client-configuration properties-file cmd args");
        byName.values().forEach(each -> lines.add("\t" + each.synopsis()));
        return lines;
    }

    /// What there is to say about a command; nothing where there is none.
    List<String> help(String name) {
        Command command = byName.get(name);
        return command == null ? List.of() : command.help();
    }

    /// Carries out a line that is not blank, and prints what goes wrong.
    ///
    /// @return its exit code
    public int execute(List<String> words, Shell shell) {
        Command command = byName.get(words.get(0));
        if (command == null) {
            usage().forEach(shell.err()::println);
            shell.err().println("Command not found: Command not found " + words.get(0));
            return NOT_FOUND;
        }
        if (!command.isLocal() && !isAlive(shell)) {
            shell.out().println("Not connected");
            return 0;
        }
        int code = run(command, words.subList(1, words.size()), shell);
        if (command.isLocal() && !command.isOwn() && !shell.hasEnded() && !isAlive(shell)) {
            // As the reference, which looks for the session behind its local commands.
            shell.out().println("Not connected");
        }
        return code;
    }

    private static boolean isAlive(Shell shell) {
        SessionState state = shell.connection().state();
        return state.isAlive();
    }

    private static int run(Command command, List<String> words, Shell shell) {
        try {
            return command.execute(words, shell);
        } catch (UsageException e) {
            shell.err().println(command.usage());
        } catch (OptionException | CommandException | ZnodeException | IllegalArgumentException e) {
            shell.err().println(e.getMessage());
        } catch (IOException e) {
            shell.err().println(e);
        } catch (InterruptedException e) {
            shell.err().println("interrupted");
        }
        return 1;
    }
}
