package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.testkit.PaddockServer;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(120)
final class ClientSessionIT {
    private static final int LOST = ErrorCode.CONNECTION_LOSS.code();
    private static final int OVER = ErrorCode.SESSION_EXPIRED.code();

    @Test
    void asksAndIsAnswered() {
        try (var server = PaddockServer.start();
                var client = TestSession.connected(server.connectString())) {
            assertThat(client.create("/a", 0, "one").error()).isZero();
            assertThat(client.data("/a")).isEqualTo("one");
            assertThat(client.ask(new Request.Delete("/b", -1)).error())
                    .isEqualTo(ErrorCode.NO_NODE.code());
            assertThat(client.session.sessionId()).isNotZero();
            assertThat(client.session.negotiatedTimeoutMillis()).isEqualTo(30_000);
            assertThat(client.session.lastZxid()).isEqualTo(3);
        }
    }

    @Test
    void outcomesAndEventsComeInTheOrderOfTheServer() {
        try (var server = PaddockServer.start();
                var client = TestSession.connected(server.connectString())) {
            client.create("/a", 0, "");
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                int number = i;
                client.session.submit(
                        new Request.GetData("/a", true),
                        new WatchChange.Register(WatchKind.DATA, "/a", "w"),
                        (xid, zxid, error, response) -> client.told.add("got " + number));
                CompletableFuture<Answer> answer = new CompletableFuture<>();
                client.session.submit(
                        new Request.SetData("/a", new byte[] {1}, i),
                        null,
                        (xid, zxid, error, response) -> {
                            client.told.add("set " + number);
                            answer.complete(new Answer(xid, zxid, error, response));
                        });
                answers.add(answer);
            }
            answers.forEach(TestSession::get);

            List<Object> expected = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                expected.add("got " + i);
                expected.add(
                        new SessionEvent(
                                SessionEvent.Kind.DATA_CHANGED,
                                SessionState.CONNECTED,
                                "/a",
                                i + 3));
                expected.add(Set.of("w"));
                expected.add("set " + i);
            }
            assertThat(client.told.stream().skip(1).toList()).isEqualTo(expected);
        }
    }

    @Test
    void comesBackAfterItsConnectionBroke() {
        try (var server = PaddockServer.start();
                var client = TestSession.connected(server.connectString())) {
            long id = client.session.sessionId();
            client.create("/e", 1, "");
            server.dropConnections();
            client.awaitStates(
                    SessionState.CONNECTED, SessionState.CONNECTING, SessionState.CONNECTED);

            assertThat(client.session.sessionId()).isEqualTo(id);
            assertThat(client.data("/e")).isEmpty();
        }
    }

    @Test
    void hearsAfterReconnectingWhatHappenedMeanwhile() {
        try (var server = PaddockServer.start();
                var client = TestSession.connected(server.connectString());
                var other = TestSession.connected(server.connectString())) {
            client.create("/a", 0, "");
            client.create("/p", 0, "");
            client.watchData("/a", "once");
            client.ask(
                    new Request.Exists("/b", true),
                    new WatchChange.Register(WatchKind.EXISTS, "/b", "absent"));
            client.ask(
                    new Request.GetChildren("/p", true, false),
                    new WatchChange.Register(WatchKind.CHILDREN, "/p", "children"));
            client.ask(
                    new Request.AddWatch("/p", Request.AddWatch.PERSISTENT_RECURSIVE),
                    new WatchChange.Register(WatchKind.PERSISTENT_RECURSIVE, "/p", "tree"));
            server.refuseConnections();
            server.dropConnections();
            client.awaitStates(SessionState.CONNECTED, SessionState.CONNECTING);
            other.awaitState(SessionState.CONNECTING);
            server.acceptConnections();
            other.awaitStates(
                    SessionState.CONNECTED, SessionState.CONNECTING, SessionState.CONNECTED);
            client.awaitStates(
                    SessionState.CONNECTED, SessionState.CONNECTING, SessionState.CONNECTED);
            other.set("/a", "new");
            other.create("/b", 0, "");
            other.create("/p/c", 0, "");
            other.set("/p/c", "x");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> client.events().size() == 5);
            assertThat(client.events())
                    .extracting(each -> each.kind() + " " + each.path())
                    .containsExactly(
                            "DATA_CHANGED /a",
                            "NODE_CREATED /b",
                            "NODE_CREATED /p/c",
                            "CHILDREN_CHANGED /p",
                            "DATA_CHANGED /p/c");
            assertThat(client.told).contains(Set.of("once"), Set.of("absent"), Set.of("tree"));
            assertThat(client.session.watches().isEmpty()).isFalse();
        }
    }

    @Test
    void isToldThatItExpired() {
        try (var server = PaddockServer.start();
                var client = TestSession.connected(server.connectString())) {
            server.expireSession(client.session.sessionId());
            // A client can be quick enough to have its session back for a moment.
            client.awaitEnd(SessionState.EXPIRED);
            assertThat(client.states()).startsWith(SessionState.CONNECTED, SessionState.CONNECTING);

            assertThat(client.create("/a", 0, "").error()).isEqualTo(OVER);
            assertThat(client.session.state()).isEqualTo(SessionState.EXPIRED);
        }
    }

    @Test
    void failsWhatWasUnderWayWhenTheConnectionBroke() {
        try (var server = PaddockServer.start();
                var client = TestSession.connected(server.connectString())) {
            server.pause();
            var first = client.submit(new Request.Exists("/a", false));
            server.resume();
            assertThat(TestSession.get(first).error()).isEqualTo(ErrorCode.NO_NODE.code());

            server.pause();
            var sent = client.submit(new Request.Exists("/a", false));
            server.resume();
            server.stop();
            assertThat(TestSession.get(sent).error()).isIn(LOST, ErrorCode.NO_NODE.code());
            client.awaitState(SessionState.CONNECTING);
            Answer unsent = client.ask(new Request.Exists("/a", false));
            assertThat(unsent.error()).isEqualTo(LOST);
            assertThat(unsent.xid()).isZero();
            server.restart();
            client.awaitStates(
                    SessionState.CONNECTED, SessionState.CONNECTING, SessionState.CONNECTED);
        }
    }

    @Test
    void whatWasNotSentWaitsForAServerWhereThatIsWanted() {
        try (var server = PaddockServer.start();
                var client =
                        new TestSession(
                                        SessionSettings.connectTo(server.connectString())
                                                .keepsUnsent(true))
                                .awaitState(SessionState.CONNECTED)) {
            server.stop();
            client.awaitState(SessionState.CONNECTING);
            var waiting = client.submit(new Request.Exists("/", false));
            server.restart();

            assertThat(TestSession.get(waiting).error()).isZero();
        }
    }

    @Test
    void livesBelowItsChroot() {
        try (var server = PaddockServer.start();
                var whole = TestSession.connected(server.connectString());
                var client = TestSession.connected(server.connectString() + "/app")) {
            whole.create("/app", 0, "root");
            Answer created = client.create("/a", 0, "");
            client.watchData("/a", "w");
            whole.set("/app/a", "new");

            assertThat(created.response()).isEqualTo(new Response.Created("/a"));
            assertThat(client.data("/")).isEqualTo("root");
            Awaitility.await().until(() -> client.events().size() == 1);
            assertThat(client.events().get(0).path()).isEqualTo("/a");
            assertThat(client.told).contains(Set.of("w"));
        }
    }

    @Test
    void aDirectOutcomeDoesNotWaitForACallbackThatWaitsForIt() throws InterruptedException {
        try (var server = PaddockServer.start();
                var client = TestSession.connected(server.connectString())) {
            CountDownLatch inside = new CountDownLatch(1);
            CompletableFuture<Integer> answered = new CompletableFuture<>();
            client.session.submit(
                    new Request.Exists("/", false),
                    null,
                    (xid, zxid, error, response) -> {
                        client.session.submit(
                                new Request.Exists("/none", false),
                                null,
                                new Outcome() {
                                    @Override
                                    public void done(
                                            int x,
                                            long z,
                                            int e,
                                            paddock.wire.protocol.@org.jspecify.annotations.Nullable
                                                    Response
                                                    r) {
                                        answered.complete(e);
                                    }

                                    @Override
                                    public boolean direct() {
                                        return true;
                                    }
                                });
                        TestSession.get(answered);
                        inside.countDown();
                    });
            inside.await();
            assertThat(answered).isCompletedWithValue(ErrorCode.NO_NODE.code());
        }
    }

    @Test
    void closingEndsTheSessionOnTheServerToo() {
        try (var server = PaddockServer.start();
                var other = TestSession.connected(server.connectString())) {
            var client = TestSession.connected(server.connectString());
            client.create("/e", 1, "");
            var last = client.submit(new Request.SetData("/e", new byte[0], 0));
            client.close();

            assertThat(TestSession.get(last).error()).isZero();
            assertThat(client.states())
                    .containsExactly(SessionState.CONNECTED, SessionState.CLOSED);
            assertThat(other.ask(new Request.Exists("/e", false)).error())
                    .isEqualTo(ErrorCode.NO_NODE.code());
            assertThat(client.create("/x", 0, "").error()).isEqualTo(OVER);
            client.close();
        }
    }

    @Test
    void anAbandonedSessionCanBeTakenUp() {
        try (var server = PaddockServer.start()) {
            var client = TestSession.connected(server.connectString());
            client.create("/e", 1, "mine");
            client.session.abandon();
            client.awaitState(SessionState.CLOSED);
            try (var heir =
                    new TestSession(
                                    SessionSettings.connectTo(server.connectString())
                                            .resume(
                                                    client.session.sessionId(),
                                                    client.session.password()))
                            .awaitState(SessionState.CONNECTED)) {
                assertThat(heir.session.sessionId()).isEqualTo(client.session.sessionId());
                assertThat(heir.data("/e")).isEqualTo("mine");
            }
        }
    }

    @Test
    void removedWatchersAreTold() {
        try (var server = PaddockServer.start();
                var client = TestSession.connected(server.connectString())) {
            client.watchData("/", "a");
            client.watchData("/", "b");
            Answer removed =
                    client.ask(
                            new Request.Watches("/", Request.Watches.DATA, true),
                            new WatchChange.Remove(
                                    Set.of(WatchKind.DATA, WatchKind.EXISTS), "/", null, false));

            assertThat(removed.error()).isZero();
            assertThat(client.events().get(0).kind())
                    .isEqualTo(SessionEvent.Kind.DATA_WATCH_REMOVED);
            assertThat(client.told).contains(Set.of("a", "b"));
            assertThat(client.session.watches().isEmpty()).isTrue();
        }
    }

    @Test
    void aCounterThatFailsHarmsNothing() {
        SessionMetrics counter =
                new SessionMetrics() {
                    @Override
                    public void sent(int opCode, int bytes) {
                        throw new IllegalStateException("meant to fail");
                    }
                };
        try (var server = PaddockServer.start();
                var client =
                        new TestSession(
                                        SessionSettings.connectTo(server.connectString())
                                                .metrics(counter))
                                .awaitState(SessionState.CONNECTED)) {
            assertThat(client.ask(new Request.Exists("/", false)).error()).isZero();
            assertThat(client.states()).containsExactly(SessionState.CONNECTED);
        }
    }

    @Test
    void aMistakeOnItsThreadCostsASessionItsConnectionOnly() {
        AtomicBoolean mistaken = new AtomicBoolean(true);
        try (var server = PaddockServer.start()) {
            ServerList list = new ServerList(List.of(HostPort.parse(server.connectString())));
            ServerSource source =
                    new ServerSource() {
                        @Override
                        public InetSocketAddress next() throws IOException {
                            return list.next();
                        }

                        @Override
                        public int size() {
                            return 1;
                        }

                        @Override
                        public void connected() {
                            if (mistaken.getAndSet(false)) {
                                throw new IllegalStateException("meant to fail");
                            }
                        }
                    };
            try (var client =
                    new TestSession(SessionSettings.builder().servers(source).keepsUnsent(true))) {
                assertThat(client.ask(new Request.Exists("/", false)).error()).isZero();
                assertThat(mistaken).isFalse();
            }
        }
    }
}
