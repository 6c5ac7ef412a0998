package paddock.wire.jute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.RandomRecords;
import paddock.wire.Seeds;

import java.util.ArrayList;
import java.util.List;

final class JuteProperties {
    @Test
    void whatIsWrittenIsReadBack() {
        Seeds.forEach(
                500,
                random -> {
                    RandomRecords values = new RandomRecords(random);
                    JuteWriter out = new JuteWriter(random.nextInt(64));
                    List<Runnable> checks = new ArrayList<>();
                    JuteReader in = new JuteReader();
                    for (int i = 0; i < 50; i++) {
                        checks.add(writeOne(random.nextInt(6), random.nextLong(), values, out, in));
                    }

                    in.reset(out.array(), 0, out.size());
                    checks.forEach(Runnable::run);
                    assertThat(in.remaining()).isZero();
                });
    }

    /// Writes a value and returns the check that reads it.
    private static Runnable writeOne(
            int kind, long number, RandomRecords values, JuteWriter out, JuteReader in) {
        return switch (kind) {
            case 0 -> {
                out.writeByte((int) number);
                yield () -> assertThat(in.readByte()).isEqualTo((byte) number);
            }
            case 1 -> {
                out.writeBool(number > 0);
                yield () -> assertThat(in.readBool()).isEqualTo(number > 0);
            }
            case 2 -> {
                out.writeInt((int) number);
                yield () -> assertThat(in.readInt()).isEqualTo((int) number);
            }
            case 3 -> {
                out.writeLong(number);
                yield () -> assertThat(in.readLong()).isEqualTo(number);
            }
            case 4 -> {
                byte[] buffer = values.buffer();
                out.writeBuffer(buffer);
                yield () -> assertThat(in.readBuffer()).isEqualTo(buffer);
            }
            default -> {
                String string = values.string();
                out.writeString(string);
                yield () -> assertThat(in.readString()).isEqualTo(string);
            }
        };
    }
}
