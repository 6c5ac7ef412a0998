package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;
import paddock.wire.protocol.WatcherEvent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

final class SessionMachineTest {
    private static final Request GET = new Request.GetData("/a", false);
    private static final Stat STAT = new Stat(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1);
    private static final Response DATA = new Response.Data(null, STAT);

    private final MachineFixture session = MachineFixture.of(MachineFixture.settings());

    @Test
    void asksForASessionAndThenSendsWhatWaited() {
        session.machine.start(session.now());
        session.submit(GET);
        session.open(30_000, false);

        assertThat(session.effects.take())
                .containsExactly("find after 0", "connect to 1 in 30000", "open", "send 1 op 4");
        assertThat(session.told).containsExactly("CONNECTED");
        assertThat(session.machine.identity().id()).isEqualTo(7);
    }

    @Test
    void answersFindTheirRequestsInOrder() {
        session.connected();
        session.submit(GET);
        session.submit(new Request.Delete("/a", -1));
        session.answer(1, 5, 0, DATA);
        session.answer(2, 6, ErrorCode.NO_NODE.code(), null);

        assertThat(session.told).containsExactly("GetData 1 0", "Delete 2 -101");
        assertThat(session.machine.lastZxid()).isEqualTo(6);
    }

    @Test
    void anAnswerOutOfOrderEndsTheConnection() {
        session.connected();
        session.submit(GET);
        session.answer(2, 5, 0, DATA);

        assertThat(session.effects.take())
                .containsExactly("send 1 op 4", "hang up", "find after 0");
        assertThat(session.told).containsExactly("GetData 1 -4", "CONNECTING");
    }

    @Test
    void aMalformedFrameEndsTheConnection() {
        session.connected();
        JuteWriter out = new JuteWriter();
        out.writeInt(5);
        session.frame(out);

        assertThat(session.effects.take()).containsExactly("hang up", "find after 0");
    }

    @Test
    void anUnreadableBodyFailsItsRequestOnly() {
        session.connected();
        session.submit(GET);
        session.submit(GET);
        session.answer(1, 5, 0, new Response.Count(3));
        session.answer(2, 6, 0, DATA);

        assertThat(session.told).containsExactly("GetData 1 -5", "GetData 2 0");
    }

    @Test
    void aRequestThatCannotBeWrittenFailsAloneAndUnsent() {
        session.connected();
        session.submit(new Request.Multi(false, List.of()));
        session.submit(new Request.SetAcl("/a", Arrays.asList((Acl) null), 0));
        session.submit(GET);

        assertThat(session.effects.take()).containsExactly("send 1 op 14", "send 2 op 4");
        assertThat(session.told).containsExactly("SetAcl 0 -5");
    }

    @Test
    void aRequestThatIsTooLongFailsAloneAndUnsent() {
        MachineFixture bounded =
                MachineFixture.of(MachineFixture.settings().maxRequestBytes(100)).connected();
        bounded.submit(new Request.SetData("/a", new byte[101], -1));
        bounded.submit(new Request.SetData("/a", new byte[50], -1));

        assertThat(bounded.effects.take()).containsExactly("send 1 op 5");
        assertThat(bounded.told).containsExactly("SetData 0 " + Outcome.REQUEST_TOO_LONG);
    }

    @Test
    void anAnswerThatIsTooLongFailsItsRequestOnly() {
        session.connected();
        session.submit(GET, new WatchChange.Register(WatchKind.DATA, "/a", "w"));
        session.submit(GET);
        JuteWriter head = new JuteWriter();
        new ReplyHeader(1, 5, 0).write(head);
        session.machine.longFrame(head.array(), 0, head.size(), 1 << 24, session.now());
        session.answer(2, 6, 0, DATA);

        assertThat(session.told)
                .containsExactly("GetData 1 " + Outcome.REPLY_TOO_LONG, "GetData 2 0");
        assertThat(session.watches.watchers(WatchKind.DATA, "/a")).containsExactly("w");
    }

