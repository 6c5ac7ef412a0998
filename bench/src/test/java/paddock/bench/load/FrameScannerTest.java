package paddock.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class FrameScannerTest {
    private static final int PREFIX = 12;

    @Test
    void findsTheSameFramesHoweverTheStreamIsCut() {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            List<Long> sent = new ArrayList<>();
            byte[] stream = stream(random, sent);
            List<Long> seen = new ArrayList<>();
            FrameScanner scanner = new FrameScanner(PREFIX);

            for (int at = 0; at < stream.length; ) {
                int piece = Math.min(1 + random.nextInt(40), stream.length - at);
                scanner.scan(
                        ByteBuffer.wrap(Arrays.copyOfRange(stream, at, at + piece)),
                        (bytes, start, length) -> seen.add(tag(bytes, start, length)));
                at += piece;
            }

            assertThat(seen).as("run %d", run).isEqualTo(sent);
        }
    }

    @Test
    void refusesLengthsThatNoFrameHas() {
        for (int length : new int[] {PREFIX - 5, -1, FrameScanner.MAX_FRAME_BYTES + 1}) {
            ByteBuffer stream = ByteBuffer.allocate(64).putInt(0, length);

            assertThatThrownBy(() -> new FrameScanner(PREFIX).scan(stream, (b, at, l) -> {}))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessageContaining("a frame of " + length + " bytes");
        }
    }

    /// Length and tag of a frame in one number.
    private static long tag(ByteBuffer bytes, int at, int length) {
        assertThat(bytes.getInt(at)).isEqualTo(length);
        return (long) length << 32 | bytes.getInt(at + 8);
    }

    private static byte[] stream(Random random, List<Long> sent) {
        ByteBuffer stream = ByteBuffer.allocate(20_000);
        int frames = 1 + random.nextInt(60);
        for (int i = 0; i < frames; i++) {
            int length = PREFIX - 4 + random.nextInt(4) * random.nextInt(60);
            int start = stream.position();
            stream.putInt(length).putInt(random.nextInt()).putInt(i);
            stream.position(start + 4 + length);
            sent.add((long) length << 32 | i);
        }
        return Arrays.copyOf(stream.array(), stream.position());
    }
}
