package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

/// `addauth`: says who we are.
final class AddAuthCommand extends Command {
    AddAuthCommand() {
        super(
                "addauth",
                "scheme auth",
                Options.none(),
                "Adds an identity to this session. When the server refuses it, the session is"
                        + " over.",
                "addauth digest ann:secret");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        String auth = arguments.operandOrNull(1);
        shell.connection()
                .addAuth(arguments.operand(0), auth == null ? new byte[0] : auth.getBytes(UTF_8));
    }
}