    @Test
    void failsEverythingWhenTheConnectionBreaksAndGoesOnCounting() {
        session.connected();
        session.submit(GET);
        session.effects.writable = false;
        session.submit(GET);
        session.down();
        session.effects.writable = true;
        session.open(30_000, false);
        session.submit(GET);

        assertThat(session.told)
                .containsExactly("GetData 1 -4", "GetData 0 -4", "CONNECTING", "CONNECTED");
        assertThat(session.effects.take()).endsWith("open", "send 2 op 4");
    }

    @Test
    void whatIsSubmittedWithoutAConnectionFailsWithTheNextAttempt() {
        session.connected();
        session.down();
        session.submit(GET);
        assertThat(session.told).containsExactly("CONNECTING");
        session.connect();
        session.down();

        assertThat(session.told).containsExactly("CONNECTING", "GetData 0 -4");
    }

    @Test
    void whatIsSubmittedWithoutAConnectionWaitsWhereThatIsWanted() {
        MachineFixture patient =
                MachineFixture.of(MachineFixture.settings().keepsUnsent(true)).connected();
        patient.down();
        patient.submit(GET);
        patient.connect();
        patient.down();
        patient.open(30_000, false);

        assertThat(patient.told).containsExactly("CONNECTING", "CONNECTED");
        assertThat(patient.effects.take()).endsWith("open", "send 1 op 4");
    }

