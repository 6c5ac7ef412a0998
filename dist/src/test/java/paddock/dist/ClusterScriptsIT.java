package paddock.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The scripts for whole ensembles, with a server that only says what it was asked, and an ssh that
/// stays on this machine.
class ClusterScriptsIT {
    private static final String MEMBERS =
            """
            server.3=[fe80::3]:2888:3888;2181
            server.1=alpha:2888:3888
            server.10=delta:2888:3888:observer
              server.2 = beta:2888:3888
            """;

    @TempDir private Path folder;

    private Installation paddock;
    private Path asked;

    @BeforeEach
    void install() throws Exception {
        paddock = new Installation(folder);
        asked = folder.resolve("asked");
        Files.createFile(asked);
        script(
                paddock.script("zkServer.sh"),
                """
                echo "Using config: $2/zoo.cfg" >&2
                echo "${FAKE_HOST:-$(basename "$(dirname "$2")")} $3 $4" >>'%s'
                case $3 in
                    start) echo 'Starting zookeeper ... STARTED' ;;
                    restart) echo 'Stopping zookeeper ... STOPPED'; echo 'Starting zookeeper ... STARTED' ;;
                    status)
                        echo "Client port found: 1. Client address: localhost. Client SSL: false."
                        [ "$FAKE_HOST" = alpha ] && echo 'Mode: leader' || echo 'Mode: follower'
                        ;;
                    stop) [ "$FAKE_HOST" != beta ] || { echo 'Stopping zookeeper ... FAILED TO STOP'; exit 1; }
                        echo 'Stopping zookeeper ... STOPPED' ;;
                esac
                """
                        .formatted(asked));
        Path ssh = folder.resolve("ssh");
        script(ssh, "[ \"$1\" = -q ] && shift\nFAKE_HOST=$1 exec sh -c \"$2\"\n");
        paddock.with("ZOO_SSH", ssh + " -q");
    }

    private static void script(Path path, String body) throws IOException {
        Files.writeString(path, "#!/bin/bash\n" + body);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    // ---- zkEnsemble.sh

    @Test
    void everyHostOfTheConfigurationIsStarted() throws Exception {
        paddock.configure(MEMBERS);

        assertThat(ensemble("start"))
                .isEqualTo(
                        new Installation.Run(
                                0,
                                """
                                server.1 alpha: Starting zookeeper ... STARTED
                                server.2 beta: Starting zookeeper ... STARTED
                                server.3 fe80::3: Starting zookeeper ... STARTED
                                server.10 delta: Starting zookeeper ... STARTED
                                """,
                                ""));
        assertThat(asked())
                .containsExactlyInAnyOrder(
                        "alpha start zoo.cfg",
                        "beta start zoo.cfg",
                        "fe80::3 start zoo.cfg",
                        "delta start zoo.cfg");
    }

    @Test
    void statusTellsTheModeOfEach() throws Exception {
        paddock.configure(MEMBERS);

        Installation.Run status = ensemble("status");

        assertThat(status.exit()).isZero();
        assertThat(status.out())
                .contains("server.1 alpha: Mode: leader\n", "server.2 beta: Mode: follower\n");
    }

    @Test
    void aHostThatFailsIsCountedAndTheOthersAreServed() throws Exception {
        paddock.configure(MEMBERS);

        Installation.Run stop = ensemble("stop");

        assertThat(stop.exit()).isEqualTo(1);
        assertThat(stop.out())
                .contains(
                        "server.2 beta: Stopping zookeeper ... FAILED TO STOP\n",
                        "server.10 delta: Stopping zookeeper ... STOPPED\n");
        assertThat(stop.err()).isEqualTo("stop failed on 1 of 4 servers\n");
    }

    @Test
    void restartGoesOneByOneAndTakesTheLeaderLast() throws Exception {
        paddock.configure(MEMBERS);

        assertThat(ensemble("restart").exit()).isZero();

        assertThat(asked().stream().filter(line -> line.contains("restart")))
                .containsExactly(
                        "beta restart zoo.cfg",
                        "fe80::3 restart zoo.cfg",
                        "delta restart zoo.cfg",
                        "alpha restart zoo.cfg");
    }

    @Test
    void membersInAFileOfTheirOwnAreFound() throws Exception {
        Path dynamic = folder.resolve("members");
        Files.writeString(dynamic, "server.1=alpha:2888:3888;2181\n");
        paddock.configure("dynamicConfigFile=" + dynamic + "\n");

        assertThat(ensemble("start").out())
                .isEqualTo("server.1 alpha: Starting zookeeper ... STARTED\n");
    }

    @Test
    void withoutMembersNothingIsDone() throws Exception {
        Installation.Run none = ensemble("start");

        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).isEqualTo("Error: no server.N line in " + paddock.config + "\n");
        assertThat(ensemble("fly").exit()).isEqualTo(2);
        assertThat(asked()).isEmpty();
    }

