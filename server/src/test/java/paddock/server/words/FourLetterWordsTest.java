package paddock.server.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.server.metrics.ConnectionStats;
import paddock.server.metrics.LastOperation;
import paddock.wire.protocol.OpCode;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The texts of the commands reference, A2 to A5.
final class FourLetterWordsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final FakeServer server = new FakeServer();
    private final FourLetterWords words = words("*");

    private static FourLetterWords words(String whitelist) {
        return new FourLetterWords(List.of(whitelist.split(" *, *", -1)), false, ZoneId.of("UTC"));
    }

    private Optional<String> say(
            FourLetterWords to, String word, String argument, InetAddress from) {
        return to.answer(word, argument.getBytes(StandardCharsets.ISO_8859_1), from, server).join();
    }

    private String ask(String word) {
        return say(words, word, "", HERE).orElseThrow();
    }

    private static int number(String word) {
        return ByteBuffer.wrap(word.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    @Test
    void wordsAreKnownByTheirFirstFourBytes() {
        for (String word : FourLetterWords.KNOWN) {
            assertThat(FourLetterWords.wordOf(number(word))).contains(word);
        }
        assertThat(FourLetterWords.wordOf(number("RUOK"))).isEmpty();
        assertThat(FourLetterWords.wordOf(number("xxxx"))).isEmpty();
        assertThat(FourLetterWords.wordOf(45)).isEmpty();
    }

    @Test
    void anInterruptedTelnetIsClosedWithoutAWord() {
        assertThat(FourLetterWords.wordOf(0xfff4fffd)).contains("telnet close");
        assertThat(say(words, "telnet close", "", HERE)).isEmpty();
    }

    @Test
    void onlySrvrIsAnsweredUnlessMoreIsAllowed() {
        FourLetterWords few = words("");

        assertThat(few.allowed()).containsExactly("srvr");
        assertThat(say(few, "stat", "", HERE))
                .contains("stat is not executed because it is not in the whitelist.\n");
        assertThat(say(few, "srvr", "", HERE).orElseThrow()).startsWith("Zookeeper version: ");
    }

    @Test
    void namesInTheWhitelistAreTrimmedAndUnknownOnesAreHarmless() {
        assertThat(words("ruok , xxxx,stat").allowed())
                .containsExactlyInAnyOrder("ruok", "stat", "srvr");
        assertThat(words("ruok,*").allowed())
                .hasSize(FourLetterWords.KNOWN.size() - FourLetterWords.GUARDED.size());
    }

    @Test
    void isroIsAllowedWhereReadOnlyModeIs() {
        assertThat(new FourLetterWords(List.of(), true).allowed())
                .containsExactlyInAnyOrder("srvr", "isro");
    }

    @Test
    void theWhitelistIsAskedBeforeTheServer() {
        server.serving = false;

        assertThat(say(words(""), "stat", "", HERE))
                .contains("stat is not executed because it is not in the whitelist.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "srvr", "stat", "mntr", "conf", "cons", "crst", "srst", "dump", "wchs", "wchc",
                "wchp", "dirs", "reqs"
            })
    void aServerThatIsNotServingSaysSo(String word) {
        server.serving = false;

        assertThat(ask(word))
                .isEqualTo("This ZooKeeper instance is not currently serving requests\n");
    }

    @Test
    void someWordsAreAnsweredOtherwiseWhileNotServing() {
        server.serving = false;
        server.environment.put("java.version", "25");

        assertThat(ask("hash"))
                .isEqualTo("This ZooKeeper instance is not currently serving requests");
        assertThat(ask("isro")).isEqualTo("null");
        assertThat(ask("ruok")).isEqualTo("imok");
        assertThat(ask("gtmk")).isEqualTo("306");
        assertThat(ask("envi")).isEqualTo("Environment:\njava.version=25\n");
    }

    @Test
    void isroTellsWhetherUpdatesAreTaken() {
        assertThat(ask("isro")).isEqualTo("rw");
        server.mode = ServerView.Mode.READ_ONLY;
        assertThat(ask("isro")).isEqualTo("ro");
    }

    @Test
    void theTraceMaskIsSetAndTold() {
        assertThat(say(words, "stmk", "\0\0\0\0\0\0\1\377", HERE)).contains("511");
        assertThat(server.traceMask).isEqualTo(0x1ff);
        assertThat(ask("gtmk")).isEqualTo("511");
    }

    @Test
    void srvr() {
        for (int latency : new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 3}) {
            server.recorder.answered(latency);
        }
        for (int i = 0; i < 13; i++) {
            server.recorder.packetReceived();
        }
        for (int i = 0; i < 12; i++) {
            server.recorder.packetSent();
        }
        server.aliveConnections = 3;
        server.lastZxid = 0x64;
        server.nodeCount = 17;

        assertThat(ask("srvr"))
                .isEqualTo(
                        """
                        Zookeeper version: 3.9.5-0123456789012345678901234567890123456789, built on 2026-02-11 20:18 UTC
                        Latency min/avg/max: 0/0.6364/3
                        Received: 13
                        Sent: 12
                        Connections: 3
                        Outstanding: 0
                        Zxid: 0x64
                        Mode: standalone
                        Node count: 17
                        """);
    }

    @Test
    void srvrOfALeaderAndOfAReadOnlyServer() {
        server.mode = ServerView.Mode.LEADER;
        server.proposalSizes = Optional.of(new ServerView.ProposalSizes(92, 48, 95));
        assertThat(ask("srvr"))
                .endsWith("Mode: leader\nNode count: 5\nProposal sizes last/min/max: 92/48/95\n");

        server.mode = ServerView.Mode.READ_ONLY;
        assertThat(ask("srvr"))
                .contains("UTC\nREAD-ONLY mode; serving only read-only clients\nLatency")
                .contains("Latency min/avg/max: 0/0.0/0\n");
    }

    private ConnectionStats connection(String address, int received, int sent) {
        ConnectionStats connection = new ConnectionStats(address);
        for (int i = 0; i < received; i++) {
            connection.packetReceived();
        }
        for (int i = 0; i < sent; i++) {
            connection.packetSent();
        }
        return connection;
    }

    @Test
    void stat() {
        server.connections.add(connection("/127.0.0.1:42732", 9, 9));
        ConnectionStats asking = connection("/127.0.0.1:42762", 1, 0);
        asking.interestOps(0);
        server.connections.add(asking);

        assertThat(ask("stat"))
                .isEqualTo(
                        """
                        Zookeeper version: 3.9.5-0123456789012345678901234567890123456789, built on 2026-02-11 20:18 UTC
                        Clients:
                         /127.0.0.1:42732[1](queued=0,recved=9,sent=9)
                         /127.0.0.1:42762[0](queued=0,recved=1,sent=0)

                        Latency min/avg/max: 0/0.0/0
                        Received: 0
                        Sent: 0
                        Connections: 1
                        Outstanding: 0
                        Zxid: 0x0
                        Mode: standalone
                        Node count: 5
                        """);
    }

    @Test
    void consAndCrst() {
        ConnectionStats asking = connection("/127.0.0.1:42778", 1, 0);
        asking.interestOps(0);
        ConnectionStats client = connection("/127.0.0.1:42732", 9, 9);
        client.sessionEstablished(0x100000b608f000fL, 30000, 1795170771947L);
        client.answered(LastOperation.of(OpCode.CREATE2), 7, 0x62, 2, 906601);
        client.answered(LastOperation.of(OpCode.ADD_WATCH), 8, 0x63, 0, 906605);
        client.outstanding(3);
        server.connections.addAll(List.of(asking, client));

        assertThat(ask("cons"))
                .isEqualTo(
                        """
                         /127.0.0.1:42778[0](queued=0,recved=1,sent=0)
                         /127.0.0.1:42732[1](queued=3,recved=9,sent=9,sid=0x100000b608f000f,lop=ADDW,\
                        est=1795170771947,to=30000,lcxid=0x8,lzxid=0x63,lresp=906605,llat=0,minlat=0,\
                        avglat=1,maxlat=2)

                        """);

        assertThat(ask("crst")).isEqualTo("Connection stats reset.\n");
        String reset =
                """
                 /127.0.0.1:42778[0](queued=0,recved=0,sent=0)
                 /127.0.0.1:42732[1](queued=3,recved=0,sent=0,sid=0x100000b608f000f,lop=NA,\
                est=1795170771947,to=30000,lzxid=0xffffffffffffffff,lresp=0,llat=0,minlat=0,\
                avglat=0,maxlat=0)

                """;
        assertThat(ask("cons")).isEqualTo(reset);

        client.packetReceived();
        assertThat(ask("cons"))
                .isEqualTo(reset.replace("(queued=3,recved=0,", "(queued=3,recved=1,"));
    }

    /// As the running reference showed a connection that opened a session, pinged, and set watches.
    @Test
    void aPingHasNoLatencyAndANegativeCxidIsNotShown() {
        ConnectionStats client = connection("/127.0.0.1:35120", 0, 0);
        server.connections.add(client);
        client.sessionEstablished(0x1000046e59f0000L, 30000, 1795185371093L);
        client.answered(LastOperation.of(OpCode.CREATE_SESSION), 0, 1, 12, 4647505);
        client.pinged(1, 4647544);
        assertThat(ask("cons"))
                .contains(",lop=PING,")
                .contains(",lcxid=0x0,lzxid=0x1,lresp=4647544,llat=12,minlat=12,avglat=12,");

        client.answered(LastOperation.of(OpCode.SET_WATCHES), -8, 1, 1, 4647562);
        assertThat(ask("cons"))
                .contains(",lop=SETW,")
                .contains(",lcxid=0x0,lzxid=0x1,lresp=4647562,llat=1,minlat=1,avglat=6,");
    }

    @Test
    void srstForgetsTrafficAndMeasurements() {
        server.recorder.packetReceived();
        server.recorder.answered(5);

        assertThat(ask("srst")).isEqualTo("Server stats reset.\n");
        assertThat(ask("srvr")).contains("min/avg/max: 0/0.0/0\nReceived: 0\nSent: 0\n");
        server.recorder.packetReceived();
        assertThat(ask("srvr")).contains("min/avg/max: 0/0.0/0\nReceived: 1\nSent: 0\n");
    }

    @Test
    void conf() {
        assertThat(ask("conf"))
                .isEqualTo(
                        """
                        clientPort=32711
                        secureClientPort=-1
                        dataDir=/data/version-2
                        dataDirSize=67110800
                        dataLogDir=/logs/version-2
                        dataLogSize=478
                        tickTime=2000
                        maxClientCnxns=60
                        minSessionTimeout=4000
                        maxSessionTimeout=40000
                        clientPortListenBacklog=-1
                        serverId=0
                        """);
    }

    @Test
    void confOfAMemberEndsWithItsVersionAndNoNewline() {
        server.member =
                Optional.of(
                        new ShownConfiguration.Member(
                                10, 5, 3, 32751, 32741, false, "server.1=a\nversion=100000000"));

        assertThat(ask("conf"))
                .endsWith(
                        """
                        serverId=1
                        initLimit=10
                        syncLimit=5
                        electionAlg=3
                        electionPort=32751
                        quorumPort=32741
                        peerType=0
                        membership:\s
                        server.1=a
                        version=100000000\
                        """);
    }

    @Test
    void dump() {
        server.sessions.put(1795170773000L, List.of(0x100000b608f000eL));
        server.sessions.put(1795170775000L, List.of());
        server.ephemerals.put(0x100000b608f000fL, List.of("/eph2", "/eph1"));
        ConnectionStats asking = new ConnectionStats("/127.0.0.1:42784");
        ConnectionStats client = new ConnectionStats("/127.0.0.1:42736");
        client.sessionEstablished(0x100000b608f0010L, 10000, 0);
        server.connectionBuckets.put(1795170785000L, List.of(asking, client));

        assertThat(ask("dump"))
                .isEqualTo(
                        """
                        SessionTracker dump:
                        Session Sets (2)/(1):
                        1 expire at Fri Nov 20 10:32:53 UTC 2026:
                        \t0x100000b608f000e
                        0 expire at Fri Nov 20 10:32:55 UTC 2026:
                        ephemeral nodes dump:
                        Sessions with Ephemerals (1):
                        0x100000b608f000f:
                        \t/eph2
                        \t/eph1
                        Connections dump:
                        Connections Sets (1)/(2):
                        2 expire at Fri Nov 20 10:33:05 UTC 2026:
                        \tip: /127.0.0.1:42784 sessionId: 0x0
                        \tip: /127.0.0.1:42736 sessionId: 0x100000b608f0010
                        """);
    }

    @Test
    void dumpOfAMemberTellsWhichSessionsAreLocal() {
        server.connectionsInBuckets = false;
        server.sessions.put(1795170773000L, List.of(0x100000b608f000eL));
        server.sessionTimeouts.put(0x100000b608f000eL, 8000);
        server.mode = ServerView.Mode.LEADER;
        assertThat(ask("dump"))
                .startsWith("SessionTracker dump:\nGlobal Session Sets (1)/(1):\n1 expire at ");
        server.mode = ServerView.Mode.FOLLOWER;
        assertThat(ask("dump"))
                .startsWith(
                        """
                        SessionTracker dump:
                        Global Sessions(1):
                        0x100000b608f000e\t8000ms
                        ephemeral nodes dump:
                        """);

        server.localSessions = new TreeMap<>(Map.of(1795170773000L, List.of(7L)));
        assertThat(ask("dump"))
                .contains(
                        """
                        Local Session Sets (1)/(1):
                        1 expire at Fri Nov 20 10:32:53 UTC 2026:
                        \t0x7
                        Global Sessions(1):
                        """);
    }

    @Test
    void dumpEndsEarlyWhereConnectionsAreNotInBuckets() {
        server.connectionsInBuckets = false;

        assertThat(ask("dump"))
                .isEqualTo(
                        """
                        SessionTracker dump:
                        Session Sets (0)/(0):
                        ephemeral nodes dump:
                        Sessions with Ephemerals (0):
                        Connections dump:
                        """);
    }

    @Test
    void watches() {
        assertThat(ask("wchs")).isEqualTo("0 connections watching 0 paths\nTotal watches:0\n");
        assertThat(ask("wchc")).isEqualTo("\n");
        assertThat(ask("wchp")).isEqualTo("\n");

        server.watchSummary = new ServerView.WatchSummary(2, 3, 4);
        server.watchedPaths.put(0x100000b608f000fL, List.of("/pr", "/w1"));
        server.watchedPaths.put(0x100000b608f0010L, List.of("/w1"));
        server.watchingSessions.put("/w1", List.of(0x100000b608f000fL, 0x100000b608f0010L));

        assertThat(ask("wchs")).isEqualTo("2 connections watching 3 paths\nTotal watches:4\n");
        assertThat(ask("wchc"))
                .isEqualTo("0x100000b608f000f\n\t/pr\n\t/w1\n0x100000b608f0010\n\t/w1\n\n");
        assertThat(ask("wchp")).isEqualTo("/w1\n\t0x100000b608f000f\n\t0x100000b608f0010\n\n");
    }

    @Test
    void dirsAndHash() {
        assertThat(ask("dirs")).isEqualTo("datadir_size: 67110800\nlogdir_size: 478\n");
        assertThat(ask("hash")).isEmpty();

        server.digests.add(new ServerView.DigestEntry(0x100000080L, 272047193801L));
        server.digests.add(new ServerView.DigestEntry(0x100000100L, -1));
        assertThat(ask("hash")).isEqualTo("100000080: 272047193801\n100000100: -1\n");
    }

    @Test
    void enviTellsOfThisProcessInAFixedOrder() {
        server.environment.putAll(Environment.ofThisProcess(server.version()));

        assertThat(ask("envi"))
                .startsWith("Environment:\nzookeeper.version=" + server.version() + "\nhost.name=")
                .contains("\njava.version=" + System.getProperty("java.version") + "\njava.vendor=")
                .contains("\njava.compiler=<NA>\nos.name=Linux\n")
                .containsPattern("\nos.memory.free=\\d+MB\nos.memory.max=\\d+MB\n")
                .containsPattern("\nos.memory.total=\\d+MB\n$");
        assertThat(ask("envi").lines()).hasSize(19);
    }

    @Test
    void outstandingRequestsAreListed() {
        assertThat(ask("reqs")).isEqualTo("Outstanding requests (0):\n");

        server.outstanding.add(
                new ServerView.OutstandingRequest(0x100000b608f000fL, 17, "setData", "/a", 12));
        assertThat(ask("reqs"))
                .isEqualTo(
                        """
                        Outstanding requests (1):
                        0x100000b608f000f cxid=0x11 op=setData path=/a waited=12 ms
                        """);
    }

    @Test
    void leadMustBeNamedAndMustComeFromHereAndTakesAnIdOrNothing() throws Exception {
        assertThat(say(words, "lead", "2\n", HERE))
                .contains("lead is not executed because it is not in the whitelist.\n");

        FourLetterWords armed = words("*,lead");
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        assertThat(say(armed, "lead", "2\n", elsewhere))
                .contains("lead is not executed because it did not come from this host.\n");
        assertThat(say(armed, "lead", " 2\r\n", HERE)).contains("handed over to 2.\n");
        assertThat(say(armed, "lead", "\n", HERE)).contains("handed over to -1.\n");
        assertThat(say(armed, "lead", "two\n", HERE).orElseThrow())
                .startsWith("lead: \"two\" is no server id; accepted are ");
    }

    @Test
    void leadHasTheRestOfItsLineForAnArgument() {
        byte[] bytes = "lead 2\nmore".getBytes(StandardCharsets.US_ASCII);

        assertThat(FourLetterWords.argumentBytes("lead", bytes, 4, 2)).isEqualTo(-1);
        assertThat(FourLetterWords.argumentBytes("lead", bytes, 4, 7)).isEqualTo(3);
        assertThat(FourLetterWords.argumentBytes("lead", new byte[40], 4, 36)).isEqualTo(32);
        assertThat(FourLetterWords.argumentBytes("stat", new byte[12], 4, 8)).isZero();
        assertThat(FourLetterWords.argumentBytes("stmk", new byte[12], 4, 7)).isEqualTo(-1);
        assertThat(FourLetterWords.argumentBytes("stmk", new byte[12], 4, 8)).isEqualTo(8);
    }

    @Test
    void killMustBeNamedAndMustComeFromHere() throws Exception {
        assertThat(ask("kill"))
                .isEqualTo("kill is not executed because it is not in the whitelist.\n");
        assertThat(server.stopped).isFalse();

        FourLetterWords armed = words("*,kill");
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        assertThat(say(armed, "kill", "", elsewhere))
                .contains("kill is not executed because it did not come from this host.\n");
        assertThat(server.stopped).isFalse();

        assertThat(say(armed, "kill", "", HERE)).contains("The server is shutting down.\n");
        assertThat(server.stopped).isTrue();
    }
}
