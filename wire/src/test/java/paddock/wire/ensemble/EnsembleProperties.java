package paddock.wire.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.wire.Allocation;
import paddock.wire.Hex;
import paddock.wire.Seeds;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// What holds for everything servers say to each other: it comes back as it was, no byte of it can
/// be missing, and no bytes at all can do harm.
final class EnsembleProperties {
    @Test
    void everyMessageOfALearnerComesBackAsItWas() {
        Seeds.forEach(
                200,
                random -> {
                    for (LearnerMessage message :
                            new RandomMessages(random).everyLearnerMessage()) {
                        same(LearnerMessage.read(packet(message::write)), message);
                    }
                });
    }

    @Test
    void everyMessageOfALeaderComesBackAsItWas() {
        Seeds.forEach(
                200,
                random -> {
                    for (LeaderMessage message : new RandomMessages(random).everyLeaderMessage()) {
                        same(LeaderMessage.read(packet(message::write)), message);
                    }
                });
    }

    @Test
    void packetsAreWrittenAsTheyWereRead() {
        Seeds.forEach(
                100,
                random -> {
                    for (byte[] bytes : everyPacket(random)) {
                        QuorumPacket packet = QuorumPacket.read(JuteReader.over(bytes));

                        assertThat(Hex.bytesOf(packet::write)).isEqualTo(bytes);
                    }
                });
    }

    @Test
    void notificationsAndInitialMessagesComeBackAsTheyWere() {
        Seeds.forEach(
                500,
                random -> {
                    RandomMessages messages = new RandomMessages(random);
                    Notification notification = messages.notification();
                    InitialMessage initial = messages.initialMessage();
                    byte[] bytes = Hex.bytesOf(initial::write);
                    JuteReader in = JuteReader.over(bytes);

                    same(
                            Notification.read(JuteReader.over(Hex.bytesOf(notification::write))),
                            notification);
                    assertThat(InitialMessage.lengthIn(in)).isEqualTo(bytes.length);
                    same(InitialMessage.read(in), initial);
                    assertThat(in.remaining()).isZero();
                });
    }

    @Test
    void aPacketHasALengthAsSoonAsAllOfItIsThere() {
        Seeds.forEach(
                30,
                random -> {
                    for (byte[] bytes : everyPacket(random)) {
                        for (int length = 0; length < bytes.length; length++) {
                            JuteReader in = new JuteReader().reset(bytes, 0, length);

                            assertThat(QuorumPacket.lengthIn(in)).isEqualTo(-1);
                            assertThat(in.remaining()).isEqualTo(length);
                            assertThatThrownBy(() -> QuorumPacket.read(in))
                                    .isInstanceOf(MalformedRecordException.class);
                        }
                        byte[] stream = new byte[bytes.length + 30];
                        System.arraycopy(bytes, 0, stream, 7, bytes.length);
                        JuteReader in = new JuteReader().reset(stream, 7, bytes.length + 20);

                        assertThat(QuorumPacket.lengthIn(in)).isEqualTo(bytes.length);
                    }
                });
    }

    @Test
    void anInitialMessageHasALengthAsSoonAsAllOfItIsThere() {
        Seeds.forEach(
                100,
                random -> {
                    byte[] bytes = Hex.bytesOf(new RandomMessages(random).initialMessage()::write);
                    for (int length = 0; length < bytes.length; length++) {
                        JuteReader in = new JuteReader().reset(bytes, 0, length);

                        assertThat(InitialMessage.lengthIn(in)).isEqualTo(-1);
                        assertThatThrownBy(() -> InitialMessage.read(in))
                                .isInstanceOf(MalformedRecordException.class);
                    }
                });
    }

