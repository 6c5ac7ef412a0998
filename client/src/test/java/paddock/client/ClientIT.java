package paddock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.session.SessionState;
import paddock.testkit.PaddockServer;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ClientInfo;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.Perms;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Every operation, against a server.
@Timeout(120)
final class ClientIT {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static PaddockServer server;

    private Client client;

    @BeforeAll
    static void start() {
        server = PaddockServer.builder().config("extendedTypesEnabled", "true").start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// Each test has a tree of its own.
    @BeforeEach
    void connect() {
        String root = "/test" + COUNT.incrementAndGet();
        try (Client whole = Client.connect(server.connectString())) {
            whole.create(root, bytes(""));
        }
        client = Client.connect(server.connectString() + root);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void createsReadsUpdatesAndDeletes() {
        assertThat(client.create("/a", bytes("one"))).isEqualTo("/a");
        NodeData data = client.getData("/a");
        assertThat(data.text()).isEqualTo("one");
        assertThat(client.setData("/a", bytes("two"), data.version()).version()).isEqualTo(1);
        assertThat(client.exists("/a"))
                .hasValueSatisfying(stat -> assertThat(stat.dataLength()).isEqualTo(3));
        client.delete("/a", 1);
        assertThat(client.exists("/a")).isEmpty();
    }

    @Test
    void everyModeOfZnodesCanBeCreated() {
        assertThat(client.create("/s-", bytes(""), CreateMode.PERSISTENT_SEQUENTIAL))
                .isEqualTo("/s-0000000000");
        client.create("/e", bytes(""), CreateMode.EPHEMERAL);
        assertThat(client.create("/c", bytes(""), CreateMode.CONTAINER)).isEqualTo("/c");
        assertThat(client.createWithTtl("/t", bytes(""), false, Acl.OPEN, Duration.ofMinutes(1)))
                .isEqualTo("/t");
        assertThat(client.createWithTtl("/t-", bytes(""), true, Acl.OPEN, Duration.ofMinutes(1)))
                .startsWith("/t-00000");
        assertThat(client.getEphemerals("/")).containsExactly("/e");
        assertThat(client.countDescendants("/")).isEqualTo(5);
        assertThat(client.getChildren("/").names()).hasSize(5);
        assertThat(client.getChildren("/").stat().numChildren()).isEqualTo(5);
    }

    @Test
    void aPathIsCreatedWithAllAboveIt() {
        client.create("/a", bytes("kept"));
        client.ensurePath("/a/b/c");
        client.ensurePath("/a/b/c");
        client.ensurePath("/");

        assertThat(client.getChildren("/a/b").names()).containsExactly("c");
        assertThat(client.getData("/a").text()).isEqualTo("kept");
    }

    @Test
    void failuresHaveTypesAndNameThePath() {
        client.create("/a", bytes(""));
        client.create("/a/b", bytes(""));
        client.create("/e", bytes(""), CreateMode.EPHEMERAL);

        assertThatExceptionOfType(ClientException.NoNode.class)
                .isThrownBy(() -> client.getData("/none"))
                .withMessage("getData /none: no such znode");
        assertThatExceptionOfType(ClientException.NoNode.class)
                .isThrownBy(() -> client.create("/none/a", bytes("")))
                .withMessage("create /none/a: its parent does not exist");
        assertThatExceptionOfType(ClientException.NodeExists.class)
                .isThrownBy(() -> client.create("/a", bytes("")))
                .withMessage("create /a: the znode exists already");
        assertThatExceptionOfType(ClientException.BadVersion.class)
                .isThrownBy(() -> client.setData("/a", bytes(""), 7))
                .withMessage("setData /a: the znode has another version");
        assertThatExceptionOfType(ClientException.NotEmpty.class)
                .isThrownBy(() -> client.delete("/a"))
                .withMessage("delete /a: the znode has children");
        assertThatExceptionOfType(ClientException.NoChildrenForEphemerals.class)
                .isThrownBy(() -> client.create("/e/c", bytes("")));
        assertThatExceptionOfType(ClientException.InvalidAcl.class)
                .isThrownBy(() -> client.create("/x", bytes(""), CreateMode.PERSISTENT, List.of()));
        assertThatExceptionOfType(ClientException.RequestTooLong.class)
                .isThrownBy(() -> client.setData("/a", new byte[1 << 20]));
        assertThat(client.state()).isEqualTo(SessionState.CONNECTED);
    }

    @Test
    void aFailureIsThrownWhereTheCallerStands() {
        ClientException thrown =
                catchThrowableOfType(ClientException.class, () -> client.getData("/none"));

        assertThat(thrown.getStackTrace())
                .anySatisfy(
                        frame ->
                                assertThat(frame.getMethodName())
                                        .contains("aFailureIsThrownWhereTheCallerStands"));
        assertThat(thrown.code()).isEqualTo(-101);
        assertThat(thrown.path()).isEqualTo("/none");
        assertThat(thrown.operation()).isEqualTo("getData");
        assertThat(thrown.mayHaveHappened()).isFalse();
    }

    @Test
    void pathsThatAreNoneAreRefusedAtOnce() {
        for (String path :
                List.of("", "a", "/a/", "//", "/a//b", "/.", "/a/..", "/a\0", "/\ud83d")) {
            assertThatIllegalArgumentException()
                    .as(path)
                    .isThrownBy(() -> client.create(path, bytes("")));
        }
        assertThat(client.create("/.a...", bytes(""))).isEqualTo("/.a...");
        assertThat(client.create("/a b\u00a0\uffef", bytes(""))).isEqualTo("/a b\u00a0\uffef");
    }

    @Test
    void accessIsWhatTheListSays() {
        client.authenticate("digest", bytes("me:secret"));
        assertThat(client.whoAmI()).contains(new ClientInfo("digest", "me"));
        client.create(
                "/mine",
                bytes("x"),
                CreateMode.PERSISTENT,
                List.of(new Acl(Perms.ALL, new Id("auth", ""))));
        try (Client other = Client.connect(server.connectString())) {
            String path = "/test" + COUNT.get() + "/mine";
            assertThatExceptionOfType(ClientException.NoAuth.class)
                    .isThrownBy(() -> other.getData(path));
        }
        NodeAcl acl = client.getAcl("/mine");
        assertThat(acl.entries()).extracting(each -> each.id().scheme()).containsExactly("digest");
        client.setAcl("/mine", Acl.READ_ONLY, acl.stat().aversion());
        assertThatExceptionOfType(ClientException.NoAuth.class)
                .isThrownBy(() -> client.setData("/mine", bytes("")));
    }

    @Test
    void aTransactionIsCarriedOutAsAWhole() {
        client.create("/a", bytes(""));
        List<Transaction.Result> results =
                client.transaction()
                        .check("/a", 0)
                        .create("/a/b", bytes("x"))
                        .create("/a/c", bytes(""), CreateMode.CONTAINER, Acl.OPEN)
                        .setData("/a", bytes("new"), -1)
                        .delete("/a/c", -1)
                        .commit();

        assertThat(results).hasSize(5);
        assertThat(results.get(0)).isEqualTo(new Transaction.Result.Checked());
        assertThat(results.get(1)).isEqualTo(new Transaction.Result.Created("/a/b"));
        assertThat(results.get(2)).isEqualTo(new Transaction.Result.Created("/a/c"));
        assertThat(results.get(3)).isInstanceOf(Transaction.Result.Updated.class);
        assertThat(results.get(4)).isEqualTo(new Transaction.Result.Deleted());
        assertThat(client.getData("/a").text()).isEqualTo("new");
    }

    @Test
    void aTransactionThatIsRefusedSaysByWhat() {
        client.create("/a", bytes(""));
        TransactionFailedException thrown =
                catchThrowableOfType(
                        TransactionFailedException.class,
                        () ->
                                client.transaction()
                                        .create("/b", bytes(""))
                                        .setData("/a", bytes(""), 4)
                                        .delete("/a", -1)
                                        .commit());

        assertThat(thrown.index()).isEqualTo(1);
        assertThat(thrown.reason()).isInstanceOf(ClientException.BadVersion.class);
        assertThat(thrown)
                .hasMessage(
                        "transaction /a: refused by operation 1, setData /a: the znode has another"
                                + " version");
        assertThat(client.exists("/b")).isEmpty();
        assertThat(client.transaction().commit()).isEmpty();
    }

    @Test
    void aBatchOfQueriesHasAResultForEach() {
        client.create("/a", bytes("x"));
        client.create("/a/b", bytes(""));
        List<ReadBatch.Result> results =
                client.readBatch().getData("/a").getChildren("/a").getData("/none").read();

        assertThat(results.get(0))
                .isInstanceOfSatisfying(
                        ReadBatch.Result.Data.class,
                        found -> assertThat(found.data().text()).isEqualTo("x"));
        assertThat(results.get(1)).isEqualTo(new ReadBatch.Result.Names("/a", List.of("b")));
        assertThat(results.get(2))
                .isInstanceOfSatisfying(
                        ReadBatch.Result.Failed.class,
                        failed ->
                                assertThat(failed.reason())
                                        .isInstanceOf(ClientException.NoNode.class)
                                        .hasMessage("getData /none: no such znode"));
    }

    @Test
    void aParentWithMoreChildrenThanFitIntoAPacketIsListed() {
        int children = 20_000;
        String padding = "x".repeat(80);
        List<CompletableFuture<String>> created = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            created.add(client.async().create("/" + padding + i, bytes("")));
        }
        created.forEach(CompletableFuture::join);
        assertThat(client.getChildren("/").names()).hasSize(children);
        try (Client small =
                Client.builder(server.connectString() + "/test" + COUNT.get())
                        .maxReplyBytes(1 << 20)
                        .connect()) {
            assertThatExceptionOfType(ClientException.ReplyTooLong.class)
                    .isThrownBy(() -> small.getChildren("/"))
                    .withMessageStartingWith(
                            "getChildren /: the answer is longer than maxReplyBytes");
            assertThat(small.exists("/none")).isEmpty();
            assertThat(small.countDescendants("/")).isEqualTo(children);
        }
    }

    @Test
    void watchesTellUntilTheyAreClosed() {
        List<WatchEvent> told = new CopyOnWriteArrayList<>();
        List<WatchEvent> toldOfTree = new CopyOnWriteArrayList<>();
        Watch watch = client.watch("/a", told::add);
        Watch again = client.watch("/a", told::add);
        client.watchTree("/", toldOfTree::add);
        again.close();
        client.create("/a", bytes(""));
        client.create("/a/b", bytes(""));
        client.setData("/a", bytes("x"));
        Awaitility.await().until(() -> toldOfTree.size() == 3);

        assertThat(told)
                .extracting(each -> each.kind() + " " + each.path())
                .containsExactly("CREATED /a", "CHILDREN_CHANGED /a", "DATA_CHANGED /a");
        assertThat(toldOfTree)
                .extracting(each -> each.kind() + " " + each.path())
                .containsExactly("CREATED /a", "CREATED /a/b", "DATA_CHANGED /a");
        assertThat(told.get(0).zxid()).isEqualTo(client.exists("/a").orElseThrow().czxid());
        assertThat(told.get(0).state()).isEqualTo(SessionState.CONNECTED);
        watch.close();
        client.delete("/a/b");
        Awaitility.await().until(() -> toldOfTree.size() == 4);
        assertThat(told).hasSize(3);
        assertThat(watch.isClosed()).isTrue();
    }

    @Test
    void aListenerThatIsToldOnceHearsTheNextChangeOnly() {
        client.create("/a", bytes(""));
        List<String> told = new CopyOnWriteArrayList<>();
        client.getData("/a", event -> told.add("data " + event.kind()));
        client.getChildren("/a", event -> told.add("children " + event.kind()));
        client.exists("/b", event -> told.add("exists " + event.kind()));
        client.setData("/a", bytes("1"));
        client.setData("/a", bytes("2"));
        client.create("/a/c", bytes(""));
        client.create("/b", bytes(""));
        Awaitility.await().until(() -> told.size() == 3);

        assertThat(told)
                .containsExactly(
                        "data DATA_CHANGED", "children CHILDREN_CHANGED", "exists CREATED");
    }

    @Test
    void aListenerMayUseTheClientThatTellsIt() throws InterruptedException {
        client.create("/a", bytes(""));
        CountDownLatch seen = new CountDownLatch(1);
        client.watch(
                "/a",
                event -> {
                    if (event.kind() == WatchEvent.Kind.DATA_CHANGED
                            && client.getData("/a").text().equals("x")) {
                        client.ensurePath("/a/seen");
                        seen.countDown();
                    }
                });
        client.setData("/a", bytes("x"));

        seen.await();
        assertThat(client.exists("/a/seen")).isPresent();
    }

    @Test
    void futuresCompleteInTheOrderOfTheServer() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int number = i;
            all.add(
                    client.async()
                            .create("/n" + i, bytes(""))
                            .thenApply(path -> order.add(number)));
        }
        all.forEach(CompletableFuture::join);

        assertThat(order).isSorted().hasSize(300);
    }

    @Test
    void aFutureFailsWithTheReasonItself() {
        CompletableFuture<Throwable> reason = new CompletableFuture<>();
        client.async().delete("/none").whenComplete((done, failure) -> reason.complete(failure));
        assertThat(reason.join()).isInstanceOf(ClientException.NoNode.class);
        CompletableFuture<Throwable> other = new CompletableFuture<>();
        client.async()
                .authenticate("nonsense", bytes(""))
                .whenComplete((done, failure) -> other.complete(failure));
        assertThat(other.join()).isInstanceOf(ClientException.AuthFailed.class);
        assertThat(client.state()).isEqualTo(SessionState.AUTH_FAILED);
    }

    @Test
    void syncAndSessionAreThere() {
        client.sync("/");
        assertThat(client.sessionId()).isNotZero();
        assertThat(client)
                .hasToString("client of session 0x" + Long.toHexString(client.sessionId()));
    }
}
