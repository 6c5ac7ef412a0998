package paddock.client.recipe.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.recipe.Grant;
import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.Standing;
import paddock.client.recipe.foundation.Scene;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(180)
final class MutexIT {
    private static final String PATH = "/locks/m";

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void whoCameFirstIsServedFirst() throws Exception {
        Client observer = scene.client();
        Grant first = new Mutex(observer, PATH, "the first").acquire();
        List<Integer> served = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Long>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Mutex mutex = new Mutex(scene.client(), PATH);
            waiting.add(
                    scene.begin(
                            () -> {
                                try (Grant lock = mutex.acquire()) {
                                    served.add(number);
                                    return lock.fencingToken();
                                }
                            }));
            Scene.awaitChildren(observer, PATH, i + 2);
        }
        assertThat(served).isEmpty();
        first.close();
        List<Long> tokens = new ArrayList<>(List.of(first.fencingToken()));
        for (CompletableFuture<Long> each : waiting) {
            tokens.add(Scene.result(each));
        }

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
        assertThat(first.standing()).isEqualTo(Standing.RELEASED);
    }

    @Test
    void aReleaseWakesOnlyTheNext() throws Exception {
        Client observer = scene.client();
        Grant first = new Mutex(observer, PATH).acquire();
        List<AtomicLong> requests = new ArrayList<>();
        List<CompletableFuture<Grant>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            AtomicLong counter = new AtomicLong();
            Mutex mutex = new Mutex(scene.client(counter), PATH);
            waiting.add(scene.begin(mutex::acquire));
            requests.add(counter);
            Scene.awaitChildren(observer, PATH, i + 2);
        }
        // Each of them looked, and watches the one before.
        Awaitility.await().until(() -> requests.stream().allMatch(counter -> counter.get() >= 3));
        List<Long> before = requests.stream().map(AtomicLong::get).toList();
        first.release().join();
        Grant second = Scene.result(waiting.get(0));
        List<Long> after = requests.stream().map(AtomicLong::get).toList();

        assertThat(second.isHeld()).isTrue();
        assertThat(after.get(0)).isGreaterThan(before.get(0));
        assertThat(after.subList(1, 10)).isEqualTo(before.subList(1, 10));
    }

    @Test
    void theNextTakesOverFromASessionThatExpires() throws Exception {
        Client doomed = scene.client();
        Grant first = new Mutex(doomed, PATH).acquire();
        CountDownLatch lost = new CountDownLatch(1);
        first.onLost(lost::countDown);
        Mutex other = new Mutex(scene.client(), PATH);
        CompletableFuture<Grant> waiting = scene.begin(other::acquire);
        scene.expire(doomed);
        Grant second = Scene.result(waiting);

        assertThat(second.isHeld()).isTrue();
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        assertThat(lost.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.standing()).isEqualTo(Standing.LOST);
        first.release().join();
        assertThat(other.length()).isEqualTo(1);
    }

    @Test
    void theDeathOfSomebodyInTheMiddleLetsNobodyIn() throws Exception {
        Client observer = scene.client();
        Grant first = new Mutex(observer, PATH).acquire();
        Client middle = scene.client();
        CompletableFuture<Grant> second = scene.begin(() -> new Mutex(middle, PATH).acquire());
        Scene.awaitChildren(observer, PATH, 2);
        Client last = scene.client();
        CompletableFuture<Grant> third = scene.begin(() -> new Mutex(last, PATH).acquire());
        Scene.awaitChildren(observer, PATH, 3);
        scene.expire(middle);

        assertThatExceptionOfType(ClientException.SessionExpired.class)
                .isThrownBy(() -> Scene.result(second));
        assertThat(new Mutex(last, PATH).tryAcquire(Duration.ofMillis(100))).isEmpty();
        assertThat(third).isNotDone();
        first.close();
        assertThat(Scene.result(third).isHeld()).isTrue();
    }

    @Test
    void whoStopsWaitingLeavesNothingBehind() throws Exception {
        Client observer = scene.client();
        Mutex mutex = new Mutex(observer, PATH);
        Grant first = mutex.acquire();
        assertThat(mutex.tryAcquire(Duration.ofMillis(50))).isEmpty();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiting =
                new Thread(
                        () -> {
                            try {
                                mutex.acquire();
                            } catch (InterruptedException e) {
                                interrupted.set(true);
                            }
                        });
        waiting.start();
        Scene.awaitChildren(observer, PATH, 2);
        waiting.interrupt();
        waiting.join();

        assertThat(interrupted).isTrue();
        Scene.awaitChildren(observer, PATH, 1);
        assertThat(first.isHeld()).isTrue();
    }

    @Test
    void anEntryWhoseAnswerWasLostIsFoundAgain() throws Exception {
        Client client = scene.client();
        Mutex mutex = new Mutex(client, PATH);
        mutex.acquire().release().join();
        scene.server().pause();
        CompletableFuture<Grant> entering = scene.begin(mutex::acquire);
        CompletableFuture<Optional<Grant>> givingUp =
                scene.begin(() -> mutex.tryAcquire(Duration.ofMillis(200)));
        assertThat(Scene.result(givingUp)).isEmpty();
        // What is in flight is carried out, and hardly ever is anybody left to hear the answer.
        scene.server().stop();
        scene.server().restart();
        Grant lock = Scene.result(entering);

        Scene.awaitChildren(scene.client(), PATH, 1);
        // Whoever heard it all the same may have the lock before there is a connection again.
        Awaitility.await().until(lock::isHeld);
    }

    @Test
    void aHolderLearnsThatItsZnodeWasDeleted() throws Exception {
        Client client = scene.client();
        Mutex mutex = new Mutex(client, PATH);
        Grant lock = mutex.acquire();
        CountDownLatch lost = new CountDownLatch(1);
        lock.onLost(lost::countDown);
        scene.client().delete(mutex.participants().get(0));

        assertThat(lost.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(lock.standing()).isEqualTo(Standing.LOST);
        assertThat(mutex.tryAcquire(Scene.PATIENCE)).isPresent();
    }

    @Test
    void somebodyWaitingLearnsThatItsZnodeWasDeleted() throws Exception {
        Client client = scene.client();
        Mutex mutex = new Mutex(client, PATH);
        Grant lock = mutex.acquire();
        CompletableFuture<Grant> waiting = scene.begin(mutex::acquire);
        Scene.awaitChildren(client, PATH, 2);
        client.delete(mutex.participants().get(1));
        lock.close();

        assertThatExceptionOfType(PlaceLostException.class)
                .isThrownBy(() -> Scene.result(waiting))
                .withMessageStartingWith(PATH + "/lock-");
    }

    @Test
    void withoutAConnectionNothingIsCertain() throws Exception {
        Client client = scene.client();
        Grant lock = new Mutex(client, PATH).acquire();
        scene.server().stop();
        Awaitility.await().until(() -> lock.standing() == Standing.UNCERTAIN);
        scene.server().restart();
        Awaitility.await().until(lock::isHeld);
        lock.release().join();

        assertThat(scene.client().getChildren(PATH).names()).isEmpty();
    }

    @Test
    void nobodyHoldsItTogetherWhileConnectionsBreakAndSessionsDie() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        List<Long> tokens = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Integer>> programs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Mutex mutex = new Mutex(scene.client(), PATH);
            programs.add(
                    scene.begin(
                            () -> {
                                for (int round = 0; round < 20; round++) {
                                    Grant lock = mutex.acquire();
                                    tokens.add(lock.fencingToken());
                                    if (holders.incrementAndGet() > 1) {
                                        together.incrementAndGet();
                                    }
                                    holders.decrementAndGet();
                                    lock.release().join();
                                }
                                return 20;
                            }));
        }
        Client observer = scene.client();
        for (int i = 0; !programs.stream().allMatch(CompletableFuture::isDone); i++) {
            Scene.breathe(i);
            if (i % 7 == 6) {
                scene.server().restart();
            } else {
                scene.server().dropConnections();
            }
            Client doomed = scene.client();
            scene.begin(() -> new Mutex(doomed, PATH).acquire());
            Awaitility.await().until(() -> !doomed.getEphemerals("/").isEmpty());
            scene.expire(doomed);
        }
        for (CompletableFuture<Integer> each : programs) {
            assertThat(Scene.result(each)).isEqualTo(20);
        }

        assertThat(together).hasValue(0);
        assertThat(tokens).isSorted().hasSize(100);
        Scene.awaitChildren(observer, PATH, 0);
    }
}