    /// What a learner tells about itself has older forms, which are beginnings of the newest one;
    /// touched sessions, requests and memberships may end anywhere, or after any session.
    @Test
    void noByteOfAPacketsDataCanBeMissing() {
        Seeds.forEach(
                30,
                random -> {
                    RandomMessages messages = new RandomMessages(random);
                    for (LearnerMessage message : messages.everyLearnerMessage()) {
                        QuorumPacket whole = packet(message::write);
                        int shortest = message instanceof LearnerMessage.Info ? 8 : lengthOf(whole);
                        if (message instanceof LearnerMessage.Request) {
                            shortest = 16;
                        }
                        for (int length = 0; length < shortest; length++) {
                            if (message instanceof LearnerMessage.Pong && length % 12 == 0) {
                                continue;
                            }
                            QuorumPacket part = cut(whole, length);
                            refused(message, length, () -> LearnerMessage.read(part));
                        }
                    }
                    for (LeaderMessage message : messages.everyLeaderMessage()) {
                        QuorumPacket whole = packet(message::write);
                        int shortest = lengthOf(whole);
                        if (message instanceof LeaderMessage.Info) {
                            shortest = 4;
                        } else if (message instanceof LeaderMessage.NewLeader) {
                            shortest = 0;
                        } else if (message instanceof LeaderMessage.InformAndActivate) {
                            shortest = 8 + 32;
                        } else if (message instanceof LeaderMessage.Proposal
                                || message instanceof LeaderMessage.Inform) {
                            shortest = 32; // the rest is the business of the transaction
                        }
                        for (int length = 0; length < shortest; length++) {
                            QuorumPacket part = cut(whole, length);
                            refused(message, length, () -> LeaderMessage.read(part));
                        }
                    }
                });
    }

    @Test
    void noByteOfANotificationCanBeMissingExceptInOlderForms() {
        Seeds.forEach(
                100,
                random -> {
                    byte[] bytes = Hex.bytesOf(new RandomMessages(random).notification()::write);
                    for (int length = 0; length < bytes.length; length++) {
                        if (length == 28 || length == 40) {
                            continue;
                        }
                        JuteReader in = new JuteReader().reset(bytes, 0, length);
                        refused("notification", length, () -> Notification.read(in));
                    }
                });
    }

    @Test
    void damagedBytesAreRefusedAndCostNoMoreThanTheirLength() {
        Seeds.forEach(
                100,
                random -> {
                    RandomMessages messages = new RandomMessages(random);
                    List<byte[]> all = new ArrayList<>(everyPacket(random));
                    all.add(Hex.bytesOf(messages.notification()::write));
                    all.add(Hex.bytesOf(messages.initialMessage()::write));
                    for (byte[] bytes : all) {
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));

                        long allocated = Allocation.bytesOf(() -> readHostile(bytes));

                        // What loading and linking takes comes on top, here and there.
                        assertThat(allocated).isLessThan(200_000 + 640L * bytes.length);
                    }
                });
    }

    private static void readHostile(byte[] bytes) {
        attempt(
                () -> {
                    JuteReader in = JuteReader.over(bytes);
                    int length = QuorumPacket.lengthIn(in);
                    if (length >= 0) {
                        QuorumPacket packet = QuorumPacket.read(in);
                        assertThat(in.position()).isEqualTo(length);
                        attempt(() -> LearnerMessage.read(packet));
                        attempt(() -> LeaderMessage.read(packet));
                    }
                });
        attempt(() -> Notification.read(JuteReader.over(bytes)));
        attempt(() -> InitialMessage.lengthIn(JuteReader.over(bytes)));
        attempt(() -> InitialMessage.read(JuteReader.over(bytes)));
    }

    /// Any other exception fails the test.
    private static void attempt(Runnable read) {
        try {
            read.run();
        } catch (MalformedRecordException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    private static void refused(Object message, int length, ThrowingCallable read) {
        assertThatThrownBy(read)
                .as("%s cut to %d bytes", message, length)
                .isInstanceOf(MalformedRecordException.class);
    }

    private static List<byte[]> everyPacket(Random random) {
        RandomMessages messages = new RandomMessages(random);
        List<byte[]> all = new ArrayList<>();
        messages.everyLearnerMessage().forEach(each -> all.add(Hex.bytesOf(each::write)));
        messages.everyLeaderMessage().forEach(each -> all.add(Hex.bytesOf(each::write)));
        return all;
    }

    private static QuorumPacket packet(Consumer<JuteWriter> write) {
        JuteReader in = JuteReader.over(Hex.bytesOf(write));
        QuorumPacket packet = QuorumPacket.read(in);
        assertThat(in.remaining()).isZero();
        return packet;
    }

    private static int lengthOf(QuorumPacket packet) {
        return packet.data() == null ? 0 : packet.data().length;
    }

    private static QuorumPacket cut(QuorumPacket packet, int length) {
        byte[] data = packet.data();
        assertThat(data).isNotNull();
        return new QuorumPacket(
                packet.type(), packet.zxid(), Arrays.copyOf(data, length), packet.identities());
    }

    private static void same(@Nullable Object actual, Object expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
}
