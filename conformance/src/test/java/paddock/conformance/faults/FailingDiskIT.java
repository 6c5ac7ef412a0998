package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.conformance.ensemble.SmallDisk;
import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.nio.file.Path;

/// A disk that is full or takes no writes, under a live server. Mounting one needs root.
class FailingDiskIT {
    private static final byte[] DATA = new byte[100_000];

    // Little room is set aside, so that the end of the disk is met by a record.
    private static final ServerOptions OPTIONS = ServerOptions.standard().key("preAllocSize", "64");

    @TempDir private Path folder;
    private SmallDisk disk;
    private ServerUnderTest server;
    private RawSession session;
    private int acknowledged;

    @BeforeEach
    void start() {
        disk = new SmallDisk(folder.resolve("disk"));
        server = ServerUnderTest.startOn(ServerKind.PADDOCK, OPTIONS, folder.resolve("disk"));
        session = RawSession.open(server.address(), 40_000);
        create(3);
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
        disk.close();
    }

    @Test
    void aFullDiskEndsTheServerWithOneLineAndCostsNothingAcknowledged() {
        disk.fill();
        createUntilClosed();

        assertThat(server.awaitEnd()).isEqualTo(1);
        LastWords.assertSaidOnce(server.log(), "Cannot write to transaction log");
        assertThat(server.log()).contains("No space left on device");

        disk.clear();
        assertAllThere();
    }

    @Test
    void aDiskThatIsReadOnlyAtTheStartIsNamed() {
        server.kill();
        disk.becomeReadOnly();

        assertThatThrownBy(server::start)
                .hasMessageContaining("Cannot write to data directory " + folder.resolve("disk"));

        disk.becomeWritable();
        assertAllThere();
    }

    private void create(int count) {
        for (int i = 0; i < count; i++) {
            session.create("/n" + acknowledged, DATA, 0);
            acknowledged++;
        }
    }

    private void createUntilClosed() {
        try {
            create(1_000);
        } catch (RawSession.ConnectionClosedException e) {
            return;
        }
        throw new AssertionError("a thousand znodes fit on a full disk");
    }

    private void assertAllThere() {
        server.start();
        try (var later = RawSession.open(server.address(), 40_000)) {
            for (int i = 0; i < acknowledged; i++) {
                assertThat(later.exists("/n" + i)).as("znode %d", i).isTrue();
            }
        }
    }
}