    @Test
    void aFirstPassOverTheServersDoesNotWaitAndLaterOnesWaitLonger() {
        MachineFixture three = new MachineFixture(MachineFixture.settings(), 3);
        three.machine.start(three.now());
        for (int i = 0; i < 24; i++) {
            three.connect();
            three.down();
        }

        assertThat(three.effects.take().stream().filter(each -> each.startsWith("find")))
                .containsExactly(
                        "find after 0",
                        "find after 0",
                        "find after 0",
                        "find after 50",
                        "find after 0",
                        "find after 0",
                        "find after 100",
                        "find after 0",
                        "find after 0",
                        "find after 200",
                        "find after 0",
                        "find after 0",
                        "find after 400",
                        "find after 0",
                        "find after 0",
                        "find after 800",
                        "find after 0",
                        "find after 0",
                        "find after 1000",
                        "find after 0",
                        "find after 0",
                        "find after 1000",
                        "find after 0",
                        "find after 0",
                        "find after 1000");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenItsShareOfTheTimeout() {
        MachineFixture three = new MachineFixture(MachineFixture.settings(), 3);
        three.machine.start(three.now());
        three.connect();
        three.pass(9_999);
        assertThat(three.effects.take())
                .containsExactly("find after 0", "connect to 1 in 10000", "open");
        three.pass(1);

        assertThat(three.effects.take()).containsExactly("hang up", "find after 0");
    }

    @Test
    void pingsAThirdIntoTheTimeoutAndGivesUpAtTwoThirds() {
        MachineFixture quick =
                MachineFixture.of(MachineFixture.settings().sessionTimeout(Duration.ofSeconds(9)));
        quick.machine.start(quick.now());
        quick.open(9_000, false);
        quick.effects.take();
        quick.pass(2_999);
        assertThat(quick.effects.take()).isEmpty();
        quick.pass(1);
        assertThat(quick.effects.take()).containsExactly("send -2 op 11");
        quick.answer(ReplyHeader.PING_XID, 5, 0, null);
        quick.pass(5_999);
        assertThat(quick.effects.take()).containsExactly("send -2 op 11");
        quick.pass(1);

        assertThat(quick.effects.take()).containsExactly("hang up", "find after 0");
        assertThat(quick.told).containsExactly("CONNECTED", "CONNECTING");
    }

    @Test
    void aServersRefusalIsTheEnd() {
        session.connected();
        session.submit(GET);
        session.down();
        session.connect();
        session.answerOpening(0, 0, false);
        session.submit(GET);

        assertThat(session.told)
                .containsExactly("GetData 1 -4", "CONNECTING", "EXPIRED", "GetData 0 -112");
        assertThat(session.machine.state()).isEqualTo(SessionState.EXPIRED);
    }

    @Test
    void outOfReachASessionLivesOnUnlessItShallNot() {
        session.connected();
        session.down();
        session.pass(1_000_000);
        assertThat(session.told).containsExactly("CONNECTING");

        MachineFixture strict =
                MachineFixture.of(MachineFixture.settings().endsOutOfReach(true)).connected();
        strict.pass(5_000);
        strict.answer(ReplyHeader.PING_XID, 0, 0, null);
        strict.down();
        strict.connect();
        strict.pass(39_999);
        assertThat(strict.told).containsExactly("CONNECTING");
        strict.pass(1);
        assertThat(strict.told).containsExactly("CONNECTING", "EXPIRED");
    }

    @Test
    void aRequestThatTakesTooLongFailsAndItsLateAnswerIsPassedOver() {
        MachineFixture timed =
                MachineFixture.of(MachineFixture.settings().requestTimeout(Duration.ofSeconds(1)))
                        .connected();
        timed.submit(GET, new WatchChange.Register(WatchKind.DATA, "/a", "w"));
        timed.pass(500);
        timed.submit(GET);
        timed.effects.writable = false;
        timed.submit(GET);
        timed.pass(500);
        assertThat(timed.told).containsExactly("GetData 1 -122");
        timed.pass(500);
        assertThat(timed.told)
                .containsExactly("GetData 1 -122", "GetData 2 -122", "GetData 0 -122");
        timed.answer(1, 5, 0, DATA);
        timed.down();

        assertThat(timed.told)
                .containsExactly(
                        "GetData 1 -122", "GetData 2 -122", "GetData 0 -122", "CONNECTING");
        assertThat(timed.watches.watchers(WatchKind.DATA, "/a")).containsExactly("w");
    }

    @Test
    void closingWaitsForWhatWasSubmittedBefore() {
        session.connected();
        session.submit(GET);
        session.submit(new Request.CloseSession());
        session.submit(GET);
        session.answer(1, 5, 0, DATA);
        session.answer(2, 6, 0, null);

        assertThat(session.told)
                .containsExactly("GetData 0 -112", "GetData 1 0", "CLOSED", "CloseSession 0 0");
        assertThat(session.effects.take())
                .containsExactly("send 1 op 4", "send 2 op -11", "hang up");
    }

    @Test
    void whatHappenedBeforeTheEndIsToldAndWhatTheEndDoesIsNot() {
        session.connected();
        session.watches.register(WatchKind.DATA, "/a", "w");
        session.watches.register(WatchKind.DATA, "/mine", "w");

        session.submit(new Request.Delete("/a", -1));
        session.submit(new Request.CloseSession());
        session.fire(WatcherEvent.NODE_DELETED, "/a");
        session.answer(1, 4, 0, null);
        session.fire(WatcherEvent.NODE_DELETED, "/mine");
        session.answer(2, 5, 0, null);

        assertThat(session.told)
                .containsExactly("NODE_DELETED /a [w]", "Delete 1 0", "CLOSED", "CloseSession 0 0");
    }

    @Test
    void closingIsNotGivenUpForTakingLong() {
        MachineFixture timed =
                MachineFixture.of(MachineFixture.settings().requestTimeout(Duration.ofSeconds(1)))
                        .connected();
        timed.effects.writable = false;
        timed.submit(GET);
        timed.submit(new Request.CloseSession());
        timed.pass(5_000);
        assertThat(timed.told).containsExactly("GetData 0 -122");
        timed.effects.writable = true;
        timed.machine.pump(timed.now());
        assertThat(timed.effects.take()).containsExactly("send 1 op -11");
        timed.pass(5_000);
        timed.answer(1, 6, 0, null);

        assertThat(timed.told).containsExactly("GetData 0 -122", "CLOSED", "CloseSession 0 0");
    }

    @Test
    void closingWithoutAConnectionTriesOnceMore() {
        session.connected();
        session.down();
        session.connect();
        session.down();
        session.effects.take();
        session.submit(new Request.CloseSession());
        assertThat(session.effects.take()).containsExactly("find after 0");
        session.open(30_000, false);
        assertThat(session.effects.take()).endsWith("open", "send 1 op -11");
        session.down();

        assertThat(session.told)
                .containsExactly("CONNECTING", "CONNECTED", "CLOSED", "CloseSession 0 -4");
    }

    @Test
    void closingBeforeThereIsASessionIsOverAtOnce() {
        session.machine.start(session.now());
        session.submit(GET);
        session.submit(new Request.CloseSession());

        assertThat(session.told).containsExactly("GetData 0 -112", "CLOSED", "CloseSession 0 0");
    }

    @Test
    void saysItsIdentitiesBeforeAnythingElseOnEachConnection() {
        session.connected();
        session.submit(new Request.Auth(0, "digest", new byte[1]));
        session.answer(ReplyHeader.AUTH_XID, 0, 0, null);
        session.down();
        session.submit(GET);
        session.open(30_000, false);
        session.answer(ReplyHeader.AUTH_XID, 0, 0, null);

        assertThat(session.told).containsExactly("Auth -4 0", "CONNECTING", "CONNECTED");
        assertThat(session.effects.take()).endsWith("open", "send -4 op 100", "send 1 op 4");
    }

    @Test
    void aRefusedIdentityIsTheEnd() {
        session.connected();
        session.submit(new Request.Auth(0, "digest", new byte[1]));
        session.submit(GET);
        session.answer(ReplyHeader.AUTH_XID, 0, ErrorCode.AUTH_FAILED.code(), null);

        assertThat(session.told).containsExactly("Auth -4 -115", "GetData 1 -115", "AUTH_FAILED");
    }

    @Test
    void watchesAreSetAgainBelowTheChroot() {
        MachineFixture rooted =
                MachineFixture.of(MachineFixture.settings().chroot("/app")).connected();
        rooted.submit(GET, new WatchChange.Register(WatchKind.DATA, "/a", "w"));
        rooted.answer(1, 5, 0, DATA);
        rooted.fire(WatcherEvent.NODE_DATA_CHANGED, "/app/b");
        rooted.down();
        rooted.open(30_000, false);
        rooted.fire(WatcherEvent.NODE_DATA_CHANGED, "/app/a");

        assertThat(rooted.effects.take()).contains("send -8 op 101");
        assertThat(rooted.told)
                .containsExactly(
                        "GetData 1 0",
                        "DATA_CHANGED /b []",
                        "CONNECTING",
                        "CONNECTED",
                        "DATA_CHANGED /a [w]");
    }

    @Test
    void watchesAreForgottenWhereTheyAreNotSetAgain() {
        MachineFixture forgetful =
                MachineFixture.of(MachineFixture.settings().resetsWatches(false)).connected();
        forgetful.submit(GET, new WatchChange.Register(WatchKind.DATA, "/a", "w"));
        forgetful.answer(1, 5, 0, DATA);
        forgetful.down();
        forgetful.open(30_000, false);

        assertThat(forgetful.watches.isEmpty()).isTrue();
        assertThat(forgetful.effects.take()).doesNotContain("send -8 op 101");
    }

    @Test
    void whereAZnodeIsMissingOnlyItsCreationIsWatched() {
        session.connected();
        var watch = new WatchChange.Register(WatchKind.EXISTS, "/a", "w");
        session.submit(new Request.Exists("/a", true), watch);
        session.answer(1, 5, ErrorCode.NO_NODE.code(), null);
        assertThat(session.watches.watchers(WatchKind.EXISTS, "/a")).containsExactly("w");
        session.fire(WatcherEvent.NODE_CREATED, "/a");
        assertThat(session.watches.isEmpty()).isTrue();
        session.submit(new Request.Exists("/a", true), watch);
        session.answer(2, 5, 0, new Response.StatOnly(STAT));

        assertThat(session.watches.watchers(WatchKind.DATA, "/a")).containsExactly("w");
    }

    @Test
    void aWatchThatIsRemovedWhateverTheServerSaysIsGoneWhenTheConnectionBreaks() {
        session.connected();
        session.submit(GET, new WatchChange.Register(WatchKind.DATA, "/a", "w"));
        session.answer(1, 5, 0, DATA);
        session.submit(
                new Request.Watches("/a", Request.Watches.DATA, true),
                new WatchChange.Remove(Set.of(WatchKind.DATA), "/a", "w", true));
        session.down();

        assertThat(session.told)
                .containsExactly(
                        "GetData 1 0", "DATA_WATCH_REMOVED /a [w]", "Watches 2 -4", "CONNECTING");
    }

    @Test
    void leavesAServerOnlyAfterItsAnswers() {
        session.connected();
        session.submit(GET);
        session.machine.leave(session.now());
        session.submit(GET);
        assertThat(session.effects.take()).containsExactly("send 1 op 4");
        session.answer(1, 5, 0, DATA);
        assertThat(session.effects.take()).containsExactly("hang up", "find after 0");
        session.open(30_000, false);

        assertThat(session.effects.take()).endsWith("open", "send 2 op 4");
        assertThat(session.told).containsExactly("GetData 1 0", "CONNECTING", "CONNECTED");
    }

    @Test
    void readOnlyItLooksForAServerWithAQuorum() {
        MachineFixture reader = MachineFixture.of(MachineFixture.settings().readOnlyAllowed(true));
        reader.machine.start(reader.now());
        reader.open(30_000, true);
        reader.effects.take();
        reader.pass(100);
        assertThat(reader.effects.take()).containsExactly("probe");
        reader.machine.probeFailed(reader.now());
        reader.pass(199);
        assertThat(reader.effects.take()).isEmpty();
        reader.pass(1);
        assertThat(reader.effects.take()).containsExactly("probe");
        reader.machine.probed(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 2), true, reader.now());

        assertThat(reader.effects.take()).containsExactly("hang up", "connect to 2 in 30000");
        assertThat(reader.told).containsExactly("CONNECTED_READ_ONLY", "CONNECTING");
    }

