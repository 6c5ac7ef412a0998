package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Request;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

/// Far more work than a server with a small heap can carry: it reads no more than it can answer,
/// and whoever waits for his answers before he asks again is served all along.
///
/// `-Dconformance.overload=SECONDS` makes it longer.
class OverloadIT {
    private static final Duration LASTING =
            Duration.ofSeconds(Integer.getInteger("conformance.overload", 4));
    private static final int HEAP = 64;

    /// Heap, as much again for the network, and the JVM itself.
    private static final long MOST_RESIDENT = 400L << 20;

    /// A machine that tests, floods and serves on two processors, and others beside.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration NORMAL = Duration.ofSeconds(1);
    private static final int IN_A_ROW = 20;

    private ServerUnderTest server;
    private RawSession patient;

    @BeforeEach
    void start() {
        server = ServerUnderTest.start(ServerKind.PADDOCK, ServerOptions.standard().heap(HEAP));
        patient = RawSession.open(server.address(), 60_000);
        patient.create("/patient", new byte[0], 0);
        patient.create("/flood", new byte[0], 0);
    }

    @AfterEach
    void nothingBroke() {
        try (var last = server;
                var served = patient) {
            awaitNormality();
            assertThat(last.isAlive()).isTrue();
            assertThat(last.log())
                    .doesNotContain(" ERROR ")
                    .doesNotContain("OutOfMemory")
                    .doesNotContain("raised an exception");
        }
    }

    @Test
    void updatesInDeepPipelinesAreHeldBack() {
        byte[] train = repeated(new Request.SetData("/flood", new byte[1024], -1), 200);
        try (var flood = new Flood(server.address(), 200, train, true)) {
            servesThePatient(flood);
        }
    }

    @Test
    void updatesWhoseAnswersNobodyReadsAreHeldBack() {
        byte[] train = repeated(new Request.SetData("/flood", new byte[1024], -1), 200);
        try (var flood = new Flood(server.address(), 200, train, false)) {
            servesThePatient(flood);
        }
    }

    @Test
    void updatesOfManyKibibytesAreHeldBack() {
        byte[] train = repeated(new Request.SetData("/flood", new byte[100_000], -1), 3);
        try (var flood = new Flood(server.address(), 100, train, true)) {
            servesThePatient(flood);
        }
    }

    @Test
    void bigReadsAreHeldBack() {
        patient.setData("/flood", new byte[900_000]);
        byte[] train = repeated(new Request.GetData("/flood", false), 20_000);
        try (var flood = new Flood(server.address(), 100, train, true)) {
            servesThePatient(flood);
        }
    }

    private void servesThePatient(Flood flood) {
        long begun = System.nanoTime();
        long longest = 0;
        int served = 0;
        long resident = 0;
        while (System.nanoTime() - begun < LASTING.toNanos()) {
            longest = Math.max(longest, serve());
            served++;
            resident = Math.max(resident, server.residentBytes());
        }
        assertThat(flood.timesHeldUp()).as("%s", flood).isPositive();
        assertThat(flood.lostClients()).as("%s%n%s", flood, server.log()).isZero();
        assertThat(served).as("%s", flood).isPositive();
        assertThat(Duration.ofNanos(longest)).as("%s", flood).isLessThan(PATIENCE);
        assertThat(resident).as("%s", flood).isLessThan(MOST_RESIDENT);
    }

    /// Returns how long the slower of an update and a read took, in nanoseconds.
    private long serve() {
        long begun = System.nanoTime();
        patient.setData("/patient", new byte[3]);
        long updated = System.nanoTime();
        assertThat(patient.getData("/patient").data()).hasSize(3);
        patient.ping();
        return Math.max(updated - begun, System.nanoTime() - updated);
    }

    private void awaitNormality() {
        long begun = System.nanoTime();
        int inARow = 0;
        while (inARow < IN_A_ROW) {
            inARow = serve() < NORMAL.toNanos() ? inARow + 1 : 0;
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("until it answers as usual")
                    .isLessThan(PATIENCE);
        }
    }

    static byte[] repeated(Request request, int times) {
        var train = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            train.writeBytes(Hostility.frame(i + 1, request));
        }
        return train.toByteArray();
    }
}
