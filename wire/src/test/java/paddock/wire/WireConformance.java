package paddock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.jute.BinaryInputArchive;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.junit.jupiter.api.Test;

import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/// Our bytes against those of the reference's own record classes, for random values of every
/// record, strings that are no well-formed Unicode included.
final class WireConformance {
    @Test
    void everyRequestIsTheSameBytes() {
        Seeds.forEach(
                300,
                random -> {
                    for (Request request : RandomRecords.withAnyUnit(random).everyRequest()) {
                        byte[] bytes = Hex.bytesOf(request::write);
                        if (request instanceof Request.GetChildrenPage page) {
                            bytes = Arrays.copyOf(bytes, bytes.length - tailBytes(page));
                        }
                        compare(request, bytes, Twins.of(request));
                    }
                });
    }

    @Test
    void everyResponseIsTheSameBytes() {
        Seeds.forEach(
                300,
                random -> {
                    for (Response response : RandomRecords.withAnyUnit(random).everyResponse()) {
                        byte[] bytes = Hex.bytesOf(response::write);
                        if (response instanceof Response.NamesPage) {
                            bytes = Arrays.copyOf(bytes, bytes.length - 5);
                        }
                        compare(response, bytes, Twins.of(response));
                    }
                });
    }

    /// What stands behind the fields that the reference knows.
    private static int tailBytes(Request.GetChildrenPage page) {
        return 4 + Hex.bytesOf(out -> out.writeString(page.after())).length + 4 + 4;
    }

    @Test
    void everyTransactionIsTheSameBytes() {
        Seeds.forEach(
                300,
                random -> {
                    RandomRecords records = RandomRecords.withAnyUnit(random);
                    for (Txn txn : records.everyTxn()) {
                        LoggedTxn logged = records.loggedTxn(txn);
                        compare(logged, Hex.bytesOf(logged::write), Twins.of(logged));
                    }
                });
    }

    @Test
    void theHandshakeIsTheSameBytes() {
        Seeds.forEach(
                300,
                random -> {
                    RandomRecords records = RandomRecords.withAnyUnit(random);
                    var request = records.connectRequest();
                    if (request.readOnlyFlagPresent()) {
                        compare(request, Hex.bytesOf(request::write), Twins.of(request));
                    }
                    var response = records.connectResponse();
                    if (response.readOnlyFlagPresent()) {
                        compare(response, Hex.bytesOf(response::write), Twins.of(response));
                    }
                    var event = records.watcherEvent();
                    compare(event, Hex.bytesOf(event::write), Twins.of(event));
                });
    }

    @Test
    void stringsReadAsTheReferenceReadsThem() {
        Seeds.forEach(
                2_000,
                random -> {
                    byte[] bytes = new byte[4 + random.nextInt(12)];
                    random.nextBytes(bytes);
                    for (int i = 4; i < bytes.length; i++) {
                        // Lead and continuation bytes of two, three and four byte sequences.
                        byte[] likely = {(byte) 0xc3, (byte) 0xe2, (byte) 0xed, (byte) 0xf0, 'a'};
                        if (random.nextInt(3) == 0) {
                            bytes[i] = likely[random.nextInt(likely.length)];
                        } else if (random.nextBoolean()) {
                            bytes[i] = (byte) (0x80 | random.nextInt(0x40));
                        }
                    }
                    bytes[0] = bytes[1] = bytes[2] = 0;
                    bytes[3] = (byte) (bytes.length - 4);

                    assertThat(JuteReader.over(bytes).readString())
                            .isEqualTo(readByReference(bytes));
                });
    }

    @Test
    void theReferenceReadsOurHandshakeWithoutAReadOnlyFlagUpToThere() {
        ConnectRequest old = new ConnectRequest(0, 1, 2, 3, new byte[16], false, false);
        ConnectRequest now = new ConnectRequest(0, 1, 2, 3, new byte[16], false, true);

        assertThat(Hex.written(now::write)).isEqualTo(Hex.written(old::write) + "00");
    }

    private static void compare(Object ours, byte[] bytes, Record... twins) {
        assertThat(Hex.of(bytes)).as("%s", ours).isEqualTo(Hex.of(serialize(twins)));
        // And the reference reads back from our bytes what it would have written itself.
        assertThat(Hex.of(serialize(reread(bytes, twins))))
                .as("%s", ours)
                .isEqualTo(wellFormed(twins));
    }

    /// What the reference makes of its own bytes: unpaired surrogates do not survive.
    private static String wellFormed(Record... twins) {
        return Hex.of(serialize(reread(serialize(twins), twins)));
    }

    private static byte[] serialize(Record... records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryOutputArchive out = new BinaryOutputArchive(new DataOutputStream(bytes));
        try {
            for (Record record : records) {
                record.serialize(out, "record");
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Record[] reread(byte[] bytes, Record... like) {
        BinaryInputArchive in =
                new BinaryInputArchive(new DataInputStream(new ByteArrayInputStream(bytes)));
        Record[] read = new Record[like.length];
        try {
            for (int i = 0; i < like.length; i++) {
                read[i] = like[i].getClass().getDeclaredConstructor().newInstance();
                read[i].deserialize(in, "record");
            }
        } catch (IOException | ReflectiveOperationException unreadable) {
            throw new AssertionError("the reference cannot read " + Hex.of(bytes), unreadable);
        }
        return read;
    }

    private static String readByReference(byte[] bytes) {
        BinaryInputArchive in =
                new BinaryInputArchive(new DataInputStream(new ByteArrayInputStream(bytes)));
        try {
            return Objects.requireNonNull(in.readString("string"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
