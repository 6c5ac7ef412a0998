package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.conformance.faults.FaultyDisk.Order;
import paddock.conformance.raw.NoAnswerException;
import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A disk that takes longer for one force than sessions last, under a live server.
class HangingDiskIT {
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final int HANG_MILLIS = 5_000;
    private static final int READERS = 6;
    private static final int EPHEMERAL = 1;

    /// So many updates, and a server knows that a client updates one by one.
    private static final int WARM_UP = 40;

    @TempDir private Path folder;
    private FaultyDisk disk;
    private ServerUnderTest server;
    private final List<RawSession> readers = new ArrayList<>();

    @BeforeEach
    void start() {
        disk = new FaultyDisk(folder.resolve("disk"));
        // Few enough loops for each to have several clients.
        var options =
                ServerOptions.standard()
                        .key("tickTime", "1000")
                        .key("eventLoops", "2")
                        .property("zookeeper.forceSync", "yes");
        server =
                ServerUnderTest.startOn(
                        ServerKind.PADDOCK, options, disk.prefix(), folder.resolve("data"));
    }

    @AfterEach
    void close() {
        readers.forEach(RawSession::close);
        server.close();
    }

    @Test
    void onlyUpdatesWaitForIt() {
        for (int i = 0; i < READERS; i++) {
            readers.add(member("/reader" + i));
        }
        try (var writer = member("/writer")) {
            Request update = hang(writer);

            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HANG_MILLIS);
            while (System.nanoTime() < until) {
                for (int i = 0; i < READERS; i++) {
                    readers.get(i).ping();
                    assertThat(readers.get(i).exists("/reader" + i)).isTrue();
                    assertThat(readers.get(i).exists("/late")).isFalse();
                }
                assertThat(server.fourLetterWord("ruok")).isEqualTo("imok");
                assertThat(server.fourLetterWord("srvr")).contains("Mode: standalone");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }

            goOn(writer, update);
        }
    }

    @Test
    void theOnlyClientKeepsItsSession() {
        try (var writer = member("/writer")) {
            Request update = hang(writer);

            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(HANG_MILLIS));

            goOn(writer, update);
            assertThat(writer.exists("/writer")).isTrue();
        }
    }

    private RawSession member(String ephemeral) {
        var session = RawSession.open(server.address(), TIMEOUT_MILLIS);
        session.create(ephemeral, new byte[0], EPHEMERAL);
        return session;
    }

    /// Sends an update whose force hangs.
    private Request hang(RawSession writer) {
        for (int i = 0; i < WARM_UP; i++) {
            writer.setData("/writer", new byte[] {(byte) i});
        }
        disk.order(Order.FORCE_HANGS);
        var update = new Request.Create(OpCode.CREATE, "/late", new byte[0], Acl.OPEN, 0, 0);
        writer.send(update);
        disk.awaitMet(Order.FORCE_HANGS);
        return update;
    }

    private void goOn(RawSession writer, Request update) {
        writer.connection().patience(1);
        assertThatThrownBy(() -> writer.receive(update)).isInstanceOf(NoAnswerException.class);

        disk.order(Order.OK);

        writer.connection().patience(20_000);
        assertThat(writer.receive(update).header().err()).isZero();
        writer.ping();
        for (int i = 0; i < readers.size(); i++) {
            assertThat(readers.get(i).exists("/late")).isTrue();
            assertThat(readers.get(i).exists("/reader" + i)).isTrue();
        }
        assertThat(server.log())
                .contains("fsync-ing the write ahead log in ")
                .doesNotContain("expiring session");
    }
}
