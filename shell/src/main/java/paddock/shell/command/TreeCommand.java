package paddock.shell.command;

import org.jspecify.annotations.Nullable;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;
import paddock.shell.session.ZnodeException;
import paddock.shell.session.ZnodePath;
import paddock.wire.protocol.ErrorCode;

import java.util.List;

/// `tree`: a subtree as people draw it.
final class TreeCommand extends Command {
    TreeCommand() {
        super(
                "tree",
                "[-d depth] [--json] [path]",
                Options.none()
                        .value("d", "how many levels to show")
                        .longFlag("json", "print one line of JSON for each znode"),
                "Draws the znodes below a path, by default all of them.",
                "tree /app",
                "tree -d 2 /");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        String path = arguments.size() == 0 ? "/" : arguments.operand(0);
        String depth = arguments.value("d");
        int levels = depth == null ? Integer.MAX_VALUE : number(depth);
        List<String> names = shell.connection().getChildren(path, false).names();
        print(path, path, arguments, shell);
        descend(path, names, "", levels, arguments, shell);
    }

    private static void print(String path, String drawn, Arguments arguments, Shell shell) {
        shell.out()
                .println(
                        arguments.has("json")
                                ? Json.object(json -> json.writeStringField("path", path))
                                : drawn);
    }

    private static void descend(
            String path,
            List<String> names,
            String indent,
            int levels,
            Arguments arguments,
            Shell shell) {
        if (levels <= 0) {
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            boolean isLast = i == names.size() - 1;
            String child = ZnodePath.child(path, names.get(i));
            print(child, indent + (isLast ? "└── " : "├── ") + names.get(i), arguments, shell);
            List<String> below = levels == 1 ? null : childrenOrNull(child, shell);
            if (below != null) {
                String deeper = indent + (isLast ? "    " : "│   ");
                descend(child, below, deeper, levels - 1, arguments, shell);
            }
        }
    }

    /// Null where the znode is gone, or may not be read.
    private static @Nullable List<String> childrenOrNull(String path, Shell shell) {
        try {
            return shell.connection().getChildren(path, false).names();
        } catch (ZnodeException e) {
            if (e.is(ErrorCode.NO_NODE)) {
                return null;
            } else if (e.is(ErrorCode.NO_AUTH)) {
                shell.err().println(e.getMessage());
                return null;
            }
            throw e;
        }
    }
}
