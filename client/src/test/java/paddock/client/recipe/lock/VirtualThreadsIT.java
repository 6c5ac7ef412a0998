package paddock.client.recipe.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Scene;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(180)
@EnabledForJreRange(min = JRE.JAVA_21)
final class VirtualThreadsIT {
    private static final int WAITING = 300;

    /// The method is newer than the release these tests are compiled for.
    private static ExecutorService virtualThreads() throws Throwable {
        return (ExecutorService)
                MethodHandles.lookup()
                        .findStatic(
                                Executors.class,
                                "newVirtualThreadPerTaskExecutor",
                                MethodType.methodType(ExecutorService.class))
                        .invoke();
    }

    @Test
    void hundredsWaitForTwoLocksAndAllGetThem() throws Throwable {
        ExecutorService threads = virtualThreads();
        try (Scene scene = new Scene()) {
            Client client = scene.client();
            Mutex mutex = new Mutex(client, "/mutex");
            SharedLock shared = new SharedLock(scene.client(), "/shared");
            Grant first = mutex.acquire();
            List<Future<Long>> tokens = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                tokens.add(
                        threads.submit(
                                () -> {
                                    try (Grant one = mutex.acquire();
                                            Grant other = shared.acquireWrite()) {
                                        assertThat(other.isHeld()).isTrue();
                                        return one.fencingToken();
                                    }
                                }));
            }
            Scene.awaitChildren(client, "/mutex", WAITING + 1);
            first.close();
            List<Long> seen = new ArrayList<>();
            for (Future<Long> each : tokens) {
                seen.add(each.get());
            }

            assertThat(seen).hasSize(WAITING).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }
}
