package paddock.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import paddock.testkit.PaddockServer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(120)
@EnabledForJreRange(min = JRE.JAVA_21)
final class VirtualThreadsIT {
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
    void thousandsWaitAtOnce() throws Throwable {
        int threads = 5_000;
        ExecutorService executor = virtualThreads();
        try (var server = PaddockServer.start();
                var client = Client.builder(server.connectString()).maxOutstanding(100).connect()) {
            List<Future<Integer>> versions = new ArrayList<>();
            client.create("/a", new byte[0]);
            for (int i = 0; i < threads; i++) {
                versions.add(executor.submit(() -> client.setData("/a", new byte[0]).version()));
            }
            List<Integer> seen = new ArrayList<>();
            for (Future<Integer> each : versions) {
                seen.add(each.get());
            }

            assertThat(seen).doesNotHaveDuplicates().hasSize(threads);
            assertThat(client.getData("/a").version()).isEqualTo(threads);
        } finally {
            executor.shutdownNow();
        }
    }
}
