package paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// What makes a server a member of an ensemble, and each way to get that wrong.
class EnsembleConfigTest {
    private static final String LIMITS = "initLimit=10\nsyncLimit=5\n";
    private static final String THREE =
            """
            server.1=127.0.0.1:2881:3881
            server.2=127.0.0.1:2882:3882
            server.3=127.0.0.1:2883:3883
            """;

    @TempDir private Path folder;

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private Path file;
    private Path myid;

    @BeforeEach
    void files() throws IOException {
        file = folder.resolve("zoo.cfg");
        myid = folder.resolve("data/myid");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(myid, "2\n");
    }

    @Test
    void threeServersAreAnEnsemble() throws Exception {
        var loaded = load("clientPort=2181\n" + LIMITS + THREE);
        ServerConfig.Ensemble ensemble = ensemble(loaded);

        assertThat(loaded.findings()).isEmpty();
        assertThat(loaded.config().serverId()).isEqualTo(2);
        assertThat(ensemble.serverId()).isEqualTo(2);
        assertThat(ensemble.self().endpoints().getFirst().electionPort()).isEqualTo(3882);
        assertThat(ensemble.members().voters()).containsExactly(1L, 2L, 3L);
        assertThat(ensemble.members().version()).isZero();
        assertThat(ensemble.proposed()).isEmpty();
        assertThat(ensemble.file()).isEqualTo(file);
        assertThat(ensemble.timing())
                .isEqualTo(
                        new ServerConfig.Timing(
                                10,
                                5,
                                10,
                                100,
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                200,
                                60_000));
        assertThat(ensemble.connections())
                .isEqualTo(
                        new ServerConfig.Connections(
                                false, 5000, 15_000, 3, false, 20, true, true));
        assertThat(ensemble.leader()).isEqualTo(new ServerConfig.Leader(true, 10, 100));
        assertThat(ensemble.synchronisation())
                .isEqualTo(new ServerConfig.Synchronisation(500, 0.33, false));
        assertThat(ensemble.observers())
                .isEqualTo(
                        new ServerConfig.Observers(true, 0, 200, OptionalInt.empty(), 32L << 20));
        assertThat(ensemble.modes()).isEqualTo(new ServerConfig.Modes(false, false, false));
        assertThat(loaded.config().reconfigEnabled()).isFalse();
        assertThat(ensemble.mayStartEmpty()).isTrue();
    }

    @Test
    void allOfItCanBeSaidOtherwise() throws Exception {
        properties.put("readonlymode.enabled", "true");
        properties.put("follower.nodelay", "false");
        properties.put("zookeeper.leader.maxConcurrentSnapSyncs", "3");
        var ensemble =
                ensemble(
                        load(
                                LIMITS
                                        + THREE
                                        + """
                                        connectToLearnerMasterLimit=7
                                        leaderConnectDelayDuringRetryMs=20
                                        leader.maxTimeToWaitForEpoch=900
                                        quorumCnxnTimeoutMs=1234
                                        electionPortBindRetry=0
                                        quorumListenOnAllIPs=true
                                        quorum.cnxn.threads.size=5
                                        tcpKeepAlive=true
                                        leaderServes=no
                                        commitLogCount=2000
                                        snapshotSizeFactor=-1
                                        forceSnapshotSync=true
                                        syncEnabled=false
                                        observerMasterPort=2191
                                        localSessionsEnabled=true
                                        localSessionsUpgradingEnabled=true
                                        db.autocreate=false
                                        """));

        assertThat(ensemble.timing().connectLimit()).isEqualTo(7);
        assertThat(ensemble.timing().connectPauseMillis()).isEqualTo(20);
        assertThat(ensemble.timing().epochWaitMillis()).hasValue(900);
        assertThat(ensemble.connections())
                .isEqualTo(
                        new ServerConfig.Connections(true, 5000, 1234, 0, true, 20, true, false));
        assertThat(ensemble.leader()).isEqualTo(new ServerConfig.Leader(false, 3, 100));
        assertThat(ensemble.synchronisation())
                .isEqualTo(new ServerConfig.Synchronisation(2000, -1, true));
        assertThat(ensemble.observers().writeToDisk()).isFalse();
        assertThat(ensemble.observers().masterPort()).hasValue(2191);
        assertThat(ensemble.modes()).isEqualTo(new ServerConfig.Modes(true, true, true));
        assertThat(ensemble.mayStartEmpty()).isFalse();
    }

