package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;
import paddock.shell.session.Connection;
import paddock.shell.session.ZnodeException;
import paddock.shell.session.ZnodePath;
import paddock.wire.protocol.ErrorCode;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// `find`: the znodes of a subtree that fit.
final class FindCommand extends Command {
    FindCommand() {
        super(
                "find",
                "path [-name glob] [-data regex] [-ephemeral] [--json]",
                Options.none()
                        .value("name", "the last name fits, with * and ?")
                        .value("data", "the data, as text, holds a match of a regular expression")
                        .flag("ephemeral", "it ends with its session")
                        .longFlag("json", "print one line of JSON for each znode"),
                "Prints the paths of a subtree that fit all that is asked for.",
                "find / -name member-*",
                "find /app -data timeout=\\d+ -ephemeral");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        PathMatcher name = name(arguments.value("name"));
        Pattern data = data(arguments.value("data"));
        Connection connection = shell.connection();
        for (String path : Subtree.paths(connection, arguments.operand(0))) {
            if (name != null && !name.matches(Path.of(ZnodePath.name(path)))) {
                continue;
            }
            try {
                if (fits(connection, path, data, arguments.has("ephemeral"))) {
                    shell.out()
                            .println(
                                    arguments.has("json")
                                            ? Json.object(
                                                    json -> json.writeStringField("path", path))
                                            : path);
                }
            } catch (ZnodeException e) {
                // It can be gone since its parent was listed.
                if (!e.is(ErrorCode.NO_NODE)) {
                    throw e;
                }
            }
        }
    }

    private static boolean fits(
            Connection connection, String path, @Nullable Pattern data, boolean ephemeral) {
        if (ephemeral && connection.stat(path, false).ephemeralOwner() == 0) {
            return false;
        }
        if (data == null) {
            return true;
        }
        byte[] bytes = connection.getData(path, false).data();
        return bytes != null && data.matcher(new String(bytes, UTF_8)).find();
    }

    private static @Nullable PathMatcher name(@Nullable String glob) {
        return glob == null ? null : FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    private static @Nullable Pattern data(@Nullable String regex) {
        try {
            return regex == null ? null : Pattern.compile(regex, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new CommandException("\"" + regex + "\" is not a regular expression: " + e);
        }
    }
}
