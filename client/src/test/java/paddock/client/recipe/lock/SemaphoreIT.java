package paddock.client.recipe.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Scene;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(180)
final class SemaphoreIT {
    private static final String PATH = "/semaphores/s";

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void asManyHoldItAsThereArePermits() throws Exception {
        Semaphore one = new Semaphore(scene.client(), PATH, 2);
        Semaphore two = new Semaphore(scene.client(), PATH, 2);
        Grant first = one.acquire();
        Grant second = two.acquire();

        assertThat(one.available()).isZero();
        assertThat(two.tryAcquire(Duration.ofMillis(100))).isEmpty();
        first.release().join();
        assertThat(one.available()).isEqualTo(1);
        Grant third = two.acquire();
        assertThat(third.fencingToken()).isGreaterThan(second.fencingToken());
        assertThat(second.isHeld()).isTrue();
    }

    @Test
    void thePermitsOfASessionThatExpiresAreFree() throws Exception {
        Client doomed = scene.client();
        Semaphore dying = new Semaphore(doomed, PATH, 2);
        dying.acquire();
        dying.acquire();
        Semaphore other = new Semaphore(scene.client(), PATH, 2);
        CompletableFuture<Grant> waiting = scene.begin(other::acquire);
        CompletableFuture<Grant> waitingToo = scene.begin(other::acquire);
        scene.expire(doomed);

        assertThat(Scene.result(waiting).isHeld()).isTrue();
        assertThat(Scene.result(waitingToo).isHeld()).isTrue();
        assertThat(other.available()).isZero();
    }

    @Test
    void whoStopsWaitingLeavesNothingBehind() throws Exception {
        Client observer = scene.client();
        Semaphore semaphore = new Semaphore(observer, PATH, 1);
        Grant held = semaphore.acquire();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Grant> first =
                scene.begin(
                        () -> {
                            thread.complete(Thread.currentThread());
                            return semaphore.acquire();
                        });
        Scene.awaitChildren(observer, PATH + "/waiting", 1);
        CompletableFuture<Grant> second = scene.begin(semaphore::acquire);
        Scene.awaitChildren(observer, PATH + "/waiting", 2);
        thread.join().interrupt();
        Awaitility.await().until(first::isDone);
        assertThat(first).isCompletedExceptionally();
        Scene.awaitChildren(observer, PATH + "/waiting", 1);
        held.close();

        assertThat(Scene.result(second).isHeld()).isTrue();
        Scene.awaitChildren(observer, PATH + "/waiting", 0);
        Scene.awaitChildren(observer, PATH + "/permits", 1);
    }

