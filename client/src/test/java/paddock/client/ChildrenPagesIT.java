package paddock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.session.SessionMetrics;
import paddock.testkit.PaddockServer;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Perms;
import paddock.wire.protocol.Stat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Parents of any number of children, of servers that give pages and of one that does not.
@Timeout(300)
final class ChildrenPagesIT {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final byte[] NO_DATA = {};
    private static PaddockServer server;

    private final AtomicInteger asked = new AtomicInteger();
    private String chroot;
    private Client client;

    @BeforeAll
    static void start() {
        server = PaddockServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// Each test has a tree of its own, whose root is not the servers'.
    @BeforeEach
    void connect() {
        chroot = "/test" + COUNT.incrementAndGet();
        client = connectTo(server.connectString());
    }

    private Client connectTo(String connectString) {
        try (Client whole = Client.connect(connectString)) {
            whole.create(chroot, NO_DATA);
        }
        return Client.builder(connectString + chroot)
                .requestTimeout(Duration.ofMinutes(2))
                // No answer may be longer than a packet.
                .maxReplyBytes(1 << 20)
                .metrics(
                        new SessionMetrics() {
                            @Override
                            public void sent(int opCode, int bytes) {
                                if (opCode == OpCode.GET_CHILDREN2) {
                                    asked.incrementAndGet();
                                }
                            }
                        })
                .connect();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aParentOfManyIsListedInPages() {
        int children = 200_000;
        List<String> names = fill(client, children);

        assertThatExceptionOfType(ClientException.ReplyTooLong.class)
                .isThrownBy(() -> client.getChildren("/"))
                .withMessageEndingWith("childrenPages asks for parts of it");
        List<String> told = new ArrayList<>();
        client.forEachChild("/", told::add);

        assertThat(told).isEqualTo(names);
        assertThat(asked.get()).isBetween(20, 50);
    }

    @Test
    void aPageIsAskedForWhenItIsWanted() {
        fill(client, 10);
        ChildrenPages pages = client.async().childrenPages("/", 4);
        assertThat(asked).hasValue(0);

        assertThat(pages.next().join().orElseThrow().names()).hasSize(4);
        assertThat(asked).hasValue(1);
        assertThat(pages.next().join().orElseThrow().names()).hasSize(4);
        assertThat(pages.next().join().orElseThrow().names()).hasSize(2);
        assertThat(pages.next().join()).isEmpty();
        assertThat(pages.next().join()).isEmpty();
        assertThat(asked).hasValue(3);
    }

    @Test
    void whoWantsTwoPagesAtOnceIsToldSo() {
        fill(client, 10);
        try (PaddockServer other = PaddockServer.start();
                AsyncClient idle = AsyncClient.open(other.connectString())) {
            other.pause();
            ChildrenPages pages = idle.childrenPages("/", 1);
            CompletableFuture<Optional<Children>> first = pages.next();

            assertThatIllegalStateException()
                    .isThrownBy(pages::next)
                    .withMessage("the former page of / is still under way");
            other.resume();
            assertThat(first.join().orElseThrow().names()).containsExactly("zookeeper");
        }
    }

    @Test
    void theStatTellsWhetherSomethingChangedMeanwhile() {
        fill(client, 6);
        Iterator<Children> pages = client.childrenPages("/", 2).iterator();
        Stat first = pages.next().stat();
        assertThat(pages.next().stat()).isEqualTo(first);

        client.create("/z", NO_DATA);

        Stat last = pages.next().stat();
        assertThat(last.cversion()).isEqualTo(first.cversion() + 1);
        assertThat(last.pzxid()).isGreaterThan(first.pzxid());
    }

    @Test
    void whoeverIsThereAllTheTimeIsToldOnceAcrossReconnectsAndRestarts() {
        List<String> names = fill(client, 100);
        try (PaddockServer other = PaddockServer.start();
                Client there = connectTo(other.connectString())) {
            fill(there, 100);
            List<String> told = new ArrayList<>();
            int page = 0;
            for (Children each : there.childrenPages("/", 7)) {
                told.addAll(each.names());
                // Before and behind what was told.
                there.create("/" + "a".repeat(page + 1), NO_DATA);
                there.create("/z" + page, NO_DATA);
                if (page > 0) {
                    there.delete("/z" + (page - 1));
                }
                if (page == 3) {
                    other.dropConnections();
                } else if (page == 6) {
                    other.stop();
                    other.restart();
                }
                page++;
            }

            assertThat(told).doesNotHaveDuplicates().isSorted().containsAll(names);
        }
    }

    @Test
    void whatIsWrongIsSaidAsForAnyRequestForChildren() {
        client.create(
                "/own",
                NO_DATA,
                CreateMode.PERSISTENT,
                List.of(new Acl(Perms.ALL & ~Perms.READ, Id.ANYONE)));

        assertThatExceptionOfType(ClientException.NoAuth.class)
                .isThrownBy(() -> client.forEachChild("/own", name -> {}))
                .withMessage("childrenPages /own: the access control list does not permit it");
        assertThatExceptionOfType(ClientException.NoNode.class)
                .isThrownBy(() -> client.forEachChild("/none", name -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> client.childrenPages("/", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.async().childrenPages("no path", 1));
    }

    @Test
    void nothingIsThereBehindTheLastPage() {
        client.create("/empty", NO_DATA);
        Iterator<Children> pages = client.childrenPages("/empty", 1).iterator();

        assertThat(pages.next().names()).isEmpty();
        assertThat(pages.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(pages::next);
    }

    @Test
    void aPageThatFailedCanBeAskedForAgain() {
        ChildrenPages pages = client.async().childrenPages("/later", 1);
        assertThat(pages.next()).failsWithin(Duration.ofMinutes(1));

        client.create("/later", NO_DATA);
        client.create("/later/a", NO_DATA);

        assertThat(pages.next().join().orElseThrow().names()).containsExactly("a");
    }

    @Test
    void apachesServerGivesAllAtOnceAndKeepsTheConnection() throws Exception {
        try (ApacheServer apache = ApacheServer.start();
                Client there = connectTo(apache.connectString())) {
            List<String> names = fill(there, 1_000);
            CompletableFuture<Optional<Stat>> before = there.async().exists("/none");
            asked.set(0);

            List<String> told = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            for (Children page : there.childrenPages("/", 300)) {
                told.addAll(page.names());
                sizes.add(page.names().size());
            }

            assertThat(told).isEqualTo(names);
            assertThat(sizes).containsExactly(300, 300, 300, 100);
            assertThat(asked).hasValue(1);
            assertThat(before.join()).isEmpty();

            fill(there, 20_000);
            assertThatExceptionOfType(ClientException.ReplyTooLong.class)
                    .isThrownBy(() -> there.forEachChild("/", name -> {}))
                    .withMessage(
                            "childrenPages /: the answer is longer than maxReplyBytes, which can be"
                                    + " raised: the server gives all children at once instead of"
                                    + " pages, or one name alone is as long");
            assertThat(there.exists("/none")).isEmpty();
        }
    }

    /// Has the root have so many children, and returns their names in order.
    private static List<String> fill(Client client, int children) {
        String padding = "x".repeat(60);
        List<String> names = new ArrayList<>();
        List<CompletableFuture<?>> done = new ArrayList<>();
        int present = client.exists("/").orElseThrow().numChildren();
        Transaction transaction = client.transaction();
        for (int i = 0; i < children; i++) {
            names.add("%s%07d".formatted(padding, i));
            if (i >= present) {
                transaction.create("/" + names.get(i), NO_DATA);
                if (i % 1_000 == 999) {
                    done.add(transaction.commitAsync());
                    transaction = client.transaction();
                }
            }
        }
        done.add(transaction.commitAsync());
        done.forEach(CompletableFuture::join);
        return names;
    }
}