    @Test
    void aHostThatIsThereTwiceIsNamed() throws Exception {
        paddock.configure("server.1=alpha:1:2\nserver.2=alpha:3:4\n");

        assertThat(ensemble("start").err())
                .startsWith("Error: server.2 in " + paddock.config + ": alpha is there twice");
    }

    // ---- zkCluster.sh

    @Test
    void aClusterIsMadeWithIdsAndPortsOfItsOwn() throws Exception {
        Path cluster = folder.resolve("my cluster");
        paddock.with("ZOO_CLUSTER_DIR", cluster).with("ZOO_CLUSTER_PORT", paddock.port);

        Installation.Run start = cluster("start");

        assertThat(start.exit()).isZero();
        String first = Files.readString(cluster.resolve("1/conf/zoo.cfg"));
        List<String> clients = Stream.of(1, 2, 3).map(id -> clientPort(cluster, id)).toList();
        assertThat(clients).doesNotHaveDuplicates();
        assertThat(ports(first)).hasSize(6).doesNotHaveDuplicates();
        for (int id = 1; id <= 3; id++) {
            assertThat(cluster.resolve(id + "/data/myid")).hasContent(Integer.toString(id));
            assertThat(ports(Files.readString(cluster.resolve(id + "/conf/zoo.cfg"))))
                    .isEqualTo(ports(first));
        }
        assertThat(start.out())
                .isEqualTo(
                        """
                        made 3 servers in %s
                        server 1 (localhost:%s): Starting zookeeper ... STARTED
                        server 2 (localhost:%s): Starting zookeeper ... STARTED
                        server 3 (localhost:%s): Starting zookeeper ... STARTED
                        connect to localhost:%s,localhost:%s,localhost:%s
                        """
                                .formatted(
                                        cluster,
                                        clients.get(0),
                                        clients.get(1),
                                        clients.get(2),
                                        clients.get(0),
                                        clients.get(1),
                                        clients.get(2)));
        assertThat(asked()).containsExactlyInAnyOrder("1 start ", "2 start ", "3 start ");
    }

    @Test
    void aClusterThatIsThereIsKeptAndOneServerOfItCanBeAsked() throws Exception {
        paddock.with("ZOO_CLUSTER_DIR", folder.resolve("cluster"))
                .with("ZOO_CLUSTER_PORT", paddock.port)
                .with("ZOO_CLUSTER_SERVERS", 5);
        assertThat(cluster("make").exit()).isZero();

        Installation.Run stop = cluster("stop", "4");

        assertThat(stop.out())
                .matches("server 4 \\(localhost:\\d+\\): Stopping zookeeper ... STOPPED\n");
        assertThat(asked()).containsExactly("4 stop ");
        assertThat(cluster("make").err()).contains("there is a cluster in");
        assertThat(cluster("stop", "6").err()).contains("there is no server 6");
        assertThat(cluster("status").out().lines()).hasSize(5);
    }

    @Test
    void withoutAClusterNothingIsStopped() throws Exception {
        paddock.with("ZOO_CLUSTER_DIR", folder.resolve("nowhere"));

        assertThat(cluster("stop").err()).contains("there is no cluster in");
        assertThat(cluster("stop").exit()).isEqualTo(1);
        assertThat(cluster().exit()).isEqualTo(2);
    }

    private static List<String> ports(String config) {
        Matcher matcher =
                Pattern.compile("(?m)^server\\.\\d=127\\.0\\.0\\.1:(\\d+):(\\d+)$").matcher(config);
        return matcher.results().flatMap(m -> Stream.of(m.group(1), m.group(2))).toList();
    }

    private static String clientPort(Path cluster, int id) {
        try {
            return Files.readAllLines(cluster.resolve(id + "/conf/zoo.cfg")).stream()
                    .filter(line -> line.startsWith("clientPort="))
                    .findFirst()
                    .orElseThrow()
                    .substring("clientPort=".length());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(asked);
    }

    private Installation.Run ensemble(String... arguments) throws Exception {
        return paddock.run(paddock.script("zkEnsemble.sh"), arguments);
    }

    private Installation.Run cluster(String... arguments) throws Exception {
        return paddock.run(paddock.script("zkCluster.sh"), arguments);
    }
}
