package paddock.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

class ServerScriptIT {
    private static final String RESTARTED =
            """
            Stopping zookeeper ... STOPPED
            Starting zookeeper ... STARTED
            """;

    @TempDir private Path folder;

    private Installation paddock;

    @BeforeEach
    void install() throws Exception {
        paddock = new Installation(folder);
    }

    @AfterEach
    void endWhatWasStarted() throws Exception {
        paddock.close();
    }

    @Test
    void aDayInTheLifeOfAServer() throws Exception {
        assertThat(paddock.server("status")).isEqualTo(run(1, portFound() + notRunning()));
        assertThat(paddock.server("start")).isEqualTo(run(0, "Starting zookeeper ... STARTED\n"));
        String pid = Files.readString(paddock.pidFile());
        assertThat(pid).matches("\\d+");
        assertThat(paddock.server("status")).isEqualTo(run(0, portFound() + "Mode: standalone\n"));
        assertThat(paddock.server("start"))
                .isEqualTo(
                        run(1, "Starting zookeeper ... already running as process " + pid + ".\n"));
        assertThat(paddock.server("restart")).isEqualTo(run(0, RESTARTED));
        assertThat(Files.readString(paddock.pidFile())).isNotEqualTo(pid);
        assertThat(paddock.server("stop")).isEqualTo(run(0, "Stopping zookeeper ... STOPPED\n"));
        assertThat(paddock.server("status")).isEqualTo(run(1, portFound() + notRunning()));
        assertThat(paddock.server("stop"))
                .isEqualTo(
                        run(
                                0,
                                "Stopping zookeeper ... no zookeeper to stop (could not find file "
                                        + paddock.pidFile()
                                        + ")\n"));
        assertThat(paddock.logs.resolve("zookeeper-operator-server-here.out")).exists();
    }

