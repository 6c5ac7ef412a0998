package paddock.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.OpCode;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

final class MetricsTest {
    private final Metrics metrics = new Metrics();
    private final Recorder one = metrics.newRecorder();
    private final Recorder other = metrics.newRecorder();

    private static void namespace(Recorder recorder, String path, long value) {
        byte[] bytes = ("xx" + path + "/x").getBytes(StandardCharsets.UTF_8);
        recorder.recordNamespace(SummarySet.READ_PER_NAMESPACE, bytes, 2, bytes.length - 4, value);
    }

    @Test
    void recordersAreAddedUp() {
        one.count(Counter.BYTES_RECEIVED_COUNT, 10);
        other.count(Counter.BYTES_RECEIVED_COUNT, 5);
        other.count(Counter.COMMIT_COUNT);
        one.record(Summary.FSYNCTIME, 4);
        other.record(Summary.FSYNCTIME, 9);
        other.record(Summary.FSYNCTIME, 1);

        assertThat(metrics.counted(Counter.BYTES_RECEIVED_COUNT)).isEqualTo(15);
        assertThat(metrics.counted(Counter.COMMIT_COUNT)).isEqualTo(1);
        assertThat(metrics.distribution(Summary.FSYNCTIME))
                .isEqualTo(new Distribution(3, 14, 1, 9, 0, 0, 0, 0));
        assertThat(metrics.distribution(Summary.FSYNCTIME).average()).isEqualTo(4.6667);
        assertThat(metrics.distribution(Summary.SNAPSHOTTIME)).isEqualTo(Distribution.EMPTY);
    }

    @Test
    void percentilesAreOverAllRecorders() {
        for (int i = 1; i <= 50; i++) {
            one.record(Summary.READLATENCY, i);
            other.record(Summary.READLATENCY, 50 + i);
        }

        assertThat(metrics.distribution(Summary.READLATENCY))
                .isEqualTo(new Distribution(100, 5050, 1, 100, 50, 95, 99, 100));
    }

    @Test
    void trafficIsAddedUpAndTheLastResponseIsTheLatest() {
        one.packetReceived();
        one.packetSent();
        other.packetSent();
        one.answered(3);
        other.answered(5);
        other.responded(90, 20);
        one.responded(16, 10);

        assertThat(metrics.traffic())
                .isEqualTo(new Traffic(1, 2, new Distribution(2, 8, 3, 5, 0, 0, 0, 0), 90, 16, 90));
    }

    @Test
    void nothingYet() {
        assertThat(metrics.traffic()).isEqualTo(new Traffic(0, 0, Distribution.EMPTY, -1, -1, -1));
    }

    @Test
    void aLatencyIsNeverBelowZero() {
        one.answered(-5);

        assertThat(metrics.traffic().latency().min()).isZero();
    }

    @Test
    void aNamespaceIsTheTopLevelZnode() {
        namespace(one, "/a/b/c", 7);
        namespace(other, "/a", 3);
        namespace(other, "/bc/d", 1);
        namespace(one, "/", 100);
        namespace(one, "", 100);

        assertThat(metrics.distributions(SummarySet.READ_PER_NAMESPACE))
                .containsOnlyKeys("a", "bc");
        assertThat(metrics.distributions(SummarySet.READ_PER_NAMESPACE))
                .containsEntry("a", new Distribution(2, 10, 3, 7, 0, 0, 0, 0))
                .containsEntry("bc", new Distribution(1, 1, 1, 1, 0, 0, 0, 0));
    }

    @Test
    void aNamespaceIsTheSameHoweverItsPathIsWritten() {
        namespace(one, "/abc/d", 7);
        one.recordNamespace(SummarySet.READ_PER_NAMESPACE, "/abc/e/f", 5);
        other.recordNamespace(SummarySet.READ_PER_NAMESPACE, "/abc", 3);
        other.recordNamespace(SummarySet.READ_PER_NAMESPACE, "/", 100);
        namespace(one, "/\u00e9", 1);
        one.recordNamespace(SummarySet.READ_PER_NAMESPACE, "/\u00e9/x", 2);

        assertThat(metrics.distributions(SummarySet.READ_PER_NAMESPACE))
                .containsOnlyKeys("abc", "\u00e9")
                .containsEntry("abc", new Distribution(3, 15, 3, 7, 0, 0, 0, 0))
                .containsEntry("\u00e9", new Distribution(2, 3, 1, 2, 0, 0, 0, 0));
    }

