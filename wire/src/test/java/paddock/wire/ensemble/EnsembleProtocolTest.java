package paddock.wire.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.wire.Hex;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnDigest;
import paddock.wire.txn.TxnHeader;

import java.util.List;

/// The samples of the protocol reference (sections 2, 5 and 18), and what its traps say.
final class EnsembleProtocolTest {
    private static final String NO_DATA = "ffffffff ffffffff";
    private static final String NO_IDENTITIES = "ffffffff";

    @Test
    void theFirstContactOfAFollowerIsTheCapturedOne() {
        both(
                new LearnerMessage.Info(false, 0, 2, LearnerMessage.PROTOCOL_VERSION, 0, 0),
                "0000000b 0000000000000000"
                        + "00000014 0000000000000002 00010000 0000000000000000"
                        + NO_IDENTITIES);
        both(
                new LeaderMessage.Info(1, LearnerMessage.PROTOCOL_VERSION, 0),
                "00000011 0000000100000000 00000004 00010000" + NO_IDENTITIES);
        both(
                new LearnerMessage.AckEpoch(0, 0),
                "00000012 0000000000000000 00000004 00000000" + NO_IDENTITIES);
        both(new LeaderMessage.Diff(0), "0000000d 0000000000000000" + NO_DATA);
        both(
                new LeaderMessage.NewLeader(1, "version=100000000"),
                "0000000a 0000000100000000 00000011 76657273696f6e3d313030303030303030"
                        + NO_IDENTITIES);
        both(new LearnerMessage.Ack(0x100000000L), "00000003 0000000100000000" + NO_DATA);
        both(new LeaderMessage.UpToDate(), "0000000c ffffffffffffffff" + NO_DATA);
    }

    @Test
    void theOtherKindsOfSynchronisationAreOnlyAZxid() {
        both(new LeaderMessage.Trunc(0x100000006L), "0000000e 0000000100000006" + NO_DATA);
        both(new LeaderMessage.Snap(0x300000000L), "0000000f 0000000300000000" + NO_DATA);
    }

    @Test
    void anObserverThatComesBackHasAcceptedTheEpochBefore() {
        both(
                new LearnerMessage.Info(
                        true, 3, 4, LearnerMessage.PROTOCOL_VERSION, 0x300000002L, 0),
                "00000010 0000000300000000"
                        + "00000014 0000000000000004 00010000 0000000300000002"
                        + NO_IDENTITIES);
        both(
                new LearnerMessage.AckEpoch(0x300000002L, -1),
                "00000012 0000000300000002 00000004 ffffffff" + NO_IDENTITIES);
    }

    @Test
    void featuresFollowWhatTheReferenceReads() {
        both(
                new LearnerMessage.Info(
                        false, 0, 2, LearnerMessage.PROTOCOL_VERSION, 0, Features.ALL),
                "0000000b 0000000000000000"
                        + "00000018 0000000000000002 00010000 0000000000000000 00000003"
                        + NO_IDENTITIES);
        both(
                new LeaderMessage.Info(1, LearnerMessage.PROTOCOL_VERSION, Features.CUMULATIVE),
                "00000011 0000000100000000 00000008 00010000 00000001" + NO_IDENTITIES);
    }

    @Test
    void olderServersTellLessAboutThemselves() {
        assertThat(info(null))
                .isEqualTo(
                        new LearnerMessage.Info(
                                false, 5, LearnerMessage.Info.ANONYMOUS, 1, 0, Features.NONE));
        assertThat(info("0000000000000002"))
                .isEqualTo(new LearnerMessage.Info(false, 5, 2, 1, 0, Features.NONE));
        assertThat(info("0000000000000002 00010000"))
                .isEqualTo(new LearnerMessage.Info(false, 5, 2, 0x10000, 0, Features.NONE));
        assertThat(info("0000000000000002 00010000 0000000000000007"))
                .isEqualTo(new LearnerMessage.Info(false, 5, 2, 0x10000, 7, Features.NONE));
    }

    @Test
    void aMembershipMayBeMissing() {
        both(new LeaderMessage.NewLeader(2, ""), "0000000a 0000000200000000" + NO_DATA);
    }

