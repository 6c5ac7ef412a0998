package paddock.client.recipe.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.recipe.foundation.Scene;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(180)
final class BarrierIT {
    private static final String PATH = "/barriers/b";
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private CompletableFuture<Void> begin(ThrowingRunnable task) {
        return scene.begin(
                () -> {
                    task.run();
                    return null;
                });
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    @Test
    void aBarrierHoldsEverybodyBackUntilItIsLifted() throws Exception {
        Barrier barrier = new Barrier(scene.client(), PATH);
        barrier.raise();
        barrier.raise();
        Barrier other = new Barrier(scene.client(), PATH);
        CompletableFuture<Void> one = begin(other::await);
        CompletableFuture<Void> two = begin(new Barrier(scene.client(), PATH)::await);

        assertThat(other.isRaised()).isTrue();
        assertThat(other.await(SHORT)).isFalse();
        scene.server().restart();
        assertThat(one).isNotDone();
        barrier.lift();
        barrier.lift();
        Scene.result(one);
        Scene.result(two);
        assertThat(other.await(SHORT)).isTrue();
        assertThat(other.isRaised()).isFalse();
    }

    @Test
    void whoseSessionExpiresDoesNotGoThroughTheBarrier() throws Exception {
        Client doomed = scene.client();
        Barrier barrier = new Barrier(doomed, PATH);
        barrier.raise();
        CompletableFuture<Void> waiting = begin(barrier::await);
        scene.expire(doomed);

        assertThatExceptionOfType(ClientException.SessionExpired.class)
                .isThrownBy(() -> Scene.result(waiting));
        assertThat(new Barrier(scene.client(), PATH).isRaised()).isTrue();
    }

    @Test
    void aPartyBeginsTogetherAndGoesTogetherRoundAfterRound() throws Exception {
        int rounds = 6;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        List<CompletableFuture<Void>> party = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            DoubleBarrier barrier = new DoubleBarrier(scene.client(), PATH, 3);
            party.add(
                    begin(
                            () -> {
                                for (int round = 1; round <= rounds; round++) {
                                    arrived.incrementAndGet();
                                    barrier.enter();
                                    if (arrived.get() < 3 * round) {
                                        wrong.incrementAndGet();
                                    }
                                    inside.incrementAndGet();
                                    inside.decrementAndGet();
                                    barrier.leave();
                                }
                            }));
        }
        Client watching = scene.client();
        for (int i = 0; !party.stream().allMatch(CompletableFuture::isDone); i++) {
            Scene.breathe(i);
            scene.server().dropConnections();
            watching.exists("/");
        }
        for (CompletableFuture<Void> each : party) {
            Scene.result(each);
        }

        assertThat(wrong).hasValue(0);
        assertThat(arrived).hasValue(3 * rounds);
        Scene.awaitChildren(watching, PATH + "/members", 0);
    }

    @Test
    void nobodyLeavesBeforeTheOthers() throws Exception {
        DoubleBarrier one = new DoubleBarrier(scene.client(), PATH, 2);
        DoubleBarrier two = new DoubleBarrier(scene.client(), PATH, 2);
        CompletableFuture<Void> entering = begin(one::enter);
        two.enter();
        Scene.result(entering);
        assertThatIllegalStateException().isThrownBy(() -> two.enter());
        CompletableFuture<Void> leaving = begin(one::leave);
        // Somebody who comes late does not slip in.
        DoubleBarrier late = new DoubleBarrier(scene.client(), PATH, 2);
        assertThat(late.enter(SHORT)).isFalse();
        assertThat(leaving).isNotDone();
        two.leave();
        Scene.result(leaving);

        assertThatIllegalStateException().isThrownBy(() -> one.leave());
    }

    @Test
    void whoDiesInsideIsNotWaitedFor() throws Exception {
        Client doomed = scene.client();
        DoubleBarrier dying = new DoubleBarrier(doomed, PATH, 3);
        DoubleBarrier one = new DoubleBarrier(scene.client(), PATH, 3);
        DoubleBarrier two = new DoubleBarrier(scene.client(), PATH, 3);
        List<CompletableFuture<Void>> entering =
                List.of(begin(dying::enter), begin(one::enter), begin(two::enter));
        for (CompletableFuture<Void> each : entering) {
            Scene.result(each);
        }
        List<CompletableFuture<Void>> leaving = List.of(begin(one::leave), begin(two::leave));
        scene.expire(doomed);

        for (CompletableFuture<Void> each : leaving) {
            Scene.result(each);
        }
    }

    @Test
    void whoDiesBeforeTheStartDoesNotCount() throws Exception {
        Client observer = scene.client();
        Client doomed = scene.client();
        CompletableFuture<Void> dying = begin(new DoubleBarrier(doomed, PATH, 2)::enter);
        observer.ensurePath(PATH + "/members");
        Scene.awaitChildren(observer, PATH + "/members", 1);
        scene.expire(doomed);
        assertThatExceptionOfType(ClientException.SessionExpired.class)
                .isThrownBy(() -> Scene.result(dying));
        CompletableFuture<Void> one = begin(new DoubleBarrier(scene.client(), PATH, 2)::enter);
        Scene.awaitChildren(observer, PATH + "/members", 1);
        assertThat(one).isNotDone();
        CompletableFuture<Void> two = begin(new DoubleBarrier(scene.client(), PATH, 2)::enter);

        Scene.result(one);
        Scene.result(two);
    }

    @Test
    void aRoundWhoseParticipantsAllDiedDoesNotStopTheNext() throws Exception {
        Client doomed = scene.client();
        new DoubleBarrier(doomed, PATH, 1).enter();
        DoubleBarrier next = new DoubleBarrier(scene.client(), PATH, 1);
        CompletableFuture<Void> entering = begin(next::enter);
        Awaitility.await().until(() -> doomed.getData(PATH + "/round").version() == 1);
        scene.expire(doomed);

        Scene.result(entering);
        assertThat(next.leave(Scene.PATIENCE)).isTrue();
    }
}
