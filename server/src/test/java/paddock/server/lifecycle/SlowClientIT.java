package paddock.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.WatcherEvent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Clients that do not take what they are sent, or are gone without having said so.
@Timeout(120)
final class SlowClientIT {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir Path folder;

    @Test
    void clientThatLeavesWatchEventsUnreadIsClosedAtTheBound() throws IOException {
        // Each change is an event of 100 kB: no socket buffer holds as many as are made.
        String path = "/" + "n".repeat(100_000);
        int changes = 1_000;
        try (RunningServer server = new RunningServer(folder, "connection.maxUnsentBytes=1048576");
                TestClient slow = server.connected(60_000);
                TestClient busy = server.connected(60_000)) {
            busy.call(RunningServer.create(path, new byte[0], CreateMode.PERSISTENT));
            slow.call(new Request.AddWatch(path, Request.AddWatch.PERSISTENT));

            for (int i = 0; i < changes; i++) {
                var answer = busy.call(new Request.SetData(path, new byte[] {(byte) i}, -1));
                assertThat(answer.header().err()).isZero();
            }

            assertThat(server.line(slow)).isEmpty();
            assertThat(slow.framesUntilClosed()).isLessThan(changes);
            assertThat(busy.call(new Request.Ping()).header().err()).isZero();
        }
    }