    @Test
    void aPingHasNoDataAndItsAnswerHasEmptyData() {
        both(new LeaderMessage.Ping(0x100000007L), "00000005 0000000100000007" + NO_DATA);
        both(
                new LearnerMessage.Pong(0x100000007L, List.of()),
                "00000005 0000000100000007 00000000" + NO_IDENTITIES);
        both(
                new LearnerMessage.Pong(
                        0x100000007L,
                        List.of(
                                new LearnerMessage.SessionTouch(0x0100000c4a8e0000L, 4000),
                                new LearnerMessage.SessionTouch(0x0200000c4a8e0000L, 30000))),
                "00000005 0000000100000007"
                        + "00000018 0100000c4a8e0000 00000fa0 0200000c4a8e0000 00007530"
                        + NO_IDENTITIES);
    }

    @Test
    void anAnswerToAPingWithoutDataTouchesNothing() {
        assertThat(LearnerMessage.read(new QuorumPacket(QuorumPacket.PING, 7, null, null)))
                .isEqualTo(new LearnerMessage.Pong(7, List.of()));
    }

    @Test
    void revalidationIsTheCapturedOne() {
        both(
                new LearnerMessage.Revalidate(0x0100000c4a8e0000L, 4000),
                "00000006 ffffffffffffffff 0000000c 0100000c4a8e0000 00000fa0" + NO_IDENTITIES);
        both(
                new LeaderMessage.Revalidated(0x0100000c4a8e0000L, true),
                "00000006 ffffffffffffffff 00000009 0100000c4a8e0000 01" + NO_IDENTITIES);
    }

    @Test
    void aRequestCarriesTheClientsBytesAndWhoItIs() {
        both(
                new LearnerMessage.Request(
                        0x0100000c4a8e0000L,
                        5,
                        OpCode.DELETE,
                        Hex.bytes("00000002 2f61 ffffffff"),
                        List.of(new Id("ip", "127.0.0.1"))),
                "00000001 ffffffffffffffff"
                        + "0000001a 0100000c4a8e0000 00000005 00000002 00000002 2f61 ffffffff"
                        + "00000001 00000002 6970 00000009 3132372e302e302e31");
    }

    @Test
    void aSyncIsARequestWithoutBodyAndItsAnswerHasZxidZero() {
        both(
                new LearnerMessage.Request(1, 2, OpCode.SYNC, new byte[0], List.of()),
                "00000001 ffffffffffffffff 00000010 0000000000000001 00000002 00000009"
                        + NO_IDENTITIES);
        both(new LeaderMessage.Synced(), "00000007 0000000000000000" + NO_DATA);
    }

    @Test
    void aTransactionTravelsAsItStandsInTheLog() {
        String txn =
                "0100000c4a8e0000 00000000 0000000100000001 000001a1f8830d91 fffffff6"
                        + "00000fa0 00000002 0000000051c6d660";
        EncodedTxn encoded =
                EncodedTxn.of(
                        new LoggedTxn(
                                new TxnHeader(
                                        0x0100000c4a8e0000L,
                                        0,
                                        0x100000001L,
                                        0x1a1f8830d91L,
                                        OpCode.CREATE_SESSION),
                                new Txn.CreateSession(4000),
                                new TxnDigest(TxnDigest.VERSION, 0x51c6d660L)));

        both(
                new LeaderMessage.Proposal(encoded),
                "00000002 0000000100000001 00000030" + txn + NO_IDENTITIES);
        both(
                new LeaderMessage.Inform(encoded),
                "00000008 0000000100000001 00000030" + txn + NO_IDENTITIES);
        both(
                new LeaderMessage.InformAndActivate(encoded, 3),
                "00000013 0000000100000001 00000038 0000000000000003" + txn + NO_IDENTITIES);
        both(new LeaderMessage.Commit(0x100000001L), "00000004 0000000100000001" + NO_DATA);
        both(
                new LeaderMessage.CommitAndActivate(0x300000002L, 3),
                "00000009 0000000300000002 00000008 0000000000000003" + NO_IDENTITIES);
    }

