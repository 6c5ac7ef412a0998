package paddock.conformance.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a server of each kind is started: the same JVM and settings, other classes.
public final class ServerCommand {
    private ServerCommand() {}

    /// The command that runs a server in the foreground with this configuration file.
    public static List<String> of(ServerKind kind, ServerOptions options, Path config) {
        var command = new ArrayList<String>();
        command.add(Installation.java().toString());
        command.add("-Xmx" + options.heapMegabytes() + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        options.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        switch (kind) {
            case APACHE -> {
                command.add("-Dconformance.log=INFO");
                command.add("-Dlogback.configurationFile=" + logging());
                command.add("-cp");
                command.add(Installation.apacheClassPath());
                command.add("org.apache.zookeeper.server.quorum.QuorumPeerMain");
            }
            case PADDOCK -> {
                command.add("-cp");
                command.add(Installation.paddockHome().resolve("lib") + "/*");
                command.add("paddock.server.Main");
            }
        }
        command.add(config.toString());
        return command;
    }

    private static Path logging() {
        return Installation.repository().resolve("conformance/src/test/resources/logback-test.xml");
    }
}
