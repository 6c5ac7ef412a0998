package paddock.wire.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.wire.Hex;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;

import java.util.List;
import java.util.zip.Adler32;

final class TxnTest {
    /// Disk format reference, section 3.1.
    @Test
    void theFirstRecordOfALogReadsAndWritesAsTheReferenceWroteIt() {
        String txn =
                "0100000c4a8e0000 00000000 0000000100000001 000001a1f8830d91 fffffff6"
                        + "00000fa0 00000002 0000000051c6d660";
        byte[] bytes = Hex.bytes(txn);
        LoggedTxn logged = LoggedTxn.read(JuteReader.over(bytes));

        assertThat(logged)
                .isEqualTo(
                        new LoggedTxn(
                                new TxnHeader(
                                        0x0100000c4a8e0000L,
                                        0,
                                        0x100000001L,
                                        0x1a1f8830d91L,
                                        OpCode.CREATE_SESSION),
                                new Txn.CreateSession(4000),
                                new TxnDigest(TxnDigest.VERSION, 0x51c6d660L)));
        assertThat(Hex.written(logged::write)).isEqualTo(Hex.digits(txn));
        Adler32 checksum = new Adler32();
        checksum.update(bytes);
        assertThat(checksum.getValue()).isEqualTo(0xbeea0a94L);
        assertThat(bytes).hasSize(0x30);
    }

    @Test
    void aCreateOfAnOldLogHasNoParentCversion() {
        byte[] old =
                Hex.bytes(
                        "00000002 2f61 ffffffff"
                                + "00000001 0000001f 00000005 776f726c64 00000006 616e796f6e65 01");
        Txn txn = Txn.read(OpCode.CREATE, JuteReader.over(old));

        assertThat(txn).isEqualTo(new Txn.Create(OpCode.CREATE, "/a", null, Acl.OPEN, true, -1));
    }

    @Test
    void aMissingDigestIsAccepted() {
        LoggedTxn withDigest =
                new LoggedTxn(
                        new TxnHeader(1, 2, 3, 4, OpCode.DELETE),
                        new Txn.Delete(OpCode.DELETE, "/a"),
                        null);

        assertThat(LoggedTxn.read(JuteReader.over(Hex.bytesOf(withDigest::write))))
                .isEqualTo(withDigest);
    }

    @Test
    void aCloseSessionThatListsNothingIsToldFromAnEmptyList() {
        assertThat(Txn.read(OpCode.CLOSE_SESSION, JuteReader.over(new byte[0])))
                .isEqualTo(new Txn.CloseSession(null));
        assertThat(Txn.read(OpCode.CLOSE_SESSION, JuteReader.over(new byte[4])))
                .isEqualTo(new Txn.CloseSession(List.of()));
    }

    @Test
    void aCloseSessionWithoutAListMayStillHaveADigest() {
        LoggedTxn logged =
                new LoggedTxn(
                        new TxnHeader(1, 2, 3, 4, OpCode.CLOSE_SESSION),
                        new Txn.CloseSession(null),
                        new TxnDigest(TxnDigest.VERSION, 0x51c6d660L));

        assertThat(LoggedTxn.read(JuteReader.over(Hex.bytesOf(logged::write)))).isEqualTo(logged);
    }

    @Test
    void aListAsLongAsADigestIsStillAList() {
        Txn closed = new Txn.CloseSession(List.of("/abc"));

        assertThat(Hex.bytesOf(closed::write)).hasSize(TxnDigest.BYTES);
        assertThat(Txn.read(OpCode.CLOSE_SESSION, JuteReader.over(Hex.bytesOf(closed::write))))
                .isEqualTo(closed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 6, 8, 9, 11, 12, OpCode.CHECK, 17, 22, 100, 107, -2, -9, -12})
    void unknownTypesAreRefused(int type) {
        assertThatThrownBy(() -> Txn.read(type, JuteReader.over(new byte[64])))
                .isInstanceOf(UnknownTxnTypeException.class)
                .hasMessage("unsupported transaction type " + type);
    }

    @ParameterizedTest
    @ValueSource(ints = {OpCode.MULTI, OpCode.CREATE_SESSION, OpCode.CLOSE_SESSION, 3})
    void aMultiHoldsNoOtherTypesThanUpdates(int type) {
        byte[] bytes =
                Hex.bytesOf(
                        out -> {
                            out.writeInt(1);
                            out.writeInt(type);
                            out.writeBuffer(new byte[4]);
                        });

        assertThatThrownBy(() -> Txn.read(OpCode.MULTI, JuteReader.over(bytes)))
                .isInstanceOf(UnknownTxnTypeException.class);
    }

    @Test
    void theBoundOfTheReaderHoldsInsideAMulti() {
        byte[] data = new byte[JuteReader.DEFAULT_MAX_FIELD_BYTES + 1];
        Txn multi = new Txn.Multi(List.of(new Txn.SetData(OpCode.SET_DATA, "/n", data, 1)));
        JuteWriter out = new JuteWriter();
        multi.write(out);
        JuteReader wide = new JuteReader(3 * 0xfffff).reset(out.array(), 0, out.size());
        JuteReader narrow = new JuteReader().reset(out.array(), 0, out.size());

        assertThat(Hex.bytesOf(Txn.read(OpCode.MULTI, wide)::write)).isEqualTo(out.toByteArray());
        assertThatThrownBy(() -> Txn.read(OpCode.MULTI, narrow))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("part of a multi length 2097165 is outside");
    }
}
