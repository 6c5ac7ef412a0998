package paddock.bench.home;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A kind of server that can be started.
public sealed interface Home {
    /// A short name for tables.
    String label();

    /// The command that runs the server in the foreground with the given configuration file.
    List<String> command(Path configFile, int port, Knobs knobs);

    /// Variables the command needs beside the inherited ones.
    default Map<String, String> environment(Path configFile, Knobs knobs) {
        return Map.of();
    }

    /// A home with start scripts: an installed Paddock or a release of Apache ZooKeeper.
    record Scripted(String label, Path folder) implements Home {
        /// The script that makes a folder such a home.
        static final String SCRIPT = "bin/zkServer.sh";

        @Override
        public List<String> command(Path configFile, int port, Knobs knobs) {
            return List.of(
                    folder.resolve(SCRIPT).toString(), "start-foreground", configFile.toString());
        }

        @Override
        public Map<String, String> environment(Path configFile, Knobs knobs) {
            return Map.of(
                    "JAVA_HOME", knobs.javaHome().toString(),
                    "ZK_SERVER_HEAP", Integer.toString(knobs.heapMegabytes()),
                    "SERVER_JVMFLAGS", String.join(" ", knobs.jvmFlags()),
                    "ZOO_LOG_DIR", configFile.resolveSibling("logs").toString());
        }
    }

    /// Apache ZooKeeper's jars without its scripts, started with the flags those would set (shell
    /// reference, part B).
    record ApacheJars(String label, Path folder) implements Home {
        private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

        @Override
        public List<String> command(Path configFile, int port, Knobs knobs) {
            List<String> command = new ArrayList<>();
            command.add(knobs.java().toString());
            command.add("-Dzookeeper.log.dir=" + configFile.resolveSibling("logs"));
            command.add("-Dzookeeper.log.file=server.log");
            command.add("-XX:+HeapDumpOnOutOfMemoryError");
            command.add("-XX:OnOutOfMemoryError=kill -9 %p");
            command.add("-Xmx" + knobs.heapMegabytes() + "m");
            command.addAll(knobs.jvmFlags());
            command.add("-Dcom.sun.management.jmxremote");
            command.add("-Dcom.sun.management.jmxremote.local.only=false");
            command.add("-cp");
            command.add(folder.resolve("lib/*") + File.pathSeparator + folder.resolve("conf"));
            command.add(MAIN);
            command.add(configFile.toString());
            return command;
        }
    }

    /// This module's own echo server, in a process of its own.
    record Echo() implements Home {
        @Override
        public String label() {
            return "echo";
        }

        @Override
        public List<String> command(Path configFile, int port, Knobs knobs) {
            List<String> command = new ArrayList<>();
            command.add(knobs.java().toString());
            command.add("-Xmx" + knobs.heapMegabytes() + "m");
            command.addAll(knobs.jvmFlags());
            String modulePath = System.getProperty("jdk.module.path");
            if (modulePath != null) {
                command.addAll(List.of("-p", modulePath, "-m", "paddock.bench/paddock.bench.Main"));
            } else {
                command.addAll(List.of("-cp", classPath(), "paddock.bench.Main"));
            }
            command.addAll(
                    List.of("echo", "--port=" + port, "--data-bytes=" + knobs.echoDataBytes()));
            return command;
        }

        /// Inside a test the module path is absent or partial; the classes know where they are.
        private static String classPath() {
            try {
                String own =
                        Path.of(
                                        Echo.class
                                                .getProtectionDomain()
                                                .getCodeSource()
                                                .getLocation()
                                                .toURI())
                                .toString();
                return own + File.pathSeparator + System.getProperty("java.class.path");
            } catch (URISyntaxException e) {
                throw new HomeException("cannot find the classes of the echo server", e);
            }
        }
    }
}
