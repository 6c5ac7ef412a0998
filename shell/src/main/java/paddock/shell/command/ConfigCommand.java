package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;
import paddock.shell.print.StatLines;
import paddock.shell.session.Connection;

import java.util.ArrayList;
import java.util.List;

/// `config`: who the members of the ensemble are.
final class ConfigCommand extends Command {
    private static final String ZNODE = "/zookeeper/config";

    ConfigCommand() {
        super(
                "config",
                "[-c] [-w] [-s]",
                Options.none()
                        .flag("c", "only the version and where clients connect")
                        .flag("w", "watch")
                        .flag("s", "stat")
                        .longFlag("json", "print JSON"),
                "Prints the configuration of the ensemble; an empty one from a server that stands"
                        + " alone.",
                "config",
                "config -c");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        Connection.Node node = shell.connection().getData(ZNODE, arguments.has("w"));
        String config = new String(node.data() == null ? new byte[0] : node.data(), UTF_8);
        String printed = arguments.has("c") ? forClients(config) : config;
        if (arguments.has("json")) {
            shell.out()
                    .println(
                            Json.object(
                                    json -> {
                                        json.writeStringField("config", printed);
                                        if (arguments.has("s")) {
                                            Json.writeStat(json, node.stat());
                                        }
                                    }));
            return;
        }
        shell.out().println(printed);
        if (arguments.has("s")) {
            StatLines.of(node.stat()).forEach(shell.out()::println);
        }
    }

    /// The version, and a connect string of the places where members listen for clients.
    static String forClients(String config) {
        String version = "";
        List<String> places = new ArrayList<>();
        for (String line : config.lines().toList()) {
            int semicolon = line.indexOf(';');
            if (line.startsWith("version=")) {
                version = line.substring("version=".length());
            } else if (line.startsWith("server.") && semicolon >= 0) {
                places.add(line.substring(semicolon + 1));
            }
        }
        return version + " " + String.join(",", places);
    }
}
