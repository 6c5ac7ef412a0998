package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.file.Path;

/// A real file system that gives up under a live server: until it is checked, nothing can be
/// written.
@EnabledIf(
        value = "paddock.conformance.faults.JournaledDisk#isPossible",
        disabledReason = "there are no loop devices")
class AbortedFileSystemIT {
    private static final ServerOptions OPTIONS =
            ServerOptions.standard()
                    .key("preAllocSize", "1024")
                    .property("zookeeper.forceSync", "yes");

    @TempDir private Path folder;
    private JournaledDisk disk;
    private ServerUnderTest server;
    private RawSession session;
    private int sent;
    private int acknowledged;

    @BeforeEach
    void start() {
        disk = new JournaledDisk(folder);
        Path data = disk.folder().resolve("data");
        server = ServerUnderTest.startOn(ServerKind.PADDOCK, OPTIONS, data);
        session = RawSession.open(server.address(), 40_000);
        update(200);
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
        disk.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300})
    void theServerEndsWithOneLineAndAfterACheckAllIsThere(int atOnce) {
        disk.abort();
        updateUntilClosed(atOnce);

        assertThat(server.awaitEnd()).isEqualTo(1);
        LastWords.assertSaidOnce(server.log(), "transaction log", "Read-only file system");
        assertThatThrownBy(server::start)
                .hasMessageContainingAll(
                        "Cannot force data directory " + server.data(), "Read-only file system");

        disk.repair();
        server.start();
        try (var later = RawSession.open(server.address(), 40_000)) {
            for (int i = 0; i < acknowledged; i++) {
                assertThat(later.exists("/n" + i)).as("znode %d", i).isTrue();
            }
        }
    }

    private void updateUntilClosed(int atOnce) {
        try {
            for (int i = 0; i < 1_000; i++) {
                update(atOnce);
            }
        } catch (RawSession.ConnectionClosedException e) {
            return;
        }
        throw new AssertionError("all was acknowledged");
    }

    private void update(int atOnce) {
        for (int i = 0; i < atOnce; i++) {
            session.send(create(sent));
            sent++;
        }
        while (acknowledged < sent) {
            assertThat(session.receive(create(acknowledged)).header().err()).isZero();
            acknowledged++;
        }
    }

    private static Request create(int number) {
        return new Request.Create(OpCode.CREATE, "/n" + number, new byte[100], Acl.OPEN, 0, 0);
    }
}
