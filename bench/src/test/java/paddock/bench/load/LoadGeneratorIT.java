package paddock.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Request;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class LoadGeneratorIT {
    private static final byte[] READ = Frames.request(1, new Request.GetData("/a", false));
    private static final Traffic.Source READS = index -> Traffic.cycling(List.of(READ));

    @Test
    void aCountedRunMeasuresExactlySoManyRequests() throws Exception {
        try (RunningEcho echo = new RunningEcho()) {
            LoadResult result =
                    LoadGenerator.run(
                            echo.address(), LoadPlan.counted(3, 5, 1_000), READS, Window.UNWATCHED);

            assertThat(result.operations()).isEqualTo(1_000);
            assertThat(result.latencies().getTotalCount()).isEqualTo(1_000);
            assertThat(result.generatorCpuNanos()).isPositive();
        }
    }

    @Test
    void severalThreadsShareTheConnections() throws Exception {
        try (RunningEcho echo = new RunningEcho()) {
            LoadPlan plan =
                    new LoadPlan(
                            5,
                            2,
                            2,
                            new LoadPlan.Pace.Closed(),
                            Duration.ZERO,
                            new LoadPlan.Extent.Counting(1_001));

            LoadResult result = LoadGenerator.run(echo.address(), plan, READS, Window.UNWATCHED);

            assertThat(result.operations()).isEqualTo(1_001);
        }
    }

    @Test
    void theConnectionsAreSpreadOverAllServers() throws Exception {
        try (StallingServer first = new StallingServer(Duration.ZERO);
                StallingServer second = new StallingServer(Duration.ZERO);
                StallingServer third = new StallingServer(Duration.ZERO)) {
            LoadPlan plan =
                    new LoadPlan(
                            7,
                            2,
                            2,
                            new LoadPlan.Pace.Closed(),
                            Duration.ZERO,
                            new LoadPlan.Extent.Counting(500));

            LoadResult result =
                    LoadGenerator.run(
                            List.of(first.address(), second.address(), third.address()),
                            plan,
                            READS,
                            Window.UNWATCHED);

            assertThat(result.operations()).isEqualTo(500);
            assertThat(List.of(first.clients(), second.clients(), third.clients()))
                    .containsExactly(3, 2, 2);
        }
    }

    @Test
    void anOpenLoopKeepsItsRate() throws Exception {
        try (RunningEcho echo = new RunningEcho()) {
            LoadResult result =
                    LoadGenerator.run(
                            echo.address(),
                            open(500, Duration.ofSeconds(1)),
                            READS,
                            Window.UNWATCHED);

            assertThat(result.operationsPerSecond()).isBetween(350.0, 600.0);
        }
    }

    /// A closed loop would see one slow request; the others would never have been sent.
    @Test
    void anOpenLoopChargesAStallToEverythingThatWasDueMeanwhile() throws Exception {
        Duration stall = Duration.ofMillis(300);
        try (StallingServer server = new StallingServer(stall)) {
            LoadResult result =
                    LoadGenerator.run(
                            server.address(),
                            open(1_000, Duration.ofSeconds(1)),
                            READS,
                            Window.UNWATCHED);

            long slow =
                    result.latencies()
                            .getCountBetweenValues(
                                    TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.HOURS.toNanos(1));
            assertThat(slow).isGreaterThan(100);
        }
    }

    /// What is due in the window is answered after it, and counts all the same.
    @Test
    void anOpenLoopWaitsForWhatWasDueInItsWindow() throws Exception {
        try (StallingServer server = new StallingServer(Duration.ofSeconds(3))) {
            LoadResult result =
                    LoadGenerator.run(
                            server.address(),
                            open(1_000, Duration.ofMillis(500)),
                            READS,
                            Window.UNWATCHED);

            assertThat(result.operations()).isZero();
            assertThat(result.latencies().getTotalCount()).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void aServerThatHangsUpFailsTheRun() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greetAndHangUp(server));

            assertThatThrownBy(
                            () ->
                                    LoadGenerator.run(
                                            (InetSocketAddress) server.getLocalSocketAddress(),
                                            LoadPlan.counted(1, 1, 10),
                                            READS,
                                            Window.UNWATCHED))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessageContaining("closed a connection");
        }
    }

    private static LoadPlan open(double rate, Duration window) {
        return new LoadPlan(
                1,
                1,
                1,
                new LoadPlan.Pace.Open(rate),
                Duration.ZERO,
                new LoadPlan.Extent.Lasting(window));
    }

    private static void greetAndHangUp(ServerSocket server) {
        try (Socket client = server.accept()) {
            StallingServer.greet(
                    new DataInputStream(client.getInputStream()),
                    new DataOutputStream(client.getOutputStream()));
            client.getInputStream().readNBytes(READ.length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Answers every client, the first request late.
    private static final class StallingServer implements AutoCloseable {
        private static final int BACKLOG = 16;

        private final ServerSocket server =
                new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());

        private final AtomicInteger clients = new AtomicInteger();

        /// Length 16, then xid, zxid and err.
        private static final byte[] REPLY = {
            0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        };

        private final Duration stall;

        StallingServer(Duration stall) throws IOException {
            this.stall = stall;
            Thread.ofPlatform().daemon().start(this::accept);
        }

        InetSocketAddress address() {
            return (InetSocketAddress) server.getLocalSocketAddress();
        }

        /// How many have come so far.
        int clients() {
            return clients.get();
        }

        static void greet(DataInputStream in, DataOutputStream out) throws IOException {
            in.readNBytes(in.readInt());
            out.writeInt(37);
            out.writeInt(0);
            out.writeInt(10_000);
            out.writeLong(1);
            out.writeInt(16);
            out.write(new byte[17]);
            out.flush();
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = server.accept();
                    clients.incrementAndGet();
                    Thread.ofPlatform().daemon().start(() -> serve(client));
                }
            } catch (IOException e) {
                // Closed: the end of the test.
            }
        }

        private void serve(Socket accepted) {
            try (Socket client = accepted) {
                client.setTcpNoDelay(true);
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                greet(in, out);
                long answerFrom = System.nanoTime() + stall.toNanos();
                while (true) {
                    in.readNBytes(in.readInt());
                    while (System.nanoTime() < answerFrom) {
                        Thread.onSpinWait();
                    }
                    out.write(REPLY);
                }
            } catch (IOException e) {
                // The client went away: the end of the test.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
