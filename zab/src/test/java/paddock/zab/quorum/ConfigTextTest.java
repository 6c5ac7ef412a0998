package paddock.zab.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.TreeMap;

/// Texts in the words the reference prints and accepts; what stands to the right of an arrow was
/// printed by it.
class ConfigTextTest {
    private static final ConfigText MULTI = new ConfigText(true, null);
    private static final String THREE =
            """
            server.1=127.0.0.1:2888:3888:participant;0.0.0.0:2181
            server.2=zoo2:2888:3888:participant
            server.10=zoo10:2888:3888:observer;zoo10:2181
            version=100000002\
            """;

    @Test
    void whatWasPrintedReadsAsTheSame() {
        QuorumConfig config = ConfigText.PLAIN.parse(THREE);

        assertThat(config.version()).isEqualTo(0x1_0000_0002L);
        assertThat(config.members().keySet()).containsExactly(1L, 2L, 10L);
        assertThat(config.voters()).containsExactly(1L, 2L);
        assertThat(config.text()).isEqualTo(THREE);
    }

    @Test
    void theFileIsSortedByLetterAndHasNoVersion() {
        assertThat(ConfigText.PLAIN.parse(THREE).fileText())
                .isEqualTo(
                        """
                        server.10=zoo10:2888:3888:observer;zoo10:2181
                        server.1=127.0.0.1:2888:3888:participant;0.0.0.0:2181
                        server.2=zoo2:2888:3888:participant\
                        """);
    }

    @Test
    void anEmptyMembershipIsItsVersion() {
        assertThat(ConfigText.PLAIN.parse("").text()).isEqualTo("version=0");
        assertThat(ConfigText.PLAIN.parse("version=FF").text()).isEqualTo("version=ff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "zoo1:1:2 -> zoo1:1:2:participant",
                "zoo1:1:2: -> zoo1:1:2:participant",
                "zoo1:1:2; -> zoo1:1:2:participant",
                "zoo1:1:2:OBSERVER -> zoo1:1:2:observer",
                "zoo1:1:2;5 -> zoo1:1:2:participant;0.0.0.0:5",
                "zoo1:1:2;zoo1:4 -> zoo1:1:2:participant;zoo1:4",
                "zoo1:0:2 -> zoo1:0:2:participant",
                "[::1]:3:4:Observer;[::1]:6 -> [0:0:0:0:0:0:0:1]:3:4:observer;[0:0:0:0:0:0:0:1]:6",
                "[2001:DB8::2]:1:2 -> [2001:db8:0:0:0:0:0:2]:1:2:participant",
            })
    void aServerIsPrintedInOneForm(String line, String printed) {
        assertThat(ConfigText.PLAIN.member("server.1", line).text()).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "localhost:1:2|127.0.0.1:3:4 -> 127.0.0.1:3:4|localhost:1:2:participant",
                "b:1:2:observer|a:3:4:observer;3 -> a:3:4|b:1:2:observer;0.0.0.0:3",
                "b:1:2:observer|a:3:4 -> a:3:4|b:1:2:observer",
                "a:1:2|a:1:2 -> a:1:2:participant",
                "a:1:2| -> a:1:2:participant",
                "b:1:2|[::1]:2:3 -> [0:0:0:0:0:0:0:1]:2:3|b:1:2:participant",
            })
    void severalAddressesAreSortedAndShareARole(String line, String printed) {
        assertThat(MULTI.member("server.1", line).text()).isEqualTo(printed);
    }

    @Test
    void aRepeatedKeyCountsTheLastTime() {
        assertThat(ConfigText.PLAIN.parse("server.1=a:1:2\nserver.1=c:1:2").text())
                .isEqualTo("server.1=c:1:2:participant\nversion=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:1", "a:1:2:observer:3", "a:1:2;b:c:3", "", ";", "a:1:2;1;2"})
    void anyOtherShapeIsRefused(String line) {
        assertThatThrownBy(() -> ConfigText.PLAIN.member("server.1", line))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(line + " does not have the form server_config");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "127.0.0.1:x:3888 -> Address unresolved: 127.0.0.1:x",
                "a:1:70000 -> Address unresolved: a:70000",
                "a:1:1 -> Client and election port must be different! Please update the"
                        + " configuration file on server.1",
                "[::1:32781:32791 -> [::1:32781:32791 starts with '[' but has no matching ']:'",
                "a:1:2:boss -> Unrecognised peertype: boss",
                "a:1:2|b:1:2 -> Multiple address feature is disabled, but multiple addresses were"
                        + " specified for sid 1",
            })
    void mistakesAreNamedInTheReferencesWords(String line, String words) {
        assertThatThrownBy(() -> ConfigText.PLAIN.member("server.1", line))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(words);
    }

    @Test
    void addressesOfDifferentRolesAreRefused() {
        assertThatThrownBy(() -> MULTI.member("server.1", "b:1:2:observer|a:3:4:participant"))
                .hasMessageContaining(
                        "Multiple addresses should have similar roles: OBSERVER vs PARTICIPANT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "server.x=a:1:2 -> For input string: \"x\"",
                "tickTime=3 -> Unrecognised parameter: tickTime",
                "version=x -> version=x",
                "group=1 -> For input string: \"group\"",
                "group.1=1:x -> group.1: For input string: \"x\"",
                "weight.1=x -> weight.1: For input string: \"x\"",
                "weight.1=-1 -> weight.1=-1",
            })
    void keysAndNumbersAreNamed(String text, String words) {
        assertThatThrownBy(() -> ConfigText.PLAIN.parse(text))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aFileHasItsVersionInItsName() {
        var entries = new TreeMap<String, String>();
        entries.put("server.1", "a:1:2");
        assertThat(ConfigText.PLAIN.of(entries, 7).version()).isEqualTo(7);

        entries.put("version", "7");
        assertThatThrownBy(() -> ConfigText.PLAIN.of(entries, 7))
                .hasMessageContaining("dynamic file shouldn't have version inside");
    }

    @Test
    void theOracleIsTheReadersNotTheTexts() {
        var text = new ConfigText(false, () -> true);

        QuorumConfig config = text.parse("server.1=a:1:2\nserver.2=b:1:2");

        assertThat(config.isQuorum(id -> id == 1)).isFalse();
        assertThat(config.isQuorumCutOff(id -> id == 1)).isTrue();
        assertThat(config.text()).doesNotContain("oracle");
        assertThat(config.sameAs(text.parse(config.text() + "5"))).isTrue();
    }

    @Test
    void aMembershipIsTheSameByVersionOrByMembers() {
        QuorumConfig config = ConfigText.PLAIN.parse(THREE);

        assertThat(config.sameAs(config.withVersion(9))).isTrue();
        assertThat(config.sameAs(ConfigText.PLAIN.parse("version=100000002"))).isTrue();
        assertThat(config.sameAs(ConfigText.PLAIN.parse(THREE.replace("zoo2", "zoo3") + "0")))
                .isFalse();
    }
}