    @Test
    void restartKeepsTheConfigurationFolder() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("else where"));
        Files.move(paddock.config, elsewhere.resolve("zoo.cfg"));
        String heading = Installation.heading(elsewhere.resolve("zoo.cfg"));

        assertThat(paddock.server("--config", elsewhere.toString(), "start").exit()).isZero();
        assertThat(paddock.server("--config", elsewhere.toString(), "restart"))
                .isEqualTo(new Installation.Run(0, RESTARTED, heading));
    }

    @Test
    void aLinkToTheScriptIsAsGood() throws Exception {
        Path first = folder.resolve("first link");
        Path second = folder.resolve("second");
        Files.createSymbolicLink(first, paddock.script("zkServer.sh"));
        Files.createSymbolicLink(second, Path.of("first link"));
        paddock.goTo(folder);

        assertThat(paddock.run(second, "start"))
                .isEqualTo(run(0, "Starting zookeeper ... STARTED\n"));
        assertThat(paddock.run(second, "status"))
                .isEqualTo(run(0, portFound() + "Mode: standalone\n"));
    }

    @Test
    void aTakenPortIsNamedAndNothingIsLeftBehind() throws Exception {
        try (var taken = new ServerSocket(paddock.port)) {
            Installation.Run start = paddock.server("start");

            assertThat(taken.isBound()).isTrue();
            assertThat(start.exit()).isEqualTo(1);
            assertThat(start.out()).isEqualTo("Starting zookeeper ... FAILED TO START\n");
            assertThat(start.err())
                    .isEqualTo(
                            paddock.heading()
                                    + "Address already in use: 0.0.0.0:"
                                    + paddock.port
                                    + "; stop what listens there or change clientPort in "
                                    + paddock.config
                                    + "\n");
            assertThat(paddock.pidFile()).doesNotExist();
            assertThat(paddock.data.resolve("version-2")).doesNotExist();
        }
    }

    @Test
    void theServerItselfNamesATakenPort() throws Exception {
        try (var taken = new ServerSocket(paddock.port)) {
            Installation.Run foreground = paddock.server("start-foreground");

            assertThat(taken.isBound()).isTrue();
            assertThat(foreground.exit()).isEqualTo(1);
            assertThat(foreground.out() + foreground.err())
                    .contains("Address already in use")
                    .contains(String.valueOf(paddock.port));
        }
    }

    @Test
    void aLogFolderThatCannotBeWrittenIsNamed() throws Exception {
        paddock.with("ZOO_LOG_DIR", "/dev/null/logs");

        assertThat(paddock.server("start"))
                .isEqualTo(failed("Unable to create log directory /dev/null/logs\n"));
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsNamed() throws Exception {
        paddock.writeConfig("dataDir=/dev/null/data\nclientPort=" + paddock.port + "\n");

        assertThat(paddock.server("start"))
                .isEqualTo(failed("Unable to create data directory /dev/null/data\n"));
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        Files.delete(paddock.config);

        assertThat(paddock.server("start"))
                .isEqualTo(failed(paddock.config + " file is missing\n"));
    }

    @Test
    void aWrongValueIsNamedWithItsLine() throws Exception {
        paddock.configure("snapCount=many\n");
        String why =
                "Error processing "
                        + paddock.config
                        + ", line 4: snapCount=many: For input string:"
                        + " \"many\"; snapCount takes a whole number, 2 or more";

        Installation.Run start = paddock.server("start");
        Installation.Run foreground = paddock.server("start-foreground");

        assertThat(start).isEqualTo(failed(why + "\n"));
        assertThat(paddock.pidFile()).doesNotExist();
        assertThat(foreground.exit()).isEqualTo(2);
        assertThat(foreground.out() + foreground.err()).contains(why);
        assertThat(foreground.err()).contains("Invalid config, exiting abnormally");
    }

    @Test
    void withoutAutocreateAMissingFolderIsNotMade() throws Exception {
        paddock.with("ZOO_DATADIR_AUTOCREATE_DISABLE", 1);

        assertThat(paddock.server("start"))
                .isEqualTo(
                        run(
                                1,
                                "Starting zookeeper ... ZooKeeper data directory is missing at "
                                        + paddock.data
                                        + " fix the path or run initialize\n"));
        assertThat(paddock.data).doesNotExist();
    }

    @Test
    void theCommandIsOneQuotedLine() throws Exception {
        Installation.Run run = paddock.server("print-cmd");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEqualTo(paddock.heading());
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out())
                .contains("\"-Xmx1000m\"")
                .contains("\"-Dzookeeper.log.dir=" + paddock.logs + "\"")
                .contains("\"-Dzookeeper.log.file=zookeeper-operator-server-here.log\"")
                .contains(":" + paddock.home.resolve("conf") + "\"")
                .contains("\"paddock.server.Main\" \"" + paddock.config + "\"")
                .endsWith(
                        "> \""
                                + paddock.logs
                                + "/zookeeper-operator-server-here.out\" 2>&1 <"
                                + " /dev/null\n");
    }

    @Test
    void theUsersOptionsComeLast() throws Exception {
        paddock.with("SERVER_JVMFLAGS", "-Xmx64m -Da=b")
                .with("JVMFLAGS", "-Dc=d")
                .with("CLASSPATH", "/extra.jar");

        assertThat(paddock.server("print-cmd").out())
                .containsSubsequence("\"-Xmx1000m\"", "\"-Xmx64m\" \"-Da=b\" \"-Dc=d\" \"paddock")
                .contains(":" + paddock.home.resolve("conf") + ":/extra.jar\"");
    }

    @Test
    void aCacheThatDoesNotFitIsPassedOverInSilence() throws Exception {
        Path cache = paddock.home.resolve("lib/paddock.aot");
        Files.writeString(cache, "made for another Java");

        assertThat(paddock.server("print-cmd").out()).contains("\"-XX:AOTCache=" + cache + "\"");
        assertThat(paddock.server("start")).isEqualTo(run(0, "Starting zookeeper ... STARTED\n"));
        Path out = paddock.logs.resolve("zookeeper-operator-server-here.out");
        // It answers a moment before it says so.
        Awaitility.await()
                .untilAsserted(() -> assertThat(out).content().contains("serving clients"));
        assertThat(out).content().doesNotContain("[aot]", "[cds]", "AOT");
    }

    @Test
    void theVersionIsOneLine() throws Exception {
        Installation.Run run = paddock.server("version");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .matches("Paddock \\S+, compatible with ZooKeeper, version 3\\.9\\.\\d+ .* UTC\n");
    }

    @Test
    void anythingElseIsAnsweredWithTheUsage() throws Exception {
        String usage =
                "Usage: "
                        + paddock.script("zkServer.sh")
                        + " [--config <conf-dir>]"
                        + " {start|start-foreground|stop|version|restart|status|print-cmd}\n"
                        + "       "
                        + paddock.script("zkServer.sh")
                        + " [--config <conf-dir>] lead [server-id] [config-file]\n";

        assertThat(paddock.server()).isEqualTo(run(0, "", usage));
        assertThat(paddock.server("upgrade")).isEqualTo(run(0, "", usage));
        assertThat(paddock.server("dance")).isEqualTo(run(0, "", usage));
    }

    @Test
    void managementIsSpokenOf() throws Exception {
        paddock.with("JMXPORT", 32776);
        Installation.Run remote = paddock.server("print-cmd");
        paddock.with("JMXDISABLE", true);
        Installation.Run none = paddock.server("print-cmd");

        assertThat(remote.err())
                .isEqualTo(
                        """
                        ZooKeeper JMX enabled by default
                        ZooKeeper remote JMX Port set to 32776
                        ZooKeeper remote JMX authenticate set to false
                        ZooKeeper remote JMX ssl set to false
                        ZooKeeper remote JMX log4j set to true
                        Using config: %s
                        """
                                .formatted(paddock.config));
        assertThat(remote.out())
                .contains("\"-Dcom.sun.management.jmxremote.port=32776\"")
                .contains("\"-Dcom.sun.management.jmxremote.local.only=false\"");
        assertThat(none.err())
                .isEqualTo("JMX disabled by user request\nUsing config: " + paddock.config + "\n");
        assertThat(none.out()).doesNotContain("jmxremote");
    }

    @Test
    void statusFindsThePortInTheServersLine() throws Exception {
        Files.createDirectories(paddock.data);
        Files.writeString(paddock.data.resolve("myid"), "1\n");
        Path dynamic = folder.resolve("zoo.cfg.dynamic");
        Files.writeString(dynamic, "server.1=127.0.0.1:2:3;127.0.0.1:" + paddock.port + "\n");
        paddock.writeConfig("dataDir=" + paddock.data + "\ndynamicConfigFile=" + dynamic + "\n");

        assertThat(paddock.server("status"))
                .isEqualTo(
                        run(
                                1,
                                "Client port not found in static config file. Looking in dynamic"
                                        + " config file.\nClient port found: "
                                        + paddock.port
                                        + ". Client address: 127.0.0.1. Client SSL: false.\n"
                                        + notRunning()));
    }

    @Test
    void leadTakesAServerIdAndSaysWhatTheServerSays() throws Exception {
        paddock.configure("4lw.commands.whitelist=lead\n");
        assertThat(paddock.server("lead", "2")).isEqualTo(run(1, notRunning()));
        assertThat(paddock.server("start").exit()).isZero();

        Installation.Run named = paddock.server("lead", "2");
        Installation.Run wrong = paddock.server("lead", "two");

        assertThat(paddock.server("stop").exit()).isZero();
        assertThat(named).isEqualTo(run(1, "nothing was changed: this server stands alone.\n"));
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.out()).startsWith("lead: \"two\" is no server id; accepted are ");
    }

    @Test
    void leadThatIsNotAllowedNamesTheKey() throws Exception {
        assertThat(paddock.server("start").exit()).isZero();

        Installation.Run run = paddock.server("lead");

        assertThat(paddock.server("stop").exit()).isZero();
        assertThat(run)
                .isEqualTo(
                        run(
                                1,
                                "lead is not executed because it is not in the whitelist.\n",
                                "Name lead in 4lw.commands.whitelist in "
                                        + paddock.config
                                        + " to allow it.\n"));
    }

    @Test
    void statusWithoutAnyPortSaysSo() throws Exception {
        paddock.writeConfig("dataDir=" + paddock.data + "\n");

        assertThat(paddock.server("status"))
                .isEqualTo(
                        run(
                                1,
                                """
                                myid could not be determined, will not able to locate clientPort in the server configs.
                                Client port not found. Looking for secureClientPort in the static config.
                                Unable to find either secure or unsecure client port in any configs. Terminating.
                                """));
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        Path old = folder.resolve("old java");
        Files.createDirectories(old.resolve("bin"));
        Files.createFile(old.resolve("bin/java"));
        assertThat(old.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        paddock.with("JAVA_HOME", old);

        Installation.Run run = paddock.server("print-cmd");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("JAVA_HOME " + old + " is Java 17; using Java ");
        assertThat(run.out()).doesNotContain(old.toString());
    }

    private String portFound() {
        return "Client port found: "
                + paddock.port
                + ". Client address: localhost. Client SSL: false.\n";
    }

    private static String notRunning() {
        return "Error contacting service. It is probably not running.\n";
    }

    private Installation.Run run(int exit, String out) {
        return run(exit, out, "");
    }

    private Installation.Run run(int exit, String out, String err) {
        return new Installation.Run(exit, out, paddock.heading() + err);
    }

    private Installation.Run failed(String why) {
        return run(1, "Starting zookeeper ... FAILED TO START\n", why);
    }
}
