package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.conformance.faults.FaultyDisk.Order;
import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.file.Path;

/// A disk that takes no more, under a live server.
class FailingForceIT {
    private static final ServerOptions OPTIONS =
            ServerOptions.standard().property("zookeeper.forceSync", "yes");

    @TempDir private Path folder;
    private FaultyDisk disk;
    private ServerUnderTest server;
    private RawSession session;
    private int sent;
    private int acknowledged;

    @BeforeEach
    void start() {
        disk = new FaultyDisk(folder.resolve("disk"));
        server =
                ServerUnderTest.startOn(
                        ServerKind.PADDOCK, OPTIONS, disk.prefix(), folder.resolve("data"));
        session = RawSession.open(server.address(), 40_000);
        for (int i = 0; i < 40; i++) {
            send(1);
            receive();
        }
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    /// The force behind the one that fails would succeed, and so much the worse: the system has
    /// forgotten what it could not write.
    @ParameterizedTest
    @ValueSource(ints = {1, 300})
    void nothingIsAcknowledgedOnceAForceFailed(int atOnce) {
        disk.order(Order.FORCE_FAILS);
        receiveUntilClosed(atOnce);

        assertThat(server.awaitEnd()).isEqualTo(1);
        disk.awaitMet(Order.FORCE_FAILS);
        LastWords.assertSaidOnce(
                server.log(), "Cannot force transaction log", "Input/output error");

        disk.order(Order.OK);
        assertAllThere();
    }

    @Test
    void aFileSystemThatBecameReadOnlyEndsTheServerWithOneLine() {
        disk.order(Order.READ_ONLY);
        receiveUntilClosed(1);

        assertThat(server.awaitEnd()).isEqualTo(1);
        LastWords.assertSaidOnce(
                server.log(), "Cannot write to transaction log", "Read-only file system");

        disk.order(Order.OK);
        assertAllThere();
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            session.send(create(sent));
            sent++;
        }
    }

    private void receive() {
        assertThat(session.receive(create(acknowledged)).header().err()).isZero();
        acknowledged++;
    }

    private static Request create(int number) {
        return new Request.Create(OpCode.CREATE, "/n" + number, new byte[100], Acl.OPEN, 0, 0);
    }

    private void receiveUntilClosed(int atOnce) {
        try {
            send(atOnce);
            while (acknowledged < sent) {
                receive();
            }
        } catch (RawSession.ConnectionClosedException e) {
            return;
        }
        throw new AssertionError("all was acknowledged");
    }

    private void assertAllThere() {
        server.start();
        try (var later = RawSession.open(server.address(), 40_000)) {
            for (int i = 0; i < acknowledged; i++) {
                assertThat(later.exists("/n" + i)).as("znode %d", i).isTrue();
            }
            assertThat(later.exists("/n" + (sent - 1))).as("the last one").isFalse();
        }
    }
}
