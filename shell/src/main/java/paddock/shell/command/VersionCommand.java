package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// `version`: which shell this is.
final class VersionCommand extends Command {
    VersionCommand() {
        super(
                "version",
                "",
                Options.none(),
                "Prints the version of this shell, and of the reference that it follows.",
                "version");
    }

    @Override
    void run(Arguments arguments, Shell shell) throws IOException {
        if (arguments.size() > 0) {
            throw new UsageException();
        }
        try (InputStream text = getClass().getResourceAsStream("version.txt")) {
            shell.out()
                    .println(
                            new String(Objects.requireNonNull(text).readAllBytes(), UTF_8).strip());
        }
    }
}
