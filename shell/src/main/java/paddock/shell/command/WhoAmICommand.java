package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;
import paddock.wire.protocol.ClientInfo;

import java.util.List;

/// `whoami`: who the server takes us for.
final class WhoAmICommand extends Command {
    WhoAmICommand() {
        super(
                "whoami",
                "",
                Options.none().longFlag("json", "Print JSON"),
                "Prints the identities this session has.",
                "whoami");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        List<ClientInfo> identities = shell.connection().whoAmI();
        if (arguments.has("json")) {
            shell.out()
                    .println(
                            Json.strings(
                                    identities.stream()
                                            .map(each -> each.authScheme() + ":" + each.user())
                                            .toList()));
            return;
        }
        shell.out().println("Auth scheme: User");
        identities.forEach(each -> shell.out().println(each.authScheme() + ": " + each.user()));
    }
}
