package paddock.wire.jute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import paddock.wire.Hex;

import java.util.List;

final class JuteWriterTest {
    @Test
    void numbersAreBigEndian() {
        assertThat(
                        Hex.written(
                                out -> {
                                    out.writeByte(0x1ff);
                                    out.writeBool(true);
                                    out.writeBool(false);
                                    out.writeInt(-2);
                                    out.writeLong(0x0102030405060708L);
                                }))
                .isEqualTo(Hex.digits("ff 01 00 fffffffe 0102030405060708"));
    }

    @Test
    void buffersAndStringsCarryTheirLengthAndNullIsMinusOne() {
        assertThat(
                        Hex.written(
                                out -> {
                                    out.writeBuffer(null);
                                    out.writeBuffer(new byte[0]);
                                    out.writeBuffer(new byte[] {1, 2});
                                    out.writeString(null);
                                    out.writeString("");
                                    out.writeString("/t");
                                }))
                .isEqualTo(
                        Hex.digits(
                                "ffffffff 00000000 00000002 0102 ffffffff 00000000 00000002 2f74"));
    }

    @Test
    void everyUtf16UnitIsEncodedByItself() {
        assertThat(Hex.written(out -> out.writeString("\u0000\u007f\u0080\u07ff\u0800\uffff")))
                .isEqualTo(Hex.digits("0000000c 00 7f c280 dfbf e0a080 efbfbf"));
        assertThat(Hex.written(out -> out.writeString("/\ud83d\ude00")))
                .isEqualTo(Hex.digits("00000007 2f eda0bd edb880"));
        assertThat(Hex.written(out -> out.writeString("\udc00")))
                .isEqualTo(Hex.digits("00000003 edb080"));
    }

    @Test
    void vectorsCarryTheirCountAndNullIsMinusOne() {
        assertThat(
                        Hex.written(
                                out -> {
                                    out.writeStrings(null);
                                    out.writeStrings(List.of());
                                    out.writeStrings(List.of("a", "b"));
                                }))
                .isEqualTo(Hex.digits("ffffffff 00000000 00000002 00000001 61 00000001 62"));
    }

    @Test
    void theArrayGrowsWithWhatIsWritten() {
        JuteWriter out = new JuteWriter(0);
        byte[] chunk = new byte[1000];
        for (int i = 0; i < 100; i++) {
            chunk[0] = (byte) i;
            out.writeRaw(chunk, 0, chunk.length);
        }
        out.writeString("\u20ac".repeat(50_000));

        assertThat(out.size()).isEqualTo(100_000 + 4 + 150_000);
        assertThat(out.capacity()).isLessThan(4 * out.size());
        assertThat(out.array()[99_000]).isEqualTo((byte) 99);
        assertThat(new JuteReader().reset(out.array(), 100_000, 150_004).readString())
                .isEqualTo("\u20ac".repeat(50_000));
    }

    @Test
    void clearKeepsTheArray() {
        JuteWriter out = new JuteWriter();
        out.writeLong(1);
        byte[] array = out.array();
        out.clear();
        out.writeInt(7);

        assertThat(out.array()).isSameAs(array);
        assertThat(out.toByteArray()).containsExactly(0, 0, 0, 7);
    }

    @Test
    void aLengthCanBeFilledInAfterwards() {
        JuteWriter out = new JuteWriter();
        out.writeInt(0);
        out.writeLong(0);
        out.writeByte(5);
        out.setInt(0, 9);
        out.setLong(4, -1);

        assertThat(Hex.of(out.toByteArray())).isEqualTo(Hex.digits("00000009 ffffffffffffffff 05"));
        assertThatThrownBy(() -> out.setInt(10, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("10 is outside 0..9");
        assertThatThrownBy(() -> out.setInt(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.setLong(6, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.setLong(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasWrittenCanBeTakenBack() {
        JuteWriter out = new JuteWriter();
        out.writeInt(1);
        out.writeInt(2);
        out.truncate(4);

        assertThat(out.toByteArray()).containsExactly(0, 0, 0, 1);
        assertThatThrownBy(() -> out.truncate(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.truncate(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