    @Test
    void neverTooManyHoldItWhileConnectionsBreak() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> programs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Semaphore semaphore = new Semaphore(scene.client(), PATH, 3);
            programs.add(
                    scene.begin(
                            () -> {
                                for (int round = 0; round < 10; round++) {
                                    Grant permit = semaphore.acquire();
                                    most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                                    holders.decrementAndGet();
                                    permit.release().join();
                                }
                                return null;
                            }));
        }
        Client watching = scene.client();
        for (int i = 0; !programs.stream().allMatch(CompletableFuture::isDone); i++) {
            Scene.breathe(i);
            scene.server().dropConnections();
            watching.exists(PATH);
        }
        for (CompletableFuture<Void> each : programs) {
            Scene.result(each);
        }

        assertThat(most.get()).isBetween(1, 3);
        Scene.awaitChildren(watching, PATH + "/permits", 0);
        Scene.awaitChildren(watching, PATH + "/waiting", 0);
    }

    @Test
    void severalAreTakenTogetherOrNotAtAll() throws Exception {
        Semaphore semaphore = new Semaphore(scene.client(), PATH, 5);
        Grant three = semaphore.acquire(3);

        assertThat(semaphore.available()).isEqualTo(2);
        assertThat(semaphore.tryAcquire(3, Duration.ofMillis(100))).isEmpty();
        assertThat(semaphore.available()).isEqualTo(2);
        Grant two = semaphore.tryAcquire(2, Scene.PATIENCE).orElseThrow();
        assertThat(semaphore.available()).isZero();
        assertThat(two.fencingToken()).isGreaterThan(three.fencingToken());
        three.release().join();
        assertThat(semaphore.available()).isEqualTo(3);
    }

    @Test
    void whoWantsManyIsNotOvertaken() throws Exception {
        Client observer = scene.client();
        Semaphore semaphore = new Semaphore(observer, PATH, 3);
        Grant held = semaphore.acquire();
        CompletableFuture<Grant> all = scene.begin(() -> semaphore.acquire(3));
        Scene.awaitChildren(observer, PATH + "/waiting", 1);

        // There are two, and they are not for whoever came later.
        assertThat(new Semaphore(scene.client(), PATH, 3).tryAcquire(Duration.ofMillis(100)))
                .isEmpty();
        CompletableFuture<Grant> behind = scene.begin(semaphore::acquire);
        Scene.awaitChildren(observer, PATH + "/waiting", 2);
        assertThat(semaphore.available()).isEqualTo(2);
        held.release().join();
        Grant three = Scene.result(all);
        assertThat(three.isHeld()).isTrue();
        assertThat(behind).isNotDone();
        three.release().join();

        assertThat(Scene.result(behind).isHeld()).isTrue();
    }

    @Test
    void whatADeadProgramHeldOrWaitedForIsFree() throws Exception {
        Client observer = scene.client();
        Client holder = scene.client();
        Client waiter = scene.client();
        Semaphore semaphore = new Semaphore(observer, PATH, 4);
        new Semaphore(holder, PATH, 4).acquire(3);
        scene.begin(() -> new Semaphore(waiter, PATH, 4).acquire(4));
        Scene.awaitChildren(observer, PATH + "/waiting", 1);
        CompletableFuture<Grant> one = scene.begin(semaphore::acquire);
        Scene.awaitChildren(observer, PATH + "/waiting", 2);
        scene.expire(waiter);
        Grant first = Scene.result(one);
        CompletableFuture<Grant> three = scene.begin(() -> semaphore.acquire(3));
        Scene.awaitChildren(observer, PATH + "/waiting", 1);
        scene.expire(holder);

        assertThat(Scene.result(three).isHeld()).isTrue();
        assertThat(first.isHeld()).isTrue();
        assertThat(semaphore.available()).isZero();
    }

    @Test
    void whoEachWantSeveralAllGetThemWhileConnectionsBreakAndProgramsDie() throws Exception {
        AtomicInteger inUse = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> programs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Semaphore semaphore = new Semaphore(scene.client(), PATH, 5);
            int wanted = i + 1;
            programs.add(
                    scene.begin(
                            () -> {
                                for (int round = 0; round < 6; round++) {
                                    Grant permits = semaphore.acquire(wanted);
                                    most.accumulateAndGet(inUse.addAndGet(wanted), Math::max);
                                    inUse.addAndGet(-wanted);
                                    permits.release().join();
                                }
                                return null;
                            }));
        }
        Client watching = scene.client();
        for (int i = 0; !programs.stream().allMatch(CompletableFuture::isDone); i++) {
            Scene.breathe(i);
            scene.server().dropConnections();
            Client doomed = scene.client();
            new Semaphore(doomed, PATH, 5).tryAcquire(4, Duration.ofMillis(20));
            scene.expire(doomed);
        }
        for (CompletableFuture<Void> each : programs) {
            Scene.result(each);
        }

        assertThat(most.get()).isEqualTo(5);
        Scene.awaitChildren(watching, PATH + "/permits", 0);
        Scene.awaitChildren(watching, PATH + "/waiting", 0);
    }

    @Test
    void nobodyWantsMoreThanThereAre() {
        Semaphore semaphore = new Semaphore(scene.client(), PATH, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> acquire(semaphore, 4))
                .withMessage("4 of 3 permits; it takes 1 to 3");
        assertThatIllegalArgumentException().isThrownBy(() -> acquire(semaphore, 0));
    }

    private static void acquire(Semaphore semaphore, int permits) throws InterruptedException {
        semaphore.acquire(permits);
    }

    @Test
    void aSemaphoreHasAPermit() {
        Client client = scene.client();

        assertThatIllegalArgumentException().isThrownBy(() -> new Semaphore(client, PATH, 0));
    }
}
