package paddock.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

final class FrameCutterTest {
    private static final int MAX = 1_000;

    private final Frames frames = new Frames();

    @Test
    void framesComeOutWholeHoweverTheyArrive() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Frames told = new Frames();
            FrameCutter cutter = new FrameCutter(MAX, told);
            ByteBuf stream = Unpooled.buffer();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                byte[] frame = new byte[length(random)];
                random.nextBytes(frame);
                stream.writeInt(frame.length);
                stream.writeBytes(frame);
                expected.add(
                        frame.length <= MAX
                                ? Arrays.toString(frame)
                                : frame.length + Arrays.toString(Arrays.copyOf(frame, 16)));
            }
            int most = 1 + random.nextInt(3_000);
            while (stream.isReadable()) {
                int some = Math.min(stream.readableBytes(), 1 + random.nextInt(most));
                cutter.take(stream.readSlice(some), Scratch.ofLoop());
            }

            assertThat(told.told).as("seed %s", seed).isEqualTo(expected);
        }
    }

    private static int length(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(4);
            case 1 -> MAX - 1 + random.nextInt(4);
            case 2 -> random.nextInt(100);
            default -> random.nextInt(5 * MAX);
        };
    }

    @Test
    void aNegativeLengthIsRefused() {
        FrameCutter cutter = new FrameCutter(MAX, frames);

        assertThatThrownBy(() -> cutter.take(Unpooled.buffer().writeInt(-1), Scratch.ofLoop()))
                .isInstanceOf(IOException.class)
                .hasMessage("the server announced a frame of -1 bytes");
    }

    @Test
    void tellsNothingOnceItIsStopped() throws IOException {
        List<FrameCutter> self = new ArrayList<>();
        FrameCutter cutter =
                new FrameCutter(
                        MAX,
                        new Frames() {
                            @Override
                            public void frame(byte[] bytes, int offset, int length) {
                                super.frame(bytes, offset, length);
                                frames.frame(bytes, offset, length);
                                self.get(0).stop();
                            }
                        });
        self.add(cutter);
        cutter.take(Unpooled.buffer().writeInt(0).writeInt(0).writeByte(0), Scratch.ofLoop());

        assertThat(frames.told).hasSize(1);
    }

    private static class Frames implements LinkEvents {
        final List<String> told = new ArrayList<>();

        @Override
        public void up(Link link) {}

        @Override
        public void frame(byte[] bytes, int offset, int length) {
            told.add(Arrays.toString(Arrays.copyOfRange(bytes, offset, offset + length)));
        }

        @Override
        public void longFrame(byte[] bytes, int offset, int length, int frameLength) {
            told.add(
                    frameLength
                            + Arrays.toString(Arrays.copyOfRange(bytes, offset, offset + length)));
        }

        @Override
        public void pause() {}

        @Override
        public void writable() {}

        @Override
        public void down(String why) {}
    }
}
