package paddock.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

final class FrameBufferTest {
    private final byte[] shared = new byte[64];

    @Test
    void bytesComeOutAsTheyWentInWhateverThePieces() {
        for (int seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            byte[] all = new byte[random.nextInt(500)];
            random.nextBytes(all);
            FrameBuffer buffer = new FrameBuffer();
            int sent = 0;
            int taken = 0;
            while (taken < all.length) {
                int more = Math.min(random.nextInt(100), all.length - sent);
                buffer.append(Unpooled.wrappedBuffer(all, sent, more), shared);
                sent += more;
                int take = random.nextInt(buffer.size() + 1);
                byte[] got =
                        Arrays.copyOfRange(buffer.array(), buffer.start(), buffer.start() + take);
                assertThat(got)
                        .as("seed %d", seed)
                        .isEqualTo(Arrays.copyOfRange(all, taken, taken + take));
                buffer.consume(take);
                taken += take;
                buffer.settle();
                // Others use the shared bytes meanwhile.
                Arrays.fill(shared, (byte) 0x55);
            }
            assertThat(buffer.size()).isZero();
        }
    }

    @Test
    void growsWithWhatArrivesAndNotBeyondTheFrame() {
        byte[] frame = new byte[4 + 10_000];
        frame[2] = 10_000 >> 8;
        frame[3] = (byte) 10_000;
        FrameBuffer buffer = new FrameBuffer();
        for (int sent = 0; sent < frame.length; sent += 1_000) {
            int more = Math.min(1_000, frame.length - sent);
            buffer.append(Unpooled.wrappedBuffer(frame, sent, more), shared);
            buffer.settle();

            assertThat(buffer.held()).isBetween(sent + more, Math.min(2 * (sent + more), 10_004));
        }
    }

    @Test
    void keepsNoMoreThanTheFrameThatIsNotWholeNeeds() {
        for (int seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            ByteBuf sent = Unpooled.buffer();
            FrameBuffer buffer = new FrameBuffer();
            for (int i = 0; i < 100; i++) {
                if (sent.readableBytes() < 20_000) {
                    int length = random.nextInt(20_000);
                    sent.writeInt(length).writeZero(length);
                }
                int more = Math.min(random.nextInt(30_000), sent.readableBytes());
                buffer.append(sent.readSlice(more), shared);
                int frame = frameBytes(buffer);
                while (frame <= buffer.size()) {
                    buffer.consume(frame);
                    frame = frameBytes(buffer);
                }
                buffer.settle();

                if (buffer.size() == 0) {
                    assertThat(buffer.held()).isLessThanOrEqualTo(FrameBuffer.KEEP_BYTES);
                } else if (buffer.size() >= Integer.BYTES) {
                    assertThat(buffer.held())
                            .as("seed %d", seed)
                            .isBetween(buffer.size(), Math.max(FrameBuffer.KEEP_BYTES, frame));
                }
            }
        }
    }

    /// What the first frame takes in all; of no use before its length is here.
    private static int frameBytes(FrameBuffer buffer) {
        return buffer.size() < Integer.BYTES
                ? Integer.MAX_VALUE
                : Integer.BYTES + ByteBuffer.wrap(buffer.array(), buffer.start(), 4).getInt();
    }
}