    @Test
    void aTransactionLongerThanTheDefaultBoundIsReadIfItsPacketWas() {
        EncodedTxn large =
                EncodedTxn.of(
                        new LoggedTxn(
                                new TxnHeader(1, 2, 3, 4, OpCode.CREATE),
                                new Txn.Create(
                                        OpCode.CREATE,
                                        "/a",
                                        new byte[JuteReader.DEFAULT_MAX_FIELD_BYTES + 1],
                                        Acl.OPEN,
                                        false,
                                        1),
                                null));

        assertThat(EncodedTxn.read(large.bytes()).zxid()).isEqualTo(3);
    }

    @Test
    void aTransactionUnderAnotherZxidIsRefused() {
        EncodedTxn txn =
                EncodedTxn.of(
                        new LoggedTxn(
                                new TxnHeader(1, 2, 3, 4, OpCode.ERROR), new Txn.Error(-4), null));
        QuorumPacket packet = new QuorumPacket(QuorumPacket.PROPOSAL, 4, txn.bytes(), null);

        assertThatThrownBy(() -> LeaderMessage.read(packet))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("0x4")
                .hasMessageContaining("0x3");
    }

    @Test
    void aTransactionOfAnUnknownTypeIsRefused() {
        byte[] bytes = Hex.bytes("00".repeat(28) + "0000004d");
        QuorumPacket packet = new QuorumPacket(QuorumPacket.PROPOSAL, 0, bytes, null);

        assertThatThrownBy(() -> LeaderMessage.read(packet))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("77");
    }

    @Test
    void packetsOfTheOtherSideOrOfNobodyAreNoMessage() {
        for (int type : new int[] {0, 20, 99, -1, QuorumPacket.REQUEST, QuorumPacket.ACK}) {
            assertThat(LeaderMessage.read(new QuorumPacket(type, 0, new byte[32], null))).isNull();
        }
        for (int type : new int[] {0, 20, 99, -1, QuorumPacket.PROPOSAL, QuorumPacket.DIFF}) {
            assertThat(LearnerMessage.read(new QuorumPacket(type, 0, new byte[32], null))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000002 0000000000000000 7fffffff",
                "00000002 0000000000000000 fffffffe",
                "00000002 0000000000000000 ffffffff 7fffffff",
                "00000002 0000000000000000 ffffffff 00000001 7fffffff",
                "00000002 0000000000000000 ffffffff 00000001 ffffffff fffffffe"
            })
    void anAbsurdLengthIsRefusedBeforeItsBytesCome(String hex) {
        JuteReader in = JuteReader.over(Hex.bytes(hex));

        assertThatThrownBy(() -> QuorumPacket.lengthIn(in))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void identitiesHaveNoMoreRoomThanABuffer() {
        JuteReader in = new JuteReader(20);
        byte[] bytes =
                Hex.bytes(
                        "00000001 0000000000000000 ffffffff 00000002"
                                + "00000004 61616161 00000004 61616161 00000004 61616161");

        assertThatThrownBy(() -> QuorumPacket.lengthIn(in.reset(bytes, 0, bytes.length)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("2 identities take more than 20 bytes");
    }

    private static @Nullable LearnerMessage info(@Nullable String data) {
        return LearnerMessage.read(
                new QuorumPacket(
                        QuorumPacket.FOLLOWER_INFO,
                        0x500000000L,
                        data == null ? null : Hex.bytes(data),
                        null));
    }

    private static void both(LearnerMessage message, String hex) {
        assertThat(Hex.written(message::write)).isEqualTo(Hex.digits(hex));
        assertThat(LearnerMessage.read(QuorumPacket.read(JuteReader.over(Hex.bytes(hex)))))
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    private static void both(LeaderMessage message, String hex) {
        assertThat(Hex.written(message::write)).isEqualTo(Hex.digits(hex));
        assertThat(LeaderMessage.read(QuorumPacket.read(JuteReader.over(Hex.bytes(hex)))))
                .usingRecursiveComparison()
                .isEqualTo(message);
    }
}
