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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Clients that do not read what they asked for, or what they watch: the server keeps a bounded
/// amount for them, and others are served.
class SlowReadersIT {
    private static final int HEAP = 128;
    private static final int CHILDREN = 100_000;
    private static final int SLOW = 50;
    private static final int ROUNDS = 300;
    private static final int MOST_CHANGES = 200_000;

    /// Heap, as much again for the network, and the JVM itself.
    private static final long MOST_RESIDENT = 500L << 20;

    private ServerUnderTest server;
    private RawSession busy;

    @AfterEach
    void nothingBroke() {
        try (var last = server;
                var served = busy) {
            serve();
            assertThat(last.log())
                    .doesNotContain(" ERROR ")
                    .doesNotContain("OutOfMemory")
                    .doesNotContain("raised an exception");
        }
    }

    @BeforeEach
    void start() {
        server = ServerUnderTest.start(ServerKind.PADDOCK, ServerOptions.standard().heap(HEAP));
        busy = RawSession.open(server.address(), 60_000);
        busy.create("/busy", new byte[0], 0);
    }

    @Test
    void longListsThatNobodyReadsFillNoMemory() {
        populate();
        byte[] lists = OverloadIT.repeated(new Request.GetChildren("/many", false, false), 50);

        leaveUnread(lists);
    }

    @Test
    void longListsBehindUpdatesThatNobodyReadsFillNoMemory() {
        populate();
        var pipeline = new ByteArrayOutputStream();
        pipeline.writeBytes(Hostility.frame(1, new Request.SetData("/busy", new byte[3], -1)));
        pipeline.writeBytes(
                OverloadIT.repeated(new Request.GetChildren("/many", false, false), 50));

        leaveUnread(pipeline.toByteArray());
    }

    private void leaveUnread(byte[] requests) {
        var before = Footprint.of(server);
        try (var trickling = RawConnection.open(server.address(), 20_000)) {
            trickling.write(Hostility.handshake());
            assertThat(trickling.read()).isNotNull();
            trickling.write(requests);
            try (var flood = new Flood(server.address(), SLOW, requests, false)) {
                boolean kept = true;
                for (int i = 0; i < ROUNDS; i++) {
                    serve();
                    kept = kept && trickling.skip(1_024);
                }
                assertThat(server.residentBytes()).as("%s", flood).isLessThan(MOST_RESIDENT);
            }
        }
        before.awaitReturn(server);
        // Whoever reads gets whole lists, then as before.
        assertThat(busy.children("/many")).hasSize(CHILDREN);
    }

    private void populate() {
        busy.create("/many", new byte[0], 0);
        int atOnce = 1_000;
        for (int from = 0; from < CHILDREN; from += atOnce) {
            List<Request> creates = new ArrayList<>();
            for (int i = from; i < from + atOnce; i++) {
                String path = String.format(Locale.ROOT, "/many/child-%07d", i);
                creates.add(new Request.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, 0, 0));
            }
            busy.call(new Request.Multi(false, creates));
        }
    }

    @Test
    void eventsThatNobodyReadsEndTheirOwnConnectionOnly() {
        String parent = "/" + "p".repeat(900);
        busy.create(parent, new byte[0], 0);
        int watched = 10_000;
        try (var slow = RawSession.open(server.address(), 60_000)) {
            slow.call(new Request.AddWatch(parent, Request.AddWatch.PERSISTENT_RECURSIVE));
            for (int i = 0; i < watched; i++) {
                slow.send(new Request.Exists(parent + "/" + i, true));
            }
            for (int i = 0; i < watched; i++) {
                slow.receive(new Request.Exists(parent, true));
            }

            for (int i = 0; i < MOST_CHANGES && !(i % 500 == 0 && isSaid()); i++) {
                String path = parent + "/" + i % watched;
                if (i < watched) {
                    busy.create(path, new byte[0], 0);
                } else {
                    busy.setData(path, new byte[0]);
                }
            }

            assertThat(isSaid()).isTrue();
            assertThat(server.log().lines().filter(line -> line.contains("bytes unread")))
                    .hasSize(1);
            byte[] event = slow.connection().read();
            while (event != null) {
                event = slow.connection().read();
            }
            assertThat(server.residentBytes()).isLessThan(MOST_RESIDENT);
        }
    }

    private boolean isSaid() {
        return server.log().contains(" bytes unread, more than ");
    }

    private void serve() {
        assertThat(server.isAlive()).isTrue();
        busy.setData("/busy", new byte[3]);
        assertThat(busy.getData("/busy").data()).hasSize(3);
        busy.ping();
    }
}
