package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import paddock.conformance.raw.RawConnection;
import paddock.conformance.raw.RawSession;
import paddock.conformance.server.Footprint;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Much of what strangers can send, at once: nobody else notices, and nothing of it stays.
///
/// `-Dconformance.connects=N` and `-Dconformance.mutants=N` make it more.
class HostileFloodIT {
    private static final int CONNECTS = Integer.getInteger("conformance.connects", 5_000);
    private static final int MUTANTS = Integer.getInteger("conformance.mutants", 3_000);
    private static final int PATIENCE_MILLIS = 30_000;

    private final Hostility hostility = new Hostility(20_261_128L);
    private ServerUnderTest server;
    private RawSession honest;
    private Footprint before;

    @BeforeEach
    void start() {
        server = ServerUnderTest.start(ServerKind.PADDOCK, ServerOptions.standard());
        honest = RawSession.open(server.address(), 60_000);
        honest.create("/honest", new byte[0], 0);
        // What is made at first use is no leak.
        sendMutants(100);
        serve();
        before = Footprint.of(server);
    }

    @AfterEach
    void nothingStays() {
        try (var last = server;
                var served = honest) {
            before.awaitReturn(last);
            serve();
            assertThat(last.log())
                    .doesNotContain(" ERROR ")
                    .doesNotContain("OutOfMemory")
                    .doesNotContain("raised an exception");
        }
    }

    @Test
    void mutatedRequestsHarmNobody() {
        for (int sent = 0; sent < MUTANTS; sent += 500) {
            sendMutants(500);
            serve();
        }
    }

    private void sendMutants(int count) {
        for (int sent = 0; sent < count; ) {
            try (var stranger = connect()) {
                stranger.write(Hostility.handshake());
                for (int i = 0; i < 20; i++, sent++) {
                    stranger.write(hostility.mutant());
                }
                stranger.finishWriting();
                byte[] answer = stranger.read();
                while (answer != null) {
                    answer = stranger.read();
                }
            }
        }
    }

    @Test
    void whoSendsByteByByteIsServedLikeOthers() {
        byte[] whole = join(Hostility.handshake(), create(1, "/slow-"));
        var slow = new ArrayList<RawConnection>();
        for (int i = 0; i < 100; i++) {
            slow.add(connect());
        }
        for (byte one : whole) {
            slow.forEach(each -> assertThat(each.write(new byte[] {one})).isTrue());
        }
        for (RawConnection each : slow) {
            assertThat(each.read()).as("the session").isNotNull();
            assertThat(each.read()).as("the znode").isNotNull();
        }
        serve();
        assertThat(honest.children("/")).filteredOn(name -> name.startsWith("slow-")).hasSize(100);
        slow.forEach(RawConnection::close);
    }

    @Test
    void halfOpenAndIdleConnectionsCostNobodyHisOwn() {
        var idle = new ArrayList<RawConnection>();
        for (int i = 0; i < 300; i++) {
            var stranger = connect();
            switch (i % 3) {
                case 0 -> stranger.write(Hostility.handshake());
                case 1 -> stranger.write(new byte[] {0, 0});
                default -> stranger.finishWriting();
            }
            idle.add(stranger);
        }
        serve();
        idle.forEach(RawConnection::close);
    }

    @Test
    void aStormOfConnectsPasses() {
        byte[] handshake = Hostility.handshake();
        for (int i = 0; i < CONNECTS; i++) {
            try (var stranger = connect()) {
                switch (i % 4) {
                    case 0 -> stranger.write(hostility.noise(40));
                    case 1 -> stranger.write(handshake);
                    case 2 -> stranger.write(new byte[] {-1, -1, -1, -1});
                    default -> {} // leaves without a word
                }
                stranger.resetOnClose();
            }
            if (i % 1_000 == 0) {
                serve();
            }
        }
    }

    @Test
    void refusalsAreSaidAndDoNotFloodTheLog() {
        long begun = System.nanoTime();
        refuse(500);
        // Another one after the second of the last line tells how many were not said.
        while (!server.log().contains(" more like this were not logged")) {
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(30));
            refuse(1);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + 1;

        assertThat(server.log().lines().filter(line -> line.contains("Len error")).count())
                .isBetween(2L, seconds + 2);
    }

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            try (var stranger = connect()) {
                stranger.write(ByteBuffer.allocate(4).putInt(-1 - i).array());
                assertThat(stranger.read()).isNull();
            }
        }
    }

    @Test
    void aFloodOfOneClientLeavesTheOthersTheirTurn() {
        var enough = new AtomicBoolean();
        try (var flooding = RawSession.open(server.address(), 40_000)) {
            flooding.create("/flood", new byte[0], 0);
            byte[] train = train(200);
            // What is answered is not even looked at before the end.
            var flood =
                    CompletableFuture.supplyAsync(
                            () -> {
                                int trains = 0;
                                while (!enough.get() && flooding.connection().write(train)) {
                                    trains++;
                                }
                                return trains;
                            });
            var reader =
                    CompletableFuture.runAsync(
                            () -> {
                                while (!enough.get() && flooding.connection().read() != null) {}
                            });

            for (int i = 0; i < 200; i++) {
                serve();
            }
            enough.set(true);
            flooding.close();

            assertThat(flood.join()).isPositive();
            reader.join();
        }
    }

    private static byte[] train(int requests) {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            frames.add(Hostility.frame(i, new Request.SetData("/flood", new byte[500], -1)));
        }
        return join(frames.toArray(byte[][]::new));
    }

    private static byte[] create(int xid, String path) {
        return Hostility.frame(
                xid, new Request.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, 3, 0));
    }

    private static byte[] join(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    /// The honest client and a new one are served.
    private void serve() {
        assertThat(server.isAlive()).isTrue();
        honest.setData("/honest", new byte[3]);
        assertThat(honest.getData("/honest").data()).hasSize(3);
        try (var newcomer = RawSession.open(server.address(), 40_000)) {
            assertThat(newcomer.exists("/honest")).isTrue();
            newcomer.closeSession();
        }
    }

    private RawConnection connect() {
        return RawConnection.open(server.address(), PATIENCE_MILLIS);
    }
}
