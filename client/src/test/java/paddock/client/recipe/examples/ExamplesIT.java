package paddock.client.recipe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.testkit.PaddockServer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The examples run, and say what they should.
@Timeout(120)
final class ExamplesIT {
    private interface Example {
        void run(String connectString, Consumer<String> out) throws Exception;
    }

    private static List<String> run(Example example) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (var server = PaddockServer.start()) {
            example.run(
                    server.connectString(), line -> lines.add(line.replaceAll("[0-9]{2,}", "N")));
        }
        return lines;
    }

    @Test
    void mutex() throws Exception {
        assertThat(run(MutexExample::run)).hasSize(2).endsWith("writing again");
    }

    @Test
    void sharedLock() throws Exception {
        assertThat(run(SharedLockExample::run)).hasSize(2).contains("two read: true");
    }

    @Test
    void semaphore() throws Exception {
        assertThat(run(SemaphoreExample::run))
                .containsExactly("using the service: true", "others may: 1");
    }

    @Test
    void election() throws Exception {
        List<String> lines = run(ElectionExample::run);

        assertThat(lines).hasSize(2).endsWith("host-2 leads: true");
        assertThat(lines.get(0)).startsWith("[host-1], leading with token ");
    }

    @Test
    void fifoQueue() throws Exception {
        assertThat(run(FifoQueueExample::run))
                .containsExactly("resize picture 7", "resize picture 8", "left: 0");
    }

    @Test
    void priorityQueue() throws Exception {
        assertThat(run(PriorityQueueExample::run)).containsExactly("fire", "water the plants");
    }

    @Test
    void barrier() throws Exception {
        assertThat(run(BarrierExample::run)).containsExactly("in: false", "in: true");
    }

    @Test
    void doubleBarrier() throws Exception {
        List<String> lines = run(DoubleBarrierExample::run);

        assertThat(lines.subList(0, 2))
                .containsExactlyInAnyOrder("worker 0 computes", "worker 1 computes");
        assertThat(lines.subList(2, 4))
                .containsExactlyInAnyOrder("worker 0 goes on", "worker 1 goes on");
    }

    @Test
    void sharedCounter() throws Exception {
        assertThat(run(SharedCounterExample::run)).containsExactly("visitors: 3", "visitors: 2");
    }

    @Test
    void naming() throws Exception {
        assertThat(run(NamingExample::run))
                .containsExactly("claimed: true, again: false", "order-0", "order-1");
    }

    @Test
    void configuration() throws Exception {
        assertThat(run(ConfigurationExample::run))
                .containsExactly("connections: N", "told by a server: true", "cached: true");
    }

    @Test
    void group() throws Exception {
        assertThat(run(GroupExample::run))
                .contains("host-1 is up at N.0.0.1", "members: [host-1]", "host-1 is down")
                .endsWith("members: []");
    }

    @Test
    void treeMirror() throws Exception {
        assertThat(run(TreeMirrorExample::run)).containsExactly("flags: [dark]", "dark: on");
    }

    @Test
    void discovery() throws Exception {
        assertThat(run(DiscoveryExample::run))
                .containsExactly("calling N.0.0.2 of 2", "known: true, true");
    }
}
