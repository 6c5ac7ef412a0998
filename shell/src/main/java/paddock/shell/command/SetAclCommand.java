package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.AclText;
import paddock.shell.print.StatLines;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Stat;

import java.util.List;

/// `setAcl`: replaces who may do what with a znode.
final class SetAclCommand extends Command {
    SetAclCommand() {
        super(
                "setAcl",
                "[-s] [-v version] [-R] path acl",
                Options.none()
                        .flag("s", "Print stat")
                        .value("v", "only if that is the version of the ACL")
                        .flag("R", "for everything below, too"),
                "Replaces the access control list of a znode.",
                "setAcl /app world:anyone:r,auth::cdrwa",
                "setAcl -R /app world:anyone:cdrwa");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 2);
        String path = arguments.operand(0);
        List<Acl> acl = AclText.parse(arguments.operand(1), shell.err()::println);
        String version = arguments.value("v");
        if (version == null) {
            // The form of 3.4, whose version the reference ignores by now.
            version = arguments.operandOrNull(2);
        }
        int expected = version == null ? -1 : number(version);
        List<String> paths =
                arguments.has("R") ? Subtree.paths(shell.connection(), path) : List.of(path);
        for (String each : paths) {
            Stat stat = shell.connection().setAcl(each, acl, expected);
            if (arguments.has("s")) {
                StatLines.of(stat).forEach(shell.out()::println);
            }
        }
    }
}
