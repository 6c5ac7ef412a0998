package paddock.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.testkit.PaddockServer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// Connections that break all the time, under many threads: what the client says of each update is
/// true in the end.
@Timeout(120)
final class ClientChaosIT {
    private static final int THREADS = 4;
    private static final int BREAKS = 25;
    private static final int UPDATES_BETWEEN = 20;

    /// Updates one znode until told to stop, and counts what the client says became of it.
    private static final class Updates extends Thread {
        private final Client client;
        private final String path;
        private final AtomicBoolean stop;
        volatile int certain;
        volatile int uncertain;

        Updates(Client client, String path, AtomicBoolean stop) {
            this.client = client;
            this.path = path;
            this.stop = stop;
        }

        // Only this thread writes them.
        @SuppressWarnings("NonAtomicVolatileUpdate")
        @Override
        public void run() {
            while (!stop.get()) {
                try {
                    client.setData(path, new byte[1]);
                    certain++;
                } catch (ClientException.ConnectionLost e) {
                    if (e.mayHaveHappened()) {
                        uncertain++;
                    }
                }
            }
        }
    }

    @Test
    void everyUpdateIsWhatTheClientSaysItIs() throws InterruptedException {
        try (var server = PaddockServer.start();
                var client = Client.connect(server.connectString())) {
            List<Long> zxids = new CopyOnWriteArrayList<>();
            client.watchTree(
                    "/",
                    event -> {
                        if (event.kind() == WatchEvent.Kind.DATA_CHANGED) {
                            zxids.add(event.zxid());
                        }
                    });
            AtomicBoolean stop = new AtomicBoolean();
            List<Updates> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                client.create("/n" + i, new byte[0]);
                all.add(new Updates(client, "/n" + i, stop));
            }
            all.forEach(Thread::start);
            for (int i = 1; i <= BREAKS; i++) {
                int goal = total(all) + UPDATES_BETWEEN;
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> total(all) >= goal);
                server.dropConnections();
            }
            stop.set(true);
            for (Updates each : all) {
                each.join();
            }

            for (Updates each : all) {
                int version = client.getData(each.path).version();
                assertThat(version)
                        .as("%s: %s certain, %s not", each.path, each.certain, each.uncertain)
                        .isBetween(each.certain, each.certain + each.uncertain);
            }
            assertThat(all.stream().mapToInt(each -> each.uncertain).sum()).isPositive();
            assertThat(zxids).isSorted().doesNotHaveDuplicates().isNotEmpty();
        }
    }

    private static int total(List<Updates> all) {
        return all.stream().mapToInt(each -> each.certain).sum();
    }
}
