package paddock.wire.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.wire.Hex;
import paddock.wire.ensemble.InitialMessage.Address;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The samples of the protocol reference (sections 2, 3 and 18) and the forms that older servers
/// use.
final class ElectionProtocolTest {
    private static final String VOTE =
            "00000000 0000000000000003 0000000100000023 0000000000000001";

    @Test
    void theInitialMessageIsTheCapturedOne() {
        String hex = "ffffffffffff0000 0000000000000002 0000000f 3132372e302e302e313a3331333832";
        InitialMessage message = new InitialMessage(2, List.of(new Address("127.0.0.1", 31382)));

        assertThat(Hex.written(message::write)).isEqualTo(Hex.digits(hex));
        assertThat(InitialMessage.read(JuteReader.over(Hex.bytes(hex)))).isEqualTo(message);
    }

    @Test
    void severalAddressesAreAListOfTheirOwnVersion() {
        InitialMessage message =
                new InitialMessage(2, List.of(new Address("a", 1), new Address("::1", 2)));

        assertThat(Hex.written(message::write))
                .isEqualTo(
                        Hex.digits("ffffffffffff0001 0000000000000002 0000000b")
                                + Hex.of("a:1|[::1]:2".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aListIsReadUnderEitherVersion() {
        assertThat(read("ffffffffffff0000", "a:1|b:2"))
                .isEqualTo(read("ffffffffffff0001", "a:1|b:2"));
    }

    @Test
    void wildcardsAreNoReachableAddresses() {
        InitialMessage message = read("ffffffffffff0001", "0.0.0.0:1|b:2|[::]:3");

        assertThat(message.addresses()).hasSize(3);
        assertThat(message.reachableAddresses()).containsExactly(new Address("b", 2));
    }

    @Test
    void aVeryOldServerSendsNothingButItsId() {
        JuteReader in = JuteReader.over(Hex.bytes("0000000000000007 00000000"));

        assertThat(InitialMessage.lengthIn(in)).isEqualTo(8);
        assertThat(InitialMessage.read(in)).isEqualTo(new InitialMessage(7, List.of()));
        assertThat(in.remaining()).isEqualTo(4);
    }

    @Test
    void anotherVersionIsRefused() {
        JuteReader in = JuteReader.over(Hex.bytes("fffffffffffffffe"));

        assertThatThrownBy(() -> InitialMessage.lengthIn(in))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("protocol version -2 is neither -65536 nor -65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "ffffffff", "00000801", "7fffffff"})
    void anAbsurdAddressLengthIsRefusedBeforeItsBytesCome(String length) {
        byte[] bytes = Hex.bytes("ffffffffffff0000 0000000000000002" + length);

        assertThatThrownBy(() -> InitialMessage.lengthIn(JuteReader.over(bytes)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("1..2048");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a:", ":1", "a:b", "a:65536", "a:-1", "::1:2", "a:1|", "[]:1", "|a:1"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> read("ffffffffffff0000", text))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("host:port");
    }

    @Test
    void addressesThatNoServerWouldAcceptAreNotSent() {
        InitialMessage none = new InitialMessage(1, List.of());
        InitialMessage tooLong = new InitialMessage(1, List.of(new Address("a".repeat(2047), 1)));

        assertThatThrownBy(() -> Hex.bytesOf(none::write))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hex.bytesOf(tooLong::write))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNotificationIsTheCapturedOne() {
        String config = "c".repeat(194);
        Notification notification =
                new Notification(ServerState.LOOKING, 3, 0x100000023L, 1, 1, 2, config);

        String hex =
                VOTE
                        + "0000000000000001 00000002 000000c2"
                        + Hex.of(config.getBytes(StandardCharsets.UTF_8));
        assertThat(Hex.frame(notification::write)).isEqualTo(Hex.digits("000000ee" + hex));
        assertThat(notification(hex)).isEqualTo(notification);
    }

    @Test
    void theOldestFormTakesTheEpochFromTheZxid() {
        assertThat(notification(VOTE))
                .isEqualTo(new Notification(ServerState.LOOKING, 3, 0x100000023L, 1, 1, 0, ""));
    }

    @Test
    void theNextFormHasAnEpochButNoVersion() {
        assertThat(notification(VOTE + "0000000000000009 00000002"))
                .isEqualTo(new Notification(ServerState.LOOKING, 3, 0x100000023L, 1, 9, 0, ""));
    }

    @Test
    void versionOneHasNoMembership() {
        assertThat(notification(VOTE + "0000000000000009 00000001 0000000a"))
                .isEqualTo(new Notification(ServerState.LOOKING, 3, 0x100000023L, 1, 9, 1, ""));
    }

    @Test
    void anOldFormIsPassedOnInTheNewOne() {
        assertThat(Hex.written(notification(VOTE)::write))
                .isEqualTo(Hex.digits(VOTE + "0000000000000001 00000002 00000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff", "00000002", "7fffffff"})
    void aMembershipOfAnotherLengthIsRefused(String length) {
        assertThatThrownBy(() -> notification(VOTE + "0000000000000009 00000002" + length + "61"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("1 follow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff", "00000004"})
    void anUnknownStateIsRefused(String state) {
        assertThatThrownBy(() -> notification(state + VOTE.substring(8)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("0..3");
    }

    private static Notification notification(String hex) {
        return Notification.read(JuteReader.over(Hex.bytes(hex)));
    }

    private static InitialMessage read(String version, String addresses) {
        byte[] text = addresses.getBytes(StandardCharsets.UTF_8);
        return InitialMessage.read(
                JuteReader.over(
                        Hex.bytes(
                                version
                                        + "0000000000000002"
                                        + "%08x".formatted(text.length)
                                        + Hex.of(text))));
    }
}
