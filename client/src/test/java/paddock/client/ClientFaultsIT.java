package paddock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.session.HostPort;
import paddock.client.session.SessionMetrics;
import paddock.client.session.SessionState;
import paddock.testkit.PaddockEnsemble;
import paddock.testkit.PaddockServer;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Stat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// What a program sees when servers and connections fail.
@Timeout(120)
final class ClientFaultsIT {
    private static final byte[] NO_BYTES = {};

    private static void awaitDisconnected(Client client) {
        Awaitility.await().until(() -> client.state() == SessionState.CONNECTING);
    }

    @Test
    void queriesOutliveARestart() {
        try (var server = PaddockServer.start();
                var client = Client.connect(server.connectString())) {
            client.create("/a", NO_BYTES);
            server.stop();
            awaitDisconnected(client);
            CompletableFuture<NodeData> query = client.async().getData("/a");
            CompletableFuture<String> update = client.async().create("/b", NO_BYTES);
            server.restart();

            assertThat(query.join().bytes()).isEmpty();
            assertThat(update.join()).isEqualTo("/b");
        }
    }

    @Test
    void anUpdateThatWasSentIsNotRepeatedAndSaysSo() {
        AtomicInteger sent = new AtomicInteger();
        SessionMetrics counting =
                new SessionMetrics() {
                    @Override
                    public void sent(int opCode, int bytes) {
                        sent.incrementAndGet();
                    }
                };
        try (var server = PaddockServer.start();
                var client = Client.builder(server.connectString()).metrics(counting).connect()) {
            server.pause();
            CompletableFuture<String> update =
                    client.async().create("/a-", NO_BYTES, CreateMode.PERSISTENT_SEQUENTIAL);
            Awaitility.await().until(() -> sent.get() == 1);
            server.stop();

            AtomicReference<Throwable> failure = new AtomicReference<>();
            update.handle(
                            (path, thrown) -> {
                                failure.set(thrown);
                                return path;
                            })
                    .join();
            server.restart();
            List<String> children = client.getChildren("/").names();
            if (failure.get() == null) {
                assertThat(children).contains("a-0000000000");
            } else {
                assertThat(failure.get())
                        .isInstanceOfSatisfying(
                                ClientException.ConnectionLost.class,
                                lost -> assertThat(lost.mayHaveHappened()).isTrue())
                        .hasMessageEndingWith("whether it was carried out is not known");
            }
            assertThat(children).doesNotContain("a-0000000001");
        }
    }

    @Test
    void withoutAServerOperationsTimeOut() {
        try (var server = PaddockServer.start();
                var client =
                        Client.builder(server.connectString())
                                .requestTimeout(Duration.ofMillis(200))
                                .connect()) {
            server.stop();
            awaitDisconnected(client);

            assertThatExceptionOfType(ClientException.TimedOut.class)
                    .isThrownBy(() -> client.create("/a", NO_BYTES))
                    .satisfies(thrown -> assertThat(thrown.mayHaveHappened()).isFalse());
        }
    }

    @Test
    void connectingInVainEnds() {
        try (var server = PaddockServer.builder().build()) {
            assertThatExceptionOfType(ClientException.TimedOut.class)
                    .isThrownBy(
                            () ->
                                    Client.builder(server.connectString())
                                            .connectTimeout(Duration.ofMillis(200))
                                            .connect())
                    .withMessage(
                            "connect to " + server.connectString() + ": no answer came in time");
        }
    }

    @Test
    void anExpiredSessionSaysSoEverywhere() {
        try (var server = PaddockServer.start()) {
            List<SessionState> states = new CopyOnWriteArrayList<>();
            List<WatchEvent.Kind> told = new CopyOnWriteArrayList<>();
            Client client =
                    Client.builder(server.connectString()).stateListener(states::add).connect();
            client.watch("/a", event -> told.add(event.kind()));
            client.exists("/b", event -> told.add(event.kind()));
            server.expireSession(client.sessionId());
            Awaitility.await().until(() -> Collections.frequency(told, WatchEvent.Kind.ENDED) == 2);

            assertThat(told).containsExactly(WatchEvent.Kind.ENDED, WatchEvent.Kind.ENDED);
            assertThat(states)
                    .containsExactly(
                            SessionState.CONNECTED, SessionState.CONNECTING, SessionState.EXPIRED);
            assertThatExceptionOfType(ClientException.SessionExpired.class)
                    .isThrownBy(() -> client.getData("/"));
            client.close();
        }
    }

    @Test
    void nobodyIsConnectedAgainWhoseSessionExpired() {
        try (var ensemble = PaddockEnsemble.start(3);
                var watching = Client.connect(ensemble.connectString())) {
            List<WatchEvent.Kind> told = new CopyOnWriteArrayList<>();
            for (PaddockServer asked : ensemble.servers()) {
                List<SessionState> states = new CopyOnWriteArrayList<>();
                try (Client client =
                        Client.builder(ensemble.connectString())
                                .stateListener(states::add)
                                .connect()) {
                    client.create("/e", NO_BYTES, CreateMode.EPHEMERAL);
                    watching.sync("/");
                    watching.getData("/e", event -> told.add(event.kind()));
                    told.clear();
                    asked.expireSession(client.sessionId());
                    Awaitility.await().until(() -> client.state() == SessionState.EXPIRED);
                    Awaitility.await().until(() -> states.contains(SessionState.EXPIRED));
                    Awaitility.await().until(() -> !told.isEmpty());

                    assertThat(states)
                            .containsExactly(
                                    SessionState.CONNECTED,
                                    SessionState.CONNECTING,
                                    SessionState.EXPIRED);
                    assertThat(told).containsExactly(WatchEvent.Kind.DELETED);
                    assertThat(watching.exists("/e")).isEmpty();
                }
            }
        }
    }

