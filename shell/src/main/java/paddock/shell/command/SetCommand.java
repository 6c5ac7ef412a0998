package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.StatLines;
import paddock.wire.protocol.Stat;

import java.util.Base64;

/// `set`: replaces the data of a znode.
final class SetCommand extends Command {
    SetCommand() {
        super(
                "set",
                "path data [-s] [-v version] [-b]",
                Options.none()
                        .flag("b", "Supply data in base64 format")
                        .flag("s", "Print znode stats additionally")
                        .value("v", "Set with an expected version"),
                "Replaces the data of a znode; with -v only if that is its version.",
                "set /app/config \"size = 5\"",
                "set -v 3 /app/config new");
    }

    @Override
    String usage() {
        return synopsis() + "\n" + String.join("\n", optionTable()) + "\n";
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 2);
        String version = arguments.value("v");
        if (version == null) {
            // The form of 3.4, whose version the reference ignores by now.
            version = arguments.operandOrNull(2);
        }
        String text = arguments.operand(1);
        byte[] data = arguments.has("b") ? fromBase64(text) : text.getBytes(UTF_8);
        Stat stat =
                shell.connection()
                        .setData(
                                arguments.operand(0), data, version == null ? -1 : number(version));
        if (arguments.has("s")) {
            StatLines.of(stat).forEach(shell.out()::println);
        }
    }

    private static byte[] fromBase64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException("\"" + text + "\" is not base64: " + e.getMessage());
        }
    }
}
