package paddock.client.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.recipe.counter.SharedCounter;
import paddock.client.recipe.lock.Mutex;
import paddock.client.recipe.mirror.TreeMirror;
import paddock.client.recipe.queue.Element;
import paddock.client.recipe.queue.FifoQueue;
import paddock.testkit.PaddockEnsemble;
import paddock.testkit.PaddockServer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Sessions that move from member to member, each of which stops in its turn, the leader too.
@Timeout(300)
final class RecipesOnAnEnsembleIT {
    private static final int PROGRAMS = 4;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger holders = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final List<Long> tokens = new CopyOnWriteArrayList<>();
    private final List<String> put = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void eachKeepsItsPromiseWhileMembersStop() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Client> clients = new ArrayList<>();
        try (var ensemble = PaddockEnsemble.start(3)) {
            List<Future<Integer>> locking = new ArrayList<>();
            List<Future<Integer>> counting = new ArrayList<>();
            List<Future<Integer>> working = new ArrayList<>();
            for (int i = 0; i < PROGRAMS; i++) {
                Client client = Client.connect(ensemble.connectString());
                clients.add(client);
                locking.add(threads.submit(locking(client)));
                counting.add(threads.submit(counting(client)));
                working.add(threads.submit(working(client, "program " + i)));
            }
            Client follower = Client.connect(ensemble.connectString());
            clients.add(follower);
            TreeMirror mirror = TreeMirror.open(follower, "/counter");
            List<PaddockServer> turns = new ArrayList<>(ensemble.servers());
            turns.add(ensemble.leader());
            for (PaddockServer member : turns) {
                int before = tokens.size();
                member.stop();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> tokens.size() > before + PROGRAMS);
                member.restart();
                ensemble.awaitServing();
            }
            enough.set(true);
            int added = 0;
            for (int i = 0; i < PROGRAMS; i++) {
                locking.get(i).get();
                added += counting.get(i).get();
                working.get(i).get();
            }

            follower.sync("/counter");
            assertThat(together).hasValue(0);
            assertThat(tokens).isSorted().doesNotHaveDuplicates();
            assertThat(new SharedCounter(follower, "/counter").get()).isEqualTo(added);
            assertThat(done).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(put);
            String last = Integer.toString(added);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    mirror.get("/counter")
                                            .filter(data -> data.text().equals(last))
                                            .isPresent());
        } finally {
            clients.forEach(each -> each.async().closeAsync());
            threads.shutdownNow();
        }
    }

    private Callable<Integer> locking(Client client) {
        Mutex mutex = new Mutex(client, "/mutex");
        return () -> {
            int rounds = 0;
            while (!enough.get()) {
                Grant lock = mutex.acquire();
                tokens.add(lock.fencingToken());
                if (holders.incrementAndGet() > 1) {
                    together.incrementAndGet();
                }
                rounds++;
                holders.decrementAndGet();
                lock.release().join();
            }
            return rounds;
        };
    }

    private Callable<Integer> counting(Client client) {
        SharedCounter counter = new SharedCounter(client, "/counter");
        return () -> {
            int added = 0;
            while (!enough.get()) {
                counter.add(1);
                added++;
            }
            return added;
        };
    }

    private Callable<Integer> working(Client client, String name) {
        FifoQueue queue = new FifoQueue(client, "/queue");
        return () -> {
            int number = 0;
            while (!enough.get()) {
                String task = name + ", task " + number++;
                queue.put(task.getBytes(StandardCharsets.UTF_8));
                put.add(task);
                try (Element element = queue.take()) {
                    element.acknowledge();
                    done.add(element.text());
                }
            }
            return number;
        };
    }
}