    @Test
    void aClosedClientSaysSo() {
        try (var server = PaddockServer.start()) {
            Client client = Client.connect(server.connectString());
            client.close();

            assertThatExceptionOfType(ClientException.SessionClosed.class)
                    .isThrownBy(() -> client.getData("/"))
                    .withMessage("getData /: the client is closed");
        }
    }

    @Test
    void aWatchSaysThatItMayHaveMissedSomething() {
        try (var server = PaddockServer.start();
                var client = Client.connect(server.connectString())) {
            List<String> told = new CopyOnWriteArrayList<>();
            client.watchTree("/", event -> told.add(event.kind() + " " + event.path()));
            server.dropConnections();
            Awaitility.await().until(() -> !told.isEmpty());
            client.create("/a", NO_BYTES);
            Awaitility.await().until(() -> told.size() == 2);

            assertThat(told).containsExactly("RESUMED /", "CREATED /a");
        }
    }

    @Test
    void noConnectionThatTheServerClosesTakesAWatchWithIt() {
        try (var server = PaddockServer.start();
                var client = Client.connect(server.connectString())) {
            client.create("/a", NO_BYTES);
            for (int i = 0; i < 150; i++) {
                CompletableFuture<WatchEvent> told = new CompletableFuture<>();
                client.getData("/a", told::complete);
                CompletableFuture<Stat> update = client.async().setData("/a", NO_BYTES);
                server.dropConnections();
                update.exceptionally(lost -> client.setData("/a", NO_BYTES)).join();

                assertThat(told).as("fault %d", i).succeedsWithin(Duration.ofSeconds(60));
            }
        }
    }

    @Test
    void anInterruptedThreadStopsWaiting() throws InterruptedException {
        try (var server = PaddockServer.start();
                var client = Client.connect(server.connectString())) {
            server.pause();
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread waiting =
                    new Thread(
                            () -> {
                                try {
                                    client.getData("/");
                                } catch (ClientException e) {
                                    thrown.complete(e);
                                }
                                interrupted.complete(Thread.currentThread().isInterrupted());
                            });
            waiting.start();
            Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
            waiting.interrupt();
            waiting.join();
            server.resume();

            assertThat(thrown.join()).isInstanceOf(ClientException.Interrupted.class);
            assertThat(interrupted.join()).isTrue();
        }
    }

    @Test
    void aWatchNobodyWaitsForTellsNothing() {
        try (var server = PaddockServer.start();
                var client = Client.connect(server.connectString())) {
            List<WatchEvent> told = new CopyOnWriteArrayList<>();
            List<WatchEvent> others = new CopyOnWriteArrayList<>();
            server.pause();
            CompletableFuture<Watch> watch = client.async().watch("/a", told::add);
            watch.cancel(false);
            server.resume();
            client.watch("/a", others::add);
            client.create("/a", NO_BYTES);
            Awaitility.await().until(() -> others.size() == 1);

            assertThat(told).isEmpty();
            assertThat(client.async().session().watches().all()).hasSize(1);
        }
    }

    @Test
    void aBoundOfRequestsUnderWayMakesTheNextOneWait() throws InterruptedException {
        try (var server = PaddockServer.start();
                var client = Client.builder(server.connectString()).maxOutstanding(3).connect()) {
            server.pause();
            List<CompletableFuture<NodeData>> answers = new CopyOnWriteArrayList<>();
            Thread asking =
                    new Thread(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    answers.add(client.async().getData("/"));
                                }
                            });
            asking.start();
            Awaitility.await()
                    .until(() -> answers.size() == 3 && asking.getState() == Thread.State.WAITING);
            server.resume();
            asking.join();

            answers.forEach(CompletableFuture::join);
            assertThat(answers).hasSize(100);
        }
    }

    @Test
    void anEnsembleIsUsedAsLongAsItHasAQuorum() {
        // What it does may be done twice.
        RetryPolicy patient =
                RetryPolicy.updatesToo(20, Duration.ofMillis(20), Duration.ofMillis(500));
        try (var ensemble = PaddockEnsemble.start(3);
                var client =
                        Client.builder(ensemble.connectString()).retryPolicy(patient).connect()) {
            client.create("/e", NO_BYTES, CreateMode.EPHEMERAL);
            for (PaddockServer member : ensemble.servers()) {
                member.stop();
                client.setData("/e", NO_BYTES);
                member.restart();
                ensemble.awaitServing();
            }

            assertThat(client.getData("/e").version()).isGreaterThanOrEqualTo(3);
            assertThat(client.state()).isEqualTo(SessionState.CONNECTED);
        }
    }

    @Test
    void otherServersCanBeNamedAndNothingIsLostByMoving() {
        try (var ensemble = PaddockEnsemble.start(3)) {
            List<HostPort> servers =
                    ensemble.servers().stream()
                            .map(each -> HostPort.parse(each.connectString()))
                            .toList();
            try (var client = Client.connect(servers.get(0).toString())) {
                List<CompletableFuture<String>> updates = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    updates.add(client.async().create("/n" + i, NO_BYTES));
                    if (i == 100) {
                        client.updateServers(servers.subList(1, 3));
                    }
                }
                updates.forEach(CompletableFuture::join);

                assertThat(client.getChildren("/").names()).contains("n0", "n199");
                Awaitility.await()
                        .untilAsserted(
                                () ->
                                        assertThat(client.async().session().remoteAddress())
                                                .asString()
                                                .doesNotEndWith(":" + servers.get(0).port()));
            }
        }
    }
}
