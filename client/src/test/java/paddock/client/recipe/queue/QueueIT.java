package paddock.client.recipe.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.foundation.Scene;
import paddock.wire.protocol.OpCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(180)
final class QueueIT {
    private static final String PATH = "/queues/q";
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatCameFirstIsTakenFirst() throws Exception {
        FifoQueue producer = new FifoQueue(scene.client(), PATH);
        FifoQueue consumer = new FifoQueue(scene.client(), PATH);
        for (int i = 0; i < 12; i++) {
            producer.put(bytes("task " + i));
        }
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            try (Element element = consumer.take()) {
                taken.add(element.text());
                element.acknowledge();
            }
        }

        assertThat(taken)
                .containsExactly(
                        "task 0", "task 1", "task 2", "task 3", "task 4", "task 5", "task 6",
                        "task 7", "task 8", "task 9", "task 10", "task 11");
        assertThat(consumer.size()).isZero();
        assertThat(consumer.poll(SHORT)).isEmpty();
    }

    @Test
    void aTakerWaitsForAnElement() throws Exception {
        FifoQueue consumer = new FifoQueue(scene.client(), PATH);
        Client observer = scene.client();
        CompletableFuture<Element> first = scene.begin(consumer::take);
        observer.ensurePath(PATH + "/takers");
        Scene.awaitChildren(observer, PATH + "/takers", 1);
        CompletableFuture<Element> second = scene.begin(new FifoQueue(scene.client(), PATH)::take);
        Scene.awaitChildren(observer, PATH + "/takers", 2);
        FifoQueue producer = new FifoQueue(observer, PATH);
        producer.put(bytes("a"));
        producer.put(bytes("b"));

        assertThat(Scene.result(first).text()).isEqualTo("a");
        assertThat(Scene.result(second).text()).isEqualTo("b");
    }

    @Test
    void whatIsHeldIsNotHandedOutAgainUntilItIsGivenBack() throws Exception {
        FifoQueue one = new FifoQueue(scene.client(), PATH);
        FifoQueue two = new FifoQueue(scene.client(), PATH);
        one.put(bytes("a"));
        one.put(bytes("b"));
        Element a = one.take();
        Element b = two.take();
        assertThat(two.poll(SHORT)).isEmpty();
        CompletableFuture<Element> waiting = scene.begin(two::take);
        a.close();
        Element again = Scene.result(waiting);

        assertThat(again.text()).isEqualTo("a");
        assertThat(again.id()).isEqualTo(a.id());
        assertThatIllegalStateException().isThrownBy(() -> join(a));
        b.acknowledge();
        b.close();
        again.acknowledge();
        assertThat(one.size()).isZero();
    }

    private static void join(Element element) throws InterruptedException {
        element.acknowledge();
    }

    @Test
    void whatADeadTakerHeldIsHandedOutAgain() throws Exception {
        Client doomed = scene.client();
        FifoQueue dying = new FifoQueue(doomed, PATH);
        FifoQueue other = new FifoQueue(scene.client(), PATH);
        other.put(bytes("a"));
        Element held = dying.take();
        CompletableFuture<Element> waiting = scene.begin(other::take);
        scene.expire(doomed);
        Element again = Scene.result(waiting);

        assertThat(again.text()).isEqualTo("a");
        assertThatExceptionOfType(ClientException.SessionExpired.class)
                .isThrownBy(held::acknowledge);
        again.acknowledge();
        assertThat(other.size()).isZero();
    }

    @Test
    void anElementThatSomebodyDeletedIsNotAcknowledged() throws Exception {
        Client client = scene.client();
        FifoQueue queue = new FifoQueue(client, PATH);
        queue.put(bytes("a"));
        Element held = queue.take();
        String item = client.getChildren(PATH + "/items").names().get(0);
        client.delete(PATH + "/items/" + item);

        assertThatExceptionOfType(PlaceLostException.class).isThrownBy(held::acknowledge);
    }

    @Test
    void whoStopsWaitingTakesNothing() throws Exception {
        Client client = scene.client();
        FifoQueue queue = new FifoQueue(client, PATH);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Element> waiting =
                scene.begin(
                        () -> {
                            thread.complete(Thread.currentThread());
                            return queue.take();
                        });
        client.ensurePath(PATH + "/takers");
        Scene.awaitChildren(client, PATH + "/takers", 1);
        thread.join().interrupt();

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Scene.result(waiting));
        queue.put(bytes("a"));
        assertThat(queue.poll(Scene.PATIENCE).map(Element::text)).contains("a");
    }

    @Test
    void smallerPrioritiesAreTakenFirst() throws Exception {
        PriorityQueue queue = new PriorityQueue(scene.client(), PATH);
        queue.put(bytes("later"), 5);
        queue.put(bytes("last"), Integer.MAX_VALUE);
        queue.put(bytes("now"), -1);
        queue.put(bytes("first"), Integer.MIN_VALUE);
        queue.put(bytes("later too"), 5);
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Element element = queue.take();
            taken.add(element.text());
            element.acknowledge();
        }
        queue.put(bytes("overtakes"), 0);
        taken.add(queue.take().text());

        assertThat(taken).containsExactly("first", "now", "later", "later too", "overtakes");
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void aThousandAreTakenWithoutAThousandLists() throws Exception {
        int tasks = 1_000;
        fill(tasks);
        AtomicLong lists = new AtomicLong();
        FifoQueue consumer =
                new FifoQueue(scene.client(lists, opCode -> opCode == OpCode.GET_CHILDREN2), PATH);
        for (int i = 0; i < tasks; i++) {
            try (Element element = consumer.take()) {
                assertThat(element.text()).isEqualTo("task " + i);
                element.acknowledge();
            }
        }

        // Of elements, of claims, and some to spare for a server that tidies up.
        assertThat(lists.get()).isBetween(2L, 10L);
        assertThat(consumer.size()).isZero();
    }

    @Test
    void whatSeveralTakeInTurnIsListedOnceByEach() throws Exception {
        int tasks = 120;
        fill(tasks);
        AtomicLong lists = new AtomicLong();
        List<FifoQueue> consumers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            consumers.add(
                    new FifoQueue(
                            scene.client(lists, opCode -> opCode == OpCode.GET_CHILDREN2), PATH));
        }
        for (int i = 0; i < tasks; i++) {
            Element element = consumers.get(i % 3).take();
            assertThat(element.text()).isEqualTo("task " + i);
            element.acknowledge();
        }

        assertThat(lists.get()).isBetween(6L, 20L);
    }

    @Test
    void whatIsGivenBackByAnotherHasItsOldPlace() throws Exception {
        fill(6);
        Client doomed = scene.client();
        FifoQueue one = new FifoQueue(scene.client(), PATH);
        FifoQueue two = new FifoQueue(scene.client(), PATH);
        Element first = one.take();
        Element second = new FifoQueue(doomed, PATH).take();
        assertThat(two.take().text()).isEqualTo("task 2");
        first.giveBack().join();
        assertThat(two.take().text()).isEqualTo("task 0");
        assertThat(second.text()).isEqualTo("task 1");
        scene.expire(doomed);

        assertThat(two.take().text()).isEqualTo("task 1");
        assertThat(two.take().text()).isEqualTo("task 3");
        assertThat(one.take().text()).isEqualTo("task 4");
    }

    @Test
    void whatComesLaterIsTakenThoughMoreIsKnown() throws Exception {
        fill(2);
        FifoQueue consumer = new FifoQueue(scene.client(), PATH);
        consumer.take().acknowledge();
        fill(1);

        assertThat(consumer.take().text()).isEqualTo("task 1");
        assertThat(consumer.take().text()).isEqualTo("task 0");
        assertThat(consumer.poll(SHORT)).isEmpty();
    }

    @Test
    void anElementThatSomebodyDeletedIsPassedOver() throws Exception {
        fill(3);
        Client client = scene.client();
        FifoQueue consumer = new FifoQueue(client, PATH);
        consumer.take();
        String next =
                client.getChildren(PATH + "/items").names().stream()
                        .sorted(Comparator.comparing(name -> name.substring(name.length() - 10)))
                        .toList()
                        .get(1);
        client.delete(PATH + "/items/" + next);

        assertThat(consumer.take().text()).isEqualTo("task 2");
    }

    /// Puts so many, in order.
    private void fill(int tasks) throws InterruptedException {
        FifoQueue producer = new FifoQueue(scene.client(), PATH);
        for (int i = 0; i < tasks; i++) {
            producer.put(bytes("task " + i));
        }
    }

    @Test
    void nothingIsLostAndNothingDoneTwiceWhileConnectionsBreak() throws Exception {
        int tasks = 40;
        FifoQueue producer = new FifoQueue(scene.client(), PATH);
        List<String> done = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> producing =
                scene.begin(
                        () -> {
                            for (int i = 0; i < tasks; i++) {
                                producer.put(bytes("task " + i));
                            }
                            return null;
                        });
        List<CompletableFuture<Void>> consuming = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            FifoQueue consumer = new FifoQueue(scene.client(), PATH);
            consuming.add(
                    scene.begin(
                            () -> {
                                while (done.size() < tasks) {
                                    Optional<Element> next = consumer.poll(SHORT);
                                    if (next.isPresent()) {
                                        next.get().acknowledge();
                                        done.add(next.get().text());
                                    }
                                }
                                return null;
                            }));
        }
        Client watching = scene.client();
        for (int i = 0; !consuming.stream().allMatch(CompletableFuture::isDone); i++) {
            Scene.breathe(i);
            if (i % 9 == 8) {
                scene.server().restart();
            } else {
                scene.server().dropConnections();
            }
            // Some take, and die with what they hold.
            Client doomed = scene.client();
            new FifoQueue(doomed, PATH).poll(SHORT);
            scene.expire(doomed);
        }
        Scene.result(producing);
        for (CompletableFuture<Void> each : consuming) {
            Scene.result(each);
        }

        assertThat(done).doesNotHaveDuplicates().hasSize(tasks);
        assertThat(new FifoQueue(watching, PATH).size()).isZero();
    }
}