    @Test
    void saslComesBeforeRequests() {
        MachineFixture sasl = MachineFixture.of(sasl());
        sasl.machine.start(sasl.now());
        sasl.open(30_000, false);
        sasl.submit(GET);
        sasl.saslSays(new byte[0], false);
        sasl.answer(0, 0, 0, new Response.SaslToken(new byte[5]));
        sasl.saslSays(new byte[1], false);
        sasl.answer(0, 0, 0, new Response.SaslToken(new byte[3]));
        assertThat(sasl.told).containsExactly("CONNECTED");
        sasl.saslSays(null, true);

        assertThat(sasl.told).containsExactly("CONNECTED", "SASL_AUTHENTICATED");
        assertThat(sasl.effects.take())
                .endsWith(
                        "open",
                        "sasl begins",
                        "send 0 op 102",
                        "sasl answers 5",
                        "send 0 op 102",
                        "sasl answers 3",
                        "send 1 op 4");
    }

    private static SessionSettings.Builder sasl() {
        return MachineFixture.settings()
                .sasl(
                        server -> {
                            throw new IllegalStateException("nobody asks");
                        });
    }

    @Test
    void withoutALoginItIsTheEnd() {
        MachineFixture sasl = MachineFixture.of(sasl());
        sasl.machine.start(sasl.now());
        sasl.open(30_000, false);
        sasl.submit(GET);
        sasl.saslHasNoLogin();

        assertThat(sasl.told).containsExactly("CONNECTED", "GetData 0 -115", "AUTH_FAILED");
    }

