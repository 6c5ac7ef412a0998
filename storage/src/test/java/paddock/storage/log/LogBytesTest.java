package paddock.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/// Whether the page cache has a part in it, the bytes are the same.
class LogBytesTest {
    /// More than is read at a time, and no number of whole blocks.
    private static final int SIZE = (1 << 20) + 12_345;

    @TempDir Path folder;

    @Test
    void pastThePageCacheTheWholeFileIsReadToItsLastByte() throws IOException {
        byte[] written = new byte[SIZE];
        new Random(1).nextBytes(written);
        Path file = file(written);

        try (LogBytes bytes = direct(file)) {
            assertThat(rest(bytes)).isEqualTo(written);
            assertThat(bytes.read(new byte[10], 0, 10)).isEqualTo(-1);
        }
    }

    @Test
    void readingGoesOnFromAnyPlace() throws IOException {
        byte[] written = new byte[SIZE];
        new Random(2).nextBytes(written);
        Path file = file(written);

        try (LogBytes bytes = direct(file)) {
            for (int place : new int[] {16, 4096, 4097, 1 << 20, SIZE - 1, SIZE, 0}) {
                bytes.position(place);
                assertThat(rest(bytes)).isEqualTo(Arrays.copyOfRange(written, place, SIZE));
            }
        }
    }

    @Test
    void aHoleIsZeroesAndWhatIsAddedLaterIsFound() throws IOException {
        Path file = file(new byte[] {1, 2, 3});
        try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
            longer.setLength(SIZE);
        }

        try (LogBytes bytes = direct(file)) {
            byte[] all = new byte[SIZE];
            System.arraycopy(new byte[] {1, 2, 3}, 0, all, 0, 3);
            assertThat(rest(bytes)).isEqualTo(all);

            Files.write(file, new byte[] {4, 5}, StandardOpenOption.APPEND);

            assertThat(rest(bytes)).containsExactly(4, 5);
        }
    }

    @Test
    void whatThePageCacheHasIsReadFromThere() throws IOException {
        byte[] written = {1, 2, 3};
        Path file = file(written);

        try (LogBytes bytes = LogBytes.open(file, true)) {
            assertThat(rest(bytes)).isEqualTo(written);
        }
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("log.1"), content);
    }

    private static LogBytes direct(Path file) {
        LogBytes bytes = LogBytes.openDirect(file);
        assumeTrue(bytes != null, "this file system cannot");
        return bytes;
    }

    private static byte[] rest(LogBytes bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[100_003];
        for (int read = bytes.read(piece, 0, piece.length);
                read >= 0;
                read = bytes.read(piece, 0, piece.length)) {
            all.write(piece, 0, read);
        }
        return all.toByteArray();
    }
}
