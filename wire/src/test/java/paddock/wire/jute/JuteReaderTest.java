package paddock.wire.jute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.wire.Allocation;
import paddock.wire.Hex;

final class JuteReaderTest {
    private static JuteReader reader(String hex) {
        return JuteReader.over(Hex.bytes(hex));
    }

    @Test
    void numbersAreBigEndian() {
        JuteReader in = reader("7f 80 00000102 fffffffe 0102030405060708 8000000000000000");

        assertThat(in.readByte()).isEqualTo((byte) 0x7f);
        assertThat(in.readByte()).isEqualTo((byte) -128);
        assertThat(in.readInt()).isEqualTo(0x102);
        assertThat(in.readInt()).isEqualTo(-2);
        assertThat(in.readLong()).isEqualTo(0x0102030405060708L);
        assertThat(in.readLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void anyByteButZeroIsTrue() {
        JuteReader in = reader("00 01 02 80 ff");

        assertThat(in.readBool()).isFalse();
        assertThat(in.readBool()).isTrue();
        assertThat(in.readBool()).isTrue();
        assertThat(in.readBool()).isTrue();
        assertThat(in.readBool()).isTrue();
    }

    @Test
    void nullEmptyAndFullBuffersAreToldApart() {
        JuteReader in = reader("ffffffff 00000000 00000002 6869");

        assertThat(in.readBuffer()).isNull();
        assertThat(in.readBuffer()).isEmpty();
        assertThat(in.readBuffer()).containsExactly('h', 'i');
    }

    @Test
    void aBufferIsACopy() {
        byte[] source = Hex.bytes("00000001 61");
        byte[] read = JuteReader.over(source).readBuffer();
        source[4] = 'b';

        assertThat(read).containsExactly('a');
    }

    @Test
    void nullEmptyAndFullStringsAreToldApart() {
        JuteReader in = reader("ffffffff 00000000 00000003 2f6162");

        assertThat(in.readNullableString()).isNull();
        assertThat(in.readNullableString()).isEmpty();
        assertThat(in.readNullableString()).isEqualTo("/ab");
    }

    @ParameterizedTest
    @CsvSource({
        "2fff, /\ufffd",
        "c3a9, \u00e9",
        "e282ac, \u20ac",
        "f09f9880, \ud83d\ude00",
        "eda0bd, \ufffd",
        "eda0bdedb880, \ufffd\ufffd",
        "c0af, \ufffd\ufffd",
        "61c3, a\ufffd",
        "80, \ufffd"
    })
    void malformedUtf8BecomesReplacementCharacters(String hex, String expected) {
        String length = "%08x".formatted(hex.length() / 2);

        assertThat(reader(length + hex).readString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -3, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 2 * 0xfffff + 1})
    void lengthsOutOfBoundsAreRefusedBeforeAnythingIsAllocated(int length) {
        byte[] bytes = Hex.bytes("%08x 61616161".formatted(length));

        assertThatThrownBy(() -> JuteReader.over(bytes).readBuffer())
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("buffer length " + length + " is outside -1..2097150");
        assertThatThrownBy(() -> JuteReader.over(bytes).readNullableString())
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("string length " + length + " is outside -1..2097150");
        assertThat(allocatedByRefusal(() -> JuteReader.over(bytes).readBuffer())).isLessThan(4096);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1000, 0xfffff, 2 * 0xfffff})
    void lengthsBeyondTheEndAreRefusedBeforeAnythingIsAllocated(int length) {
        byte[] bytes = Hex.bytes("%08x 61616161".formatted(length));

        assertThatThrownBy(() -> JuteReader.over(bytes).readBuffer())
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("buffer length " + length + " but only 4 bytes follow");
        assertThat(allocatedByRefusal(() -> JuteReader.over(bytes).readBuffer())).isLessThan(4096);
        assertThat(allocatedByRefusal(() -> JuteReader.over(bytes).readNullableString()))
                .isLessThan(4096);
    }

    @Test
    void theBoundOnFieldsIsInclusiveAndCanBeChosen() {
        byte[] bytes = Hex.bytes("00000004 61626364");

        assertThat(new JuteReader(4).reset(bytes, 0, 8).readString()).isEqualTo("abcd");
        assertThatThrownBy(() -> new JuteReader(3).reset(bytes, 0, 8).readString())
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void aSliceKeepsTheBoundAndEndsWhereItWasToldTo() {
        JuteReader in = new JuteReader(3).reset(Hex.bytes("00000004 61626364 07"), 0, 9);
        JuteReader slice = in.readSlice(8);

        assertThat(in.remaining()).isEqualTo(1);
        assertThat(in.readByte()).isEqualTo((byte) 7);
        assertThatThrownBy(slice::readString)
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("string length 4 is outside -1..3");
        assertThatThrownBy(() -> in.readSlice(1)).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> in.readSlice(-1)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void everyTruncationIsNoticed() {
        byte[] bytes =
                Hex.bytes("07 00000102 0102030405060708 01 00000002 6869 00000001 00000001 61");
        for (int length = 0; length < bytes.length; length++) {
            JuteReader in = new JuteReader().reset(bytes, 0, length);

            assertThatThrownBy(() -> readAll(in))
                    .as("the first %d bytes", length)
                    .isInstanceOf(MalformedRecordException.class);
        }
        JuteReader whole = JuteReader.over(bytes);
        readAll(whole);
        assertThat(whole.remaining()).isZero();
    }

    @Test
    void nothingBeyondTheWindowIsRead() {
        JuteReader in = new JuteReader().reset(Hex.bytes("ff 00000001 61 ff ff ff"), 1, 5);

        assertThat(in.readString()).isEqualTo("a");
        assertThatThrownBy(in::readByte)
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("1 bytes needed but only 0 left");
    }

    @Test
    void aWindowOutsideTheArrayIsRefused() {
        assertThatThrownBy(() -> new JuteReader().reset(new byte[4], 2, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new JuteReader().reset(new byte[4], -1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void skippingIsBounded() {
        JuteReader in = reader("0102");
        in.skip(1);

        assertThat(in.position()).isEqualTo(1);
        assertThatThrownBy(() -> in.skip(2)).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> in.skip(-1)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void vectorCountMinusOneIsNullAndOtherCountsBelowOneAreEmpty() {
        assertThat(reader("ffffffff").readNullableVector(JuteReader::readString)).isNull();
        assertThat(reader("fffffffe").readNullableVector(JuteReader::readString)).isEmpty();
        assertThat(reader("80000000").readNullableVector(JuteReader::readString)).isEmpty();
        assertThat(reader("00000000").readNullableVector(JuteReader::readString)).isEmpty();
        assertThat(
                        reader("00000002 00000001 61 00000001 62")
                                .readNullableVector(JuteReader::readString))
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1000, 1 << 28, Integer.MAX_VALUE})
    void vectorsWithTooFewElementsAreRefusedBeforeRoomIsMadeForThem(int count) {
        byte[] bytes = Hex.bytes("%08x 00000001 61".formatted(count));

        assertThatThrownBy(() -> JuteReader.over(bytes).readVector(JuteReader::readString))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("vector of " + count + " elements ends after 1");
        assertThat(
                        allocatedByRefusal(
                                () -> JuteReader.over(bytes).readVector(JuteReader::readString)))
                .isLessThan(4096);
    }

    @Test
    void nullWhereAValueIsRequiredIsRefused() {
        assertThatThrownBy(() -> reader("ffffffff").readString())
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("string is null where one is required");
        assertThatThrownBy(() -> reader("ffffffff").readVector(JuteReader::readString))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("vector is null where one is required");
    }

    private static void readAll(JuteReader in) {
        in.readByte();
        in.readInt();
        in.readLong();
        in.readBool();
        in.readBuffer();
        in.readVector(JuteReader::readString);
    }

    private static long allocatedByRefusal(Runnable read) {
        Runnable refused =
                () -> {
                    try {
                        read.run();
                    } catch (MalformedRecordException expected) {
                        return;
                    }
                    throw new AssertionError("was not refused");
                };
        refused.run(); // the first time also loads classes
        return Allocation.bytesOf(refused);
    }
}
