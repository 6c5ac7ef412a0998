package paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipTest {
    private static final Origin ORIGIN = new Origin.Argument("test");

    @ParameterizedTest
    @CsvSource({
        "zoo1:2888:3888, PARTICIPANT",
        "10.0.0.1:2888:3888:Observer, OBSERVER",
        "[::1]:2888:3888:participant, PARTICIPANT",
    })
    void aLineNamesPortsAndRole(String line, Membership.Role role) {
        Membership.Member member = Membership.member("server.5", line, ORIGIN);

        assertThat(member).isEqualTo(new Membership.Member(5, role, null, ORIGIN));
    }

    @Test
    void whatFollowsTheSemicolonIsForClients() {
        assertThat(Membership.member("server.1", "a:1:2;2181", ORIGIN).client())
                .isEqualTo(new Membership.ClientAddress("0.0.0.0", 2181));
        assertThat(Membership.member("server.1", "a:1:2;[::1]:2181", ORIGIN).client())
                .isEqualTo(new Membership.ClientAddress("::1", 2181));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:1", "a:1:2:observer:3", "a:1:2;b:c:3", "", "a:1:2;1;2"})
    void anyOtherShapeIsRefused(String line) {
        assertThatThrownBy(() -> Membership.member("server.1", line, ORIGIN))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(line + " does not have the form server_config");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:x:3888 | Address unresolved: 127.0.0.1:x",
                "a:1:1 | Client and election port must be different!",
                "[::1:32781:32791 | [::1:32781:32791 starts with '[' but has no matching ']:'",
                "a:1:2:boss | Unrecognised peertype: boss",
                "a:1:2+b:1:2 | Multiple address feature is disabled",
            })
    void mistakesAreNamedInTheReferencesWords(String line, String words) {
        assertThatThrownBy(() -> Membership.member("server.1", line.replace('+', '|'), ORIGIN))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(words);
    }

    @Test
    void anIdIsANumber() {
        assertThatThrownBy(() -> Membership.member("server.x", "a:1:2", ORIGIN))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("For input string: \"x\"");
    }
}
