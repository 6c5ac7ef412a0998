package paddock.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.BadDisk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

final class SteadyFileTest {
    private static final int PIECE = SteadyFile.FORCE_EVERY_BYTES;

    @TempDir private Path folder;

    private final BadDisk disk = new BadDisk();

    @Test
    void isForcedWithEachPieceThatIsFull() throws IOException {
        try (SteadyFile file = open(true)) {
            file.write(new byte[PIECE - 1]);
            assertThat(disk.forces()).isZero();
            file.write(0);
            assertThat(disk.forces()).isEqualTo(1);
            file.write(new byte[2 * PIECE + 1]);
            assertThat(disk.forces()).isEqualTo(3);
            file.finish();
            assertThat(disk.forces()).isEqualTo(4);
        }
    }

    @Test
    void isNotForcedWhereItNeedNotBeDurable() throws IOException {
        try (SteadyFile file = open(false)) {
            file.write(new byte[3 * PIECE]);
            file.finish();
        }
        assertThat(disk.forces()).isZero();
    }

    @Test
    void holdsWhatWasWritten() throws IOException {
        byte[] content = new byte[2 * PIECE + 77];
        new SplittableRandom(7).nextBytes(content);
        try (SteadyFile file = open(true)) {
            file.write(content, 0, 100);
            file.write(content, 100, content.length - 100);
            file.finish();
        }
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(content);
    }

    @Test
    void failsWhereAForceFails() throws IOException {
        disk.failForces("Input/output error");
        try (SteadyFile file = open(true)) {
            assertThatThrownBy(() -> file.write(new byte[PIECE]))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Input/output error");
        }
    }

    private SteadyFile open(boolean durable) throws IOException {
        return new SteadyFile(disk.open(folder.resolve("file"), 1), durable);
    }
}
