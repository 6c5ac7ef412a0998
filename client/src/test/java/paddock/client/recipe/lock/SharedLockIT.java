package paddock.client.recipe.lock;

import static org.assertj.core.api.Assertions.assertThat;

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
final class SharedLockIT {
    private static final String PATH = "/locks/rw";
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void readersShareAndWritersDoNot() throws Exception {
        SharedLock one = new SharedLock(scene.client(), PATH);
        SharedLock two = new SharedLock(scene.client(), PATH);
        Grant reading = one.acquireRead();
        Grant readingToo = two.acquireRead();

        assertThat(one.tryAcquireWrite(SHORT)).isEmpty();
        reading.close();
        assertThat(one.tryAcquireWrite(SHORT)).isEmpty();
        readingToo.close();
        try (Grant writing = one.acquireWrite()) {
            assertThat(writing.isHeld()).isTrue();
            assertThat(two.tryAcquireRead(SHORT)).isEmpty();
            assertThat(two.tryAcquireWrite(SHORT)).isEmpty();
        }
    }

    @Test
    void readersDoNotOvertakeAWriterThatWaits() throws Exception {
        Client observer = scene.client();
        SharedLock lock = new SharedLock(observer, PATH);
        Grant reading = lock.acquireRead();
        CompletableFuture<Grant> writer =
                scene.begin(new SharedLock(scene.client(), PATH)::acquireWrite);
        Scene.awaitChildren(observer, PATH, 2);
        CompletableFuture<Grant> readers =
                scene.begin(new SharedLock(scene.client(), PATH)::acquireRead);
        CompletableFuture<Grant> readersToo =
                scene.begin(new SharedLock(scene.client(), PATH)::acquireRead);
        Scene.awaitChildren(observer, PATH, 4);
        assertThat(lock.tryAcquireRead(SHORT)).isEmpty();
        reading.close();
        Grant writing = Scene.result(writer);
        assertThat(readers).isNotDone();
        writing.close();

        assertThat(Scene.result(readers).isHeld()).isTrue();
        assertThat(Scene.result(readersToo).isHeld()).isTrue();
    }

    @Test
    void theDeathOfTheWriterLetsAllItsReadersIn() throws Exception {
        Client observer = scene.client();
        Client doomed = scene.client();
        new SharedLock(doomed, PATH).acquireWrite();
        List<CompletableFuture<Grant>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(scene.begin(new SharedLock(scene.client(), PATH)::acquireRead));
            Scene.awaitChildren(observer, PATH, i + 2);
        }
        scene.expire(doomed);

        for (CompletableFuture<Grant> each : readers) {
            assertThat(Scene.result(each).isHeld()).isTrue();
        }
    }

    @Test
    void nobodyReadsWhatIsBeingWrittenWhileConnectionsBreak() throws Exception {
        AtomicInteger writers = new AtomicInteger();
        AtomicInteger readers = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        List<CompletableFuture<Void>> programs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            SharedLock lock = new SharedLock(scene.client(), PATH);
            boolean writes = i < 2;
            programs.add(
                    scene.begin(
                            () -> {
                                for (int round = 0; round < 15; round++) {
                                    Grant held = writes ? lock.acquireWrite() : lock.acquireRead();
                                    AtomicInteger own = writes ? writers : readers;
                                    own.incrementAndGet();
                                    if (writers.get() > 1
                                            || writers.get() == 1 && readers.get() > 0) {
                                        wrong.incrementAndGet();
                                    }
                                    own.decrementAndGet();
                                    held.release().join();
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

        assertThat(wrong).hasValue(0);
        Scene.awaitChildren(watching, PATH, 0);
    }
}
