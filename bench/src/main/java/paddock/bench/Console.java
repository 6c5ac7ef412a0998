package paddock.bench;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.io.Writer;

/// Where a command prints; flushed line by line by its users.
@Command
final class Console {
    @Spec(Spec.Target.MIXEE)
    @Nullable CommandSpec command;

    /// For figures.
    PrintWriter out() {
        return command == null
                ? new PrintWriter(Writer.nullWriter())
                : command.commandLine().getOut();
    }

    /// For progress.
    PrintWriter err() {
        return command == null
                ? new PrintWriter(Writer.nullWriter())
                : command.commandLine().getErr();
    }
}
