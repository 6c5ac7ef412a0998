package paddock.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyInputStream;

import paddock.storage.fixture.Seeds;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Our Snappy against the library the reference uses.
final class SnappyBlockProperties {
    @Test
    void theLibraryUnpacksWhatWePack() {
        Seeds.forEach(
                500,
                random -> {
                    byte[] plain = anything(random, SnappyBlock.MAX_INPUT_BYTES);
                    byte[] padded = new byte[plain.length + 7];
                    System.arraycopy(plain, 0, padded, 5, plain.length);
                    byte[] packed = new byte[SnappyBlock.maxPackedBytes(plain.length)];

                    int length = new SnappyBlock().pack(padded, 5, plain.length, packed);

                    assertThat(Snappy.uncompress(Arrays.copyOf(packed, length))).isEqualTo(plain);
                });
    }

    @Test
    void weUnpackWhatTheLibraryPacks() {
        Seeds.forEach(
                500,
                random -> {
                    byte[] plain = anything(random, 200_000);
                    byte[] packed = Snappy.compress(plain);
                    byte[] out = new byte[SnappyBlock.unpackedBytes(packed, packed.length)];

                    SnappyBlock.unpack(packed, packed.length, out);

                    assertThat(out).isEqualTo(plain);
                });
    }

    @Test
    void streamsGoBothWays() {
        Seeds.forEach(
                50,
                random -> {
                    byte[] plain = anything(random, 300_000);
                    ByteArrayOutputStream ours = new ByteArrayOutputStream();
                    try (SnappyOutputStream out = new SnappyOutputStream(ours)) {
                        out.write(plain);
                    }
                    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
                    try (var out = new org.xerial.snappy.SnappyOutputStream(theirs)) {
                        out.write(plain);
                    }

                    try (var in = new SnappyInputStream(bytes(ours))) {
                        assertThat(in.readAllBytes()).isEqualTo(plain);
                    }
                    try (var in = new paddock.storage.snapshot.SnappyInputStream(bytes(theirs))) {
                        assertThat(in.readAllBytes()).isEqualTo(plain);
                    }
                });
    }

    @Test
    void damagedBlocksFailWithoutReadingOrWritingOutside() {
        Seeds.forEach(
                2000,
                random -> {
                    byte[] packed = Snappy.compress(anything(random, 500));
                    for (int i = random.nextInt(1, 4); i > 0; i--) {
                        packed[random.nextInt(packed.length)] = (byte) random.nextInt();
                    }
                    try {
                        int claimed = SnappyBlock.unpackedBytes(packed, packed.length);
                        if (claimed < 1 << 20) {
                            SnappyBlock.unpack(packed, packed.length, new byte[claimed]);
                        }
                    } catch (IOException expected) {
                        assertThat(expected).hasMessageContaining("snappy");
                    }
                });
    }

    @Test
    void anEmptyBlockHasNoLength() {
        assertThatThrownBy(() -> SnappyBlock.unpackedBytes(new byte[0], 0))
                .isInstanceOf(IOException.class);
    }

    private static ByteArrayInputStream bytes(ByteArrayOutputStream out) {
        return new ByteArrayInputStream(out.toByteArray());
    }

    // Noise, runs, and text that repeats at all distances.
    private static byte[] anything(RandomGenerator random, int most) {
        byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 100 : most)];
        int at = 0;
        while (at < bytes.length) {
            int part = Math.min(bytes.length - at, random.nextInt(1, 5000));
            switch (random.nextInt(3)) {
                case 0 -> {
                    byte[] noise = new byte[part];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, bytes, at, part);
                }
                case 1 -> Arrays.fill(bytes, at, at + part, (byte) random.nextInt());
                default -> {
                    int from = at == 0 ? 0 : random.nextInt(at);
                    for (int i = 0; i < part; i++) {
                        bytes[at + i] = bytes[from + i];
                    }
                }
            }
            at += part;
        }
        return bytes;
    }
}
