package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.AclText;
import paddock.shell.print.Json;
import paddock.shell.print.StatLines;
import paddock.shell.session.Connection;

/// `getAcl`: who may do what with a znode.
final class GetAclCommand extends Command {
    GetAclCommand() {
        super(
                "getAcl",
                "[-s] path",
                Options.none().flag("s", "Print stat").longFlag("json", "Print JSON"),
                "Prints the access control list of a znode.",
                "getAcl /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        Connection.Access access = shell.connection().getAcl(arguments.operand(0));
        if (arguments.has("json")) {
            shell.out()
                    .println(
                            Json.object(
                                    json -> {
                                        Json.writeAcl(json, access.acl());
                                        if (arguments.has("s")) {
                                            Json.writeStat(json, access.stat());
                                        }
                                    }));
            return;
        }
        access.acl().forEach(each -> AclText.lines(each).forEach(shell.out()::println));
        if (arguments.has("s")) {
            StatLines.of(access.stat()).forEach(shell.out()::println);
        }
    }
}
