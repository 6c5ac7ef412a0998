package paddock.wire.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.jute.BinaryInputArchive;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.quorum.LearnerInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.wire.Hex;
import paddock.wire.Seeds;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/// Our packets against the reference's own classes.
@SuppressWarnings("NullAway") // the reference's records take nulls and do not say so
final class EnsembleConformance {
    @Test
    void everyMessageOfALearnerIsThePacketThatTheReferenceWrites() {
        Seeds.forEach(
                300,
                random ->
                        new RandomMessages(random)
                                .everyLearnerMessage()
                                .forEach(message -> compare(message, message::write)));
    }

    @Test
    void everyMessageOfALeaderIsThePacketThatTheReferenceWrites() {
        Seeds.forEach(
                300,
                random ->
                        new RandomMessages(random)
                                .everyLeaderMessage()
                                .forEach(message -> compare(message, message::write)));
    }

    @Test
    void whatALearnerTellsAboutItselfIsWhatTheReferenceTellsAndThenFeatures() {
        Seeds.forEach(
                300,
                random -> {
                    LearnerMessage.Info our = new RandomMessages(random).learnerInfo();
                    LearnerInfo twin =
                            new LearnerInfo(
                                    our.serverId(), our.protocolVersion(), our.configVersion());
                    byte[] data =
                            QuorumPacket.read(JuteReader.over(Hex.bytesOf(our::write))).data();

                    assertThat(Hex.of(data)).startsWith(Hex.of(serialize(twin)));
                    assertThat(data).hasSize(our.features() == Features.NONE ? 20 : 24);
                    LearnerInfo reread = new LearnerInfo();
                    deserialize(data, reread);
                    assertThat(reread).isEqualTo(twin);
                });
    }

    private static void compare(Object message, Consumer<JuteWriter> write) {
        byte[] bytes = Hex.bytesOf(write);
        QuorumPacket our = QuorumPacket.read(JuteReader.over(bytes));
        var twin =
                new org.apache.zookeeper.server.quorum.QuorumPacket(
                        our.type(), our.zxid(), our.data(), identities(our));

        assertThat(Hex.of(bytes)).as("%s", message).isEqualTo(Hex.of(serialize(twin)));
        var reread = new org.apache.zookeeper.server.quorum.QuorumPacket();
        deserialize(bytes, reread);
        assertThat(Hex.of(serialize(reread))).as("%s", message).isEqualTo(Hex.of(bytes));
    }

    private static @Nullable List<Id> identities(QuorumPacket our) {
        return our.identities() == null
                ? null
                : our.identities().stream().map(id -> new Id(id.scheme(), id.id())).toList();
    }

    private static byte[] serialize(Record record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            record.serialize(new BinaryOutputArchive(new DataOutputStream(bytes)), "packet");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void deserialize(byte[] bytes, Record into) {
        try {
            into.deserialize(
                    new BinaryInputArchive(new DataInputStream(new ByteArrayInputStream(bytes))),
                    "packet");
        } catch (IOException unreadable) {
            throw new AssertionError("the reference cannot read " + Hex.of(bytes), unreadable);
        }
    }
}