    @Test
    void namespacesAreBoundedInNumber() {
        for (int i = 0; i < 3 * KeyedCells.MAX_KEYS; i++) {
            namespace(one, "/n" + i, i);
            one.quotaExceeded("n" + i);
        }
        namespace(one, "/n7", 9);

        var byKey = metrics.distributions(SummarySet.READ_PER_NAMESPACE);
        assertThat(byKey).hasSize(KeyedCells.MAX_KEYS);
        assertThat(byKey).containsEntry("n7", new Distribution(2, 16, 7, 9, 0, 0, 0, 0));
        assertThat(byKey).containsEntry("n999", new Distribution(1, 999, 999, 999, 0, 0, 0, 0));
        assertThat(metrics.quotaExceeded()).hasSize(KeyedCells.MAX_KEYS);
    }

    @Test
    void aResetForgetsEverythingAndCountingGoesOn() {
        one.count(Counter.COMMIT_COUNT);
        other.count(Counter.COMMIT_COUNT);
        one.record(Summary.UPDATELATENCY, 1000);
        one.answered(9);
        one.packetSent();
        one.responded(50, 1);
        one.quotaExceeded("a");
        namespace(one, "/a", 5);

        metrics.reset();

        assertThat(metrics.counted(Counter.COMMIT_COUNT)).isZero();
        assertThat(metrics.distribution(Summary.UPDATELATENCY)).isEqualTo(Distribution.EMPTY);
        assertThat(metrics.traffic()).isEqualTo(new Traffic(0, 0, Distribution.EMPTY, -1, -1, -1));
        assertThat(metrics.distributions(SummarySet.READ_PER_NAMESPACE)).isEmpty();
        assertThat(metrics.quotaExceeded()).isEmpty();

        one.record(Summary.UPDATELATENCY, 2);
        assertThat(metrics.counted(Counter.COMMIT_COUNT)).isZero();
        assertThat(metrics.distribution(Summary.UPDATELATENCY))
                .isEqualTo(new Distribution(1, 2, 2, 2, 2, 2, 2, 2));
        other.count(Counter.COMMIT_COUNT);
        namespace(one, "/a", 6);
        assertThat(metrics.counted(Counter.COMMIT_COUNT)).isEqualTo(1);
        assertThat(metrics.distributions(SummarySet.READ_PER_NAMESPACE))
                .containsEntry("a", new Distribution(1, 6, 6, 6, 0, 0, 0, 0));
    }

    @Test
    void recordingAllocatesNothing() {
        byte[] path = "/a/b".getBytes(StandardCharsets.UTF_8);
        ConnectionStats connection = new ConnectionStats("/127.0.0.1:1");
        Runnable request =
                () -> {
                    one.packetReceived();
                    one.count(Counter.BYTES_RECEIVED_COUNT, 45);
                    one.record(Summary.READLATENCY, 1);
                    one.recordNamespace(SummarySet.READ_PER_NAMESPACE, path, 0, path.length, 72);
                    one.recordNamespace(SummarySet.WRITE_PER_NAMESPACE, "/a/b", 9);
                    one.answered(1);
                    one.responded(84, 5);
                    one.packetSent();
                    connection.packetReceived();
                    connection.answered(LastOperation.of(OpCode.GET_DATA), 1, 2, 1, 5);
                    connection.packetSent();
                };
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        request.run(); // makes the cells

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            request.run();
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    @Test
    void whatOneThreadCountsAnotherAddsUp() throws InterruptedException {
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        Recorder own = metrics.newRecorder();
                                        for (int n = 0; n < 100_000; n++) {
                                            own.count(Counter.COMMIT_COUNT);
                                            own.record(Summary.PROPOSAL_LATENCY, n % 10);
                                        }
                                    });
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(metrics.counted(Counter.COMMIT_COUNT)).isEqualTo(400_000);
        assertThat(metrics.distribution(Summary.PROPOSAL_LATENCY))
                .isEqualTo(new Distribution(400_000, 1_800_000, 0, 9, 4, 9, 9, 9));
    }
}
