package paddock.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Request;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

class NumberedFrameTest {
    @Test
    void aPatchedFrameEqualsOneEncodedWithThatNumber() {
        NumberedFrame frame = NumberedFrame.of("/a/n-", path -> new Request.Delete(path, -1));
        ByteBuffer out = ByteBuffer.allocate(200);

        frame.put(out, 1, 999);
        frame.put(out, 77, 1234567890L);

        assertThat(Arrays.copyOf(out.array(), frame.length()))
                .isEqualTo(Frames.request(1, new Request.Delete("/a/n-0000000999", -1)));
        assertThat(Arrays.copyOfRange(out.array(), frame.length(), out.position()))
                .isEqualTo(Frames.request(77, new Request.Delete("/a/n-1234567890", -1)));
    }

    @Test
    void everyPlaceGetsTheNumber() {
        NumberedFrame frame =
                NumberedFrame.of(
                        "/n",
                        path ->
                                new Request.Multi(
                                        false,
                                        List.of(
                                                new Request.Check(path, 0),
                                                new Request.Delete(path, 0))));
        ByteBuffer out = ByteBuffer.allocate(200);

        frame.put(out, 5, 42);

        assertThat(Arrays.copyOf(out.array(), out.position()))
                .isEqualTo(
                        Frames.request(
                                5,
                                new Request.Multi(
                                        false,
                                        List.of(
                                                new Request.Check("/n0000000042", 0),
                                                new Request.Delete("/n0000000042", 0)))));
    }

    @Test
    void aFrameWithoutAPlaceIsRefused() {
        assertThatThrownBy(() -> NumberedFrame.of("/a", path -> new Request.Ping()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(NumberedFrame.PLACE);
    }
}