    @Test
    void withoutALoginItMayGoOnAsNobody() {
        MachineFixture sasl = MachineFixture.of(sasl().goesOnWithoutLogin());
        sasl.machine.start(sasl.now());
        sasl.open(30_000, false);
        sasl.submit(GET);
        sasl.saslHasNoLogin();

        assertThat(sasl.told).containsExactly("CONNECTED", "NO_SASL_LOGIN");
        assertThat(sasl.effects.take()).endsWith("sasl begins", "send 1 op 4");
    }

    @Test
    void refusedBySaslItIsTheEnd() {
        MachineFixture sasl = MachineFixture.of(sasl());
        sasl.machine.start(sasl.now());
        sasl.open(30_000, false);
        sasl.submit(GET);
        sasl.saslSays(new byte[0], false);
        sasl.answer(0, 0, ErrorCode.AUTH_FAILED.code(), new Response.SaslToken(null));

        assertThat(sasl.told).containsExactly("CONNECTED", "GetData 0 -115", "AUTH_FAILED");
    }

    @Test
    void everythingIsCounted() {
        List<String> counted = new ArrayList<>();
        SessionMetrics counter =
                new SessionMetrics() {
                    @Override
                    public void sent(int opCode, int bytes) {
                        counted.add("sent " + opCode + " in " + bytes);
                    }

                    @Override
                    public void finished(int opCode, int error, long nanos) {
                        counted.add("finished " + opCode + " with " + error + " after " + nanos);
                    }

                    @Override
                    public void watchFired() {
                        counted.add("fired");
                    }

                    @Override
                    public void connected(SocketAddress server, long nanos) {
                        counted.add("connected");
                    }

                    @Override
                    public void connectionLost(String why) {
                        counted.add("lost: " + why);
                    }
                };
        MachineFixture metered =
                MachineFixture.of(MachineFixture.settings().metrics(counter)).connected();
        metered.submit(GET);
        metered.pass(2);
        metered.answer(1, 5, 0, DATA);
        metered.fire(WatcherEvent.NODE_CREATED, "/a");
        metered.submit(GET);
        metered.down();

        assertThat(counted)
                .containsExactly(
                        "connected",
                        "sent 4 in 15",
                        "finished 4 with 0 after 2000000",
                        "fired",
                        "sent 4 in 15",
                        "lost: test",
                        "finished 4 with -4 after 0");
    }

    @Test
    void whatTakesAPlaceGivesItBackHoweverItEnds() {
        session.connected();
        for (int i = 0; i < 3; i++) {
            Pending pending = session.pending(GET, null);
            pending.takesPlace = true;
            session.machine.submitted(pending, session.now());
        }
        session.machine.pump(session.now());
        session.answer(1, 5, 0, DATA);
        assertThat(session.effects.placesFreed).isEqualTo(1);
        session.answer(2, 5, -101, null);
        assertThat(session.effects.placesFreed).isEqualTo(2);
        session.down();

        assertThat(session.effects.placesFreed).isEqualTo(3);
    }

    @Test
    void manyWatchesAreSetAgainInPieces() {
        session.connected();
        for (int i = 0; i < 5_000; i++) {
            session.watches.register(WatchKind.DATA, "/" + "x".repeat(100) + i, "w");
        }
        session.watches.register(WatchKind.PERSISTENT, "/p", "w");
        session.down();
        session.open(30_000, false);

        // The one with a persistent watch takes the newer operation.
        assertThat(session.effects.take())
                .endsWith(
                        "open",
                        "send -8 op 101",
                        "send -8 op 101",
                        "send -8 op 101",
                        "send -8 op 101",
                        "send -8 op 105");
    }
}
