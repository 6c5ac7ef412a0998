package paddock.client.recipe.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.recipe.foundation.Scene;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@Timeout(180)
final class SharedCounterIT {
    private static final String PATH = "/counters/c";

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void itIsOneNumberForAll() throws Exception {
        SharedCounter one = new SharedCounter(scene.client(), PATH);
        SharedCounter two = new SharedCounter(scene.client(), PATH);

        assertThat(one.get()).isZero();
        assertThat(one.add(5)).isEqualTo(5);
        assertThat(two.add(-7)).isEqualTo(-2);
        assertThat(one.compareAndSet(-2, 100)).isEmpty();
        assertThat(two.compareAndSet(-2, 200)).contains(100L);
        assertThat(two.update(value -> value * 2)).isEqualTo(200);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> two.add(Long.MAX_VALUE));
        assertThat(one.get()).isEqualTo(200);
    }

    @Test
    void everyChangeHappensOnceWhileConnectionsBreakAndParticipantsDie() throws Exception {
        List<CompletableFuture<List<Long>>> programs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SharedCounter counter = new SharedCounter(scene.client(), PATH);
            programs.add(
                    scene.begin(
                            () -> {
                                List<Long> seen = new ArrayList<>();
                                for (int round = 0; round < 25; round++) {
                                    seen.add(counter.add(1));
                                }
                                return seen;
                            }));
        }
        for (int i = 0; !programs.stream().allMatch(CompletableFuture::isDone); i++) {
            Scene.breathe(i);
            if (i % 9 == 8) {
                scene.server().restart();
            } else {
                scene.server().dropConnections();
            }
            Client doomed = scene.client();
            CompletableFuture<Long> dying = scene.begin(new SharedCounter(doomed, PATH)::get);
            Scene.result(dying);
            scene.expire(doomed);
        }
        List<Long> seen = new ArrayList<>();
        for (CompletableFuture<List<Long>> each : programs) {
            seen.addAll(Scene.result(each));
        }

        assertThat(seen).hasSize(100).doesNotHaveDuplicates();
        assertThat(new SharedCounter(scene.client(), PATH).get()).isEqualTo(100);
    }

    @Test
    void whoseSessionExpiredDoesNotCount() throws Exception {
        Client doomed = scene.client();
        SharedCounter dying = new SharedCounter(doomed, PATH);
        dying.add(1);
        scene.expire(doomed);

        assertThatExceptionOfType(ClientException.SessionExpired.class)
                .isThrownBy(() -> dying.add(1));
        assertThat(new SharedCounter(scene.client(), PATH).get()).isEqualTo(1);
    }

    @Test
    void whatIsNoNumberIsNoCounter() {
        Client client = scene.client();
        client.create("/text", "x".getBytes(StandardCharsets.UTF_8));

        assertThatIllegalStateException()
                .isThrownBy(() -> new SharedCounter(client, "/text").get())
                .withMessage("/text is no counter: its data is no number");
    }
}