    @Test
    void requestsThatNeverEndHoldBoundedMemoryAndNobodyUp() throws IOException {
        byte[] data = new byte[900_000];
        int many = 40;
        try (RunningServer server =
                        new RunningServer(folder, "connection.maxUnfinishedBytesInAll=2097152");
                TestClient busy = server.connected(60_000)) {
            busy.call(RunningServer.create("/a", new byte[0], CreateMode.PERSISTENT));
            List<TestClient> slow = new ArrayList<>();
            byte[] request = {};
            for (int i = 0; i < many; i++) {
                TestClient client = server.connected(60_000);
                slow.add(client);
                request = client.encode(new Request.SetData("/a", data, -1));
                client.sendRaw(Arrays.copyOf(request, 100_000));
                // One after the other, so that it is known who was first.
                assertThat(busy.call(new Request.SetData("/a", data, -1)).header().err()).isZero();
            }

            // 100 kB hold up to 200: no more than twenty can be left of forty.
            for (TestClient client : slow.subList(0, many / 2)) {
                assertThat(client.framesUntilClosed()).isZero();
            }
            TestClient last = slow.getLast();
            last.sendRaw(Arrays.copyOfRange(request, 100_000, request.length));
            assertThat(last.next().header().err()).isZero();
            for (TestClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void longAnswersBehindUpdatesAreHeldBackToo() throws IOException {
        try (RunningServer server = new RunningServer(folder);
                TestClient slow = server.connected(60_000);
                TestClient busy = server.connected(60_000)) {
            busy.call(RunningServer.create("/a", new byte[500_000], CreateMode.PERSISTENT));

            int queries = 1_000;
            var pipeline = new ByteArrayOutputStream();
            for (int i = 0; i < queries; i++) {
                pipeline.writeBytes(slow.encode(new Request.SetData("/a", new byte[0], 77)));
                pipeline.writeBytes(slow.encode(new Request.GetData("/a", false)));
            }
            long before = bufferBytes();
            slow.sendRaw(pipeline.toByteArray()); // arrives as a few batches, not one by one

            assertThat(busy.call(new Request.GetData("/a", false)).header().err()).isZero();
            for (int i = 0; i < queries; i++) {
                assertThat(slow.next().header().err()).isEqualTo(-103);
                assertThat(slow.next().header().err()).isZero();
            }
            assertThat(bufferBytes() - before).isLessThan(64 * MEBIBYTE);
        }
    }

    @Test
    void answersNotTakenHoldUpTheirOwnClientOnlyAndCostNoMemory() throws IOException {
        try (RunningServer server = new RunningServer(folder);
                TestClient slow = server.connected(60_000);
                TestClient busy = server.connected(60_000)) {
            busy.call(RunningServer.create("/a", new byte[900_000], CreateMode.PERSISTENT));
            long before = bufferBytes();
            int queries = 2_000;
            for (int i = 0; i < queries; i++) {
                slow.send(new Request.GetData("/a", false));
            }
            while (!server.line(slow).contains("[5]")) {
                Thread.onSpinWait(); // until its answers pile up
            }

            assertThat(busy.call(new Request.Ping()).header().err()).isZero();
            assertThat(bufferBytes() - before).isLessThan(64 * MEBIBYTE);

            for (int i = 0; i < queries; i++) {
                var answer = slow.next();
                assertThat(answer.header().err()).isZero();
                assertThat(Response.Data.read(answer.body()).data()).hasSize(900_000);
            }
        }
    }

    @Test
    void answersOfAMebibyteThatAreTakenAtOnceHoldNothingUp() throws IOException {
        try (RunningServer server = new RunningServer(folder);
                TestClient client = server.connected(60_000)) {
            String name = "n".repeat(1_000);
            client.call(RunningServer.create("/p", new byte[0], CreateMode.PERSISTENT));
            for (int i = 0; i < 1_200; i++) {
                client.call(
                        RunningServer.create("/p/" + name + i, new byte[0], CreateMode.PERSISTENT));
            }
            for (int i = 0; i < 50; i++) {
                var answer = client.call(new Request.GetChildren("/p", false, false));
                assertThat(answer.header().err()).isZero();
            }
        }
    }

    @Test
    void sessionOfAClientThatIsGoneWithoutAWordEndsAndSoDoesItsConnection() throws IOException {
        try (RunningServer server =
                        new RunningServer(
                                folder,
                                "tickTime=100",
                                "minSessionTimeout=100",
                                "nio.sessionlessCnxnTimeout=100");
                TestClient watching = server.connected(60_000);
                TestClient gone = server.connected(1_000)) {
            watching.call(RunningServer.create("/a", new byte[900_000], CreateMode.PERSISTENT));
            gone.call(RunningServer.create("/mine", new byte[0], CreateMode.EPHEMERAL));
            gone.call(new Request.AddWatch("/mine", Request.AddWatch.PERSISTENT));
            watching.call(new Request.Exists("/mine", true));
            for (int i = 0; i < 100; i++) {
                gone.send(new Request.GetData("/a", false));
            }

            var event = WatcherEvent.read(watching.next().body());

            assertThat(event.type()).isEqualTo(WatcherEvent.NODE_DELETED);
            while (!server.line(gone).isEmpty()) {
                Thread.onSpinWait(); // its last answers have a while, but nobody reads them
            }
        }
    }

    @Test
    void connectionThatOpensNoSessionIsClosed() throws IOException {
        try (RunningServer server = new RunningServer(folder, "nio.sessionlessCnxnTimeout=100");
                TestClient silent = new TestClient(server.address());
                TestClient halting = new TestClient(server.address());
                TestClient member = server.connected(60_000)) {
            halting.sendRaw(new byte[] {0, 0, 0, 44, 0, 0}); // and no more of it

            assertThat(silent.isClosedByServer()).isTrue();
            assertThat(halting.isClosedByServer()).isTrue();
            assertThat(member.call(new Request.Ping()).header().err()).isZero();
        }
    }

    @Test
    void clientThatStopsWritingIsClosed() throws IOException {
        try (RunningServer server = new RunningServer(folder);
                TestClient stopping = new TestClient(server.address());
                TestClient member = server.connected(60_000)) {
            stopping.finishWriting();
            member.finishWriting();

            assertThat(stopping.isClosedByServer()).isTrue();
            assertThat(member.isClosedByServer()).isTrue();
        }
    }

    private static long bufferBytes() {
        var metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }
}