    @Test
    void theClientAddressComesFromTheServersOwnLine() throws Exception {
        var loaded = load(LIMITS + THREE.replace("3882", "3882;127.0.0.1:2182"));

        assertThat(loaded.config().network().clientAddress())
                .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2182));
        refused("clientPort=2199\n" + LIMITS + THREE.replace("3882", "3882;127.0.0.1:2182"))
                .hasMessageContaining("client address for this server (id = 2)");
    }

    @Test
    void aSingleParticipantIsAnEnsembleWhereStandaloneIsSwitchedOff() throws Exception {
        String one = "server.2=127.0.0.1:2881:3881;2181\n";

        assertThat(load(one).config().ensemble()).isEmpty();
        assertThat(ensemble(load(LIMITS + one + "standaloneEnabled=false")).members().voters())
                .containsExactly(2L);
    }

    @Test
    void aServerWithoutMembersNeedsNeitherIdNorLimits() throws Exception {
        Files.delete(myid);

        assertThat(load("clientPort=2181").config().ensemble()).isEmpty();
    }

    @Test
    void whatOnlyMembersLookAtMustBeRightElsewhereToo() {
        refused("clientPort=2181\ninitLimit=many\n")
                .hasMessageContaining("line 3: initLimit=many: For input string: \"many\"");
    }

    @Test
    void membersMayStandInAFileOfTheirOwnWhoseNameIsTheirVersion() throws Exception {
        Path dynamic = folder.resolve("zoo.cfg.dynamic.10000000a");
        Files.writeString(dynamic, THREE);
        var loaded = load("clientPort=2181\n" + LIMITS + "dynamicConfigFile=" + dynamic);

        assertThat(ensemble(loaded).members().version()).isEqualTo(0x10000000aL);
        assertThat(ensemble(loaded).dynamicFile()).contains(dynamic);
        refused(LIMITS + THREE + "dynamicConfigFile=" + dynamic)
                .hasMessageContaining(
                        "line 4: parameter: server.1 must be in a separate dynamic config file");
        Files.writeString(dynamic, "version=5\n");
        refused(LIMITS + "dynamicConfigFile=" + dynamic)
                .hasMessageContaining(dynamic + ", line 1: dynamic file shouldn't have version");
        Files.writeString(dynamic, "tickTime=5\n");
        refused(LIMITS + "dynamicConfigFile=" + dynamic)
                .hasMessageContaining(dynamic + ", line 1: Unrecognised parameter: tickTime");
        Files.delete(dynamic);
        refused(LIMITS + "dynamicConfigFile=" + dynamic)
                .hasMessageContaining(dynamic + " (No such file or directory)");
    }

    @Test
    void whatWasProposedLastIsReadWhereMembersCanChange() throws Exception {
        Files.writeString(
                folder.resolve("zoo.cfg.dynamic.next"),
                THREE.lines().limit(2).reduce("", (a, b) -> a + b + "\n") + "version=200000001");

        assertThat(ensemble(load(LIMITS + THREE)).proposed()).isEmpty();
        assertThat(ensemble(load(LIMITS + THREE + "reconfigEnabled=true")).proposed())
                .hasValueSatisfying(
                        config -> {
                            assertThat(config.version()).isEqualTo(0x200000001L);
                            assertThat(config.voters()).containsExactly(1L, 2L);
                        });
    }

    @Test
    void severalAddressesNeedTheirSwitch() throws Exception {
        String two = THREE.replace("server.1=", "server.1=127.0.0.2:2881:3881|");

        assertThat(ensemble(load(LIMITS + "multiAddress.enabled=true\n" + two)).members().members())
                .hasSize(3);
        refused(LIMITS + two).hasMessageContaining("Multiple address feature is disabled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | No server failure will be tolerated. You need at least 3 servers.",
                "4 | Non-optimal configuration, consider an odd number of servers.",
            })
    void unfortunateNumbersAreMentioned(int count, String words) throws Exception {
        var lines = new StringBuilder("clientPort=2181\n" + LIMITS);
        for (int i = 1; i <= count; i++) {
            lines.append("server.%d=127.0.0.1:%d:%d\n".formatted(i, 2880 + i, 3880 + i));
        }

        assertThat(load(lines.toString()).findings()).containsExactly(Finding.warn(words));
    }

    @Test
    void theListDecidesTheRoleAndAContradictionIsMentioned() throws Exception {
        var loaded = load("clientPort=2181\npeerType=observer\n" + LIMITS + THREE);

        assertThat(ensemble(loaded).self().isParticipant()).isTrue();
        assertThat(loaded.findings())
                .containsExactly(
                        Finding.warn(
                                file
                                        + ", line 3: peerType=observer, but "
                                        + file
                                        + ", line 7 makes server 2 a participant; the list of"
                                        + " servers decides"));
    }

    @Test
    void aMissingMyidIsNamedWithItsPath() throws Exception {
        Files.delete(myid);

        refused(LIMITS + THREE)
                .hasMessageContaining("Error processing " + myid)
                .hasMessageContaining("myid file is missing");
    }

    @Test
    void aForeignMyidIsNamedWithTheIdsThereAre() throws Exception {
        Files.writeString(myid, "9");

        refused(LIMITS + THREE)
                .hasMessage(
                        "My id 9 not in the peer list: "
                                + myid
                                + " says 9, the servers are [1, 2, 3]")
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.exitCode()).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource({"abc, abc", "'', null", "' 2', ' 2'"})
    void aMyidThatIsNoNumberIsRefused(String content, String shown) throws Exception {
        Files.writeString(myid, content);

        refused(LIMITS + THREE).hasMessageContaining("serverid " + shown + " is not a number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "syncLimit=5 | initLimit is not set",
                "initLimit=5 | syncLimit is not set",
                "initLimit=0 | initLimit is not set",
                "initLimit=x | For input string: \"x\"",
                "electionAlg=1 | Invalid electionAlg value. Only 3 is supported.",
                "peerType=foo | Unrecognised peertype: foo",
                "initLimit=1;syncLimit=1;reconfigEnabled=maybe | Invalid option maybe for"
                        + " reconfigEnabled. Choose 'true' or 'false.'",
                "group.1=1:2 | Server 3is not in a group",
            })
    void aWrongValueIsRefusedInTheReferencesWords(String line, String words) {
        refused(THREE + line.replace(';', '\n')).hasMessageContaining(words);
    }

    @Test
    void observersAreNoEnsemble() {
        refused(LIMITS + "server.1=a:1:2:observer\n")
                .hasMessageContaining("Observers w/o participants is an invalid configuration");
        refused(LIMITS + "server.1=a:1:2:observer\nserver.2=b:1:2\n")
                .hasMessageContaining("Observers w/o quorum is an invalid configuration");
        refused(LIMITS + "server.1=a:1:2:observer\nstandaloneEnabled=false")
                .hasMessageContaining(
                        "standaloneEnabled = false then number of participants should be >0");
    }

    @Test
    void confShowsTheEnsemble() throws Exception {
        var config = load("clientPort=2181\n" + LIMITS + THREE).config();

        assertThat(config.conf(2181, 1, 2))
                .endsWith(
                        """
                        serverId=2
                        initLimit=10
                        syncLimit=5
                        electionAlg=3
                        electionPort=3882
                        quorumPort=2882
                        peerType=0
                        membership:\s
                        server.1=127.0.0.1:2881:3881:participant
                        server.2=127.0.0.1:2882:3882:participant
                        server.3=127.0.0.1:2883:3883:participant
                        version=0\
                        """);
    }

    private static ServerConfig.Ensemble ensemble(ConfigLoader.Loaded loaded) {
        return loaded.config().ensemble().orElseThrow();
    }

    private ConfigLoader.Loaded load(String lines) throws IOException {
        Files.writeString(file, "dataDir=" + folder.resolve("data") + "\n" + lines);
        return ConfigLoader.load(new CommandLine.ConfigFile(file), properties, environment);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String lines) {
        return assertThatThrownBy(() -> load(lines)).isInstanceOf(ConfigException.class);
    }
}
