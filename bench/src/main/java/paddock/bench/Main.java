package paddock.bench;

import paddock.bench.home.HomeException;
import paddock.bench.load.LoadFailure;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry point of `bench`.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures servers of the ZooKeeper protocol: load, cost, size and start.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CompareCommand.class,
            GrowCommand.class,
            ReportCommand.class,
            ScenariosCommand.class,
            SoakCommand.class,
            EchoCommand.class,
            ApacheHomeCommand.class,
            DiskCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /// The exit code: 0, 1 when a measurement failed, 2 for unusable arguments.
    static int execute(String... arguments) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .execute(arguments);
    }

    /// A failed measurement is one line; anything else is a defect and keeps its trace.
    private static int explain(
            Exception failure, CommandLine command, CommandLine.ParseResult ignored)
            throws Exception {
        if (failure instanceof LoadFailure
                || failure instanceof HomeException
                || failure instanceof IllegalArgumentException) {
            command.getErr().println("bench: " + failure.getMessage());
            return 1;
        }
        throw failure;
    }
}
