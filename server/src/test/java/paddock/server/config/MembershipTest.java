package paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import paddock.zab.quorum.ConfigText;
import paddock.zab.quorum.Hierarchical;

import java.nio.file.Path;

class MembershipTest {
    private static final Path FILE = Path.of("/conf/zoo.cfg");

    @Test
    void membersAreFoundAmongOtherKeysWithTheirLines() {
        Membership members = read("server.2=b:1:2:observer\ntickTime=2000\nserver.1=a:1:2;2181\n");

        assertThat(members.config().text())
                .isEqualTo(
                        """
                        server.1=a:1:2:participant;0.0.0.0:2181
                        server.2=b:1:2:observer
                        version=0\
                        """);
        assertThat(members.origin(1)).hasToString("/conf/zoo.cfg, line 3");
        assertThat(members.participants()).extracting(member -> member.id()).containsExactly(1L);
    }

    @Test
    void groupsAndWeightsMakeItHierarchical() {
        Membership members =
                read(
                        """
                        server.1=a:1:2
                        server.2=b:1:2
                        group.1=1:2
                        weight.2=3
                        """);

        assertThat(members.config().rule()).isInstanceOf(Hierarchical.class);
        assertThat(members.config().weight(2)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "server.1=a:1 | line 1: a:1 does not have the form server_config",
                "server.1=127.0.0.1:x:3888 | line 1: Address unresolved: 127.0.0.1:x",
                "server.1=a:1:1 | line 1: Client and election port must be different!",
                "server.1=[::1:2:3 | line 1: [::1:2:3 starts with '[' but has no matching ']:'",
                "server.1=a:1:2:boss | line 1: Unrecognised peertype: boss",
                "server.1=a:1:2+b:1:2 | line 1: Multiple address feature is disabled",
                "server.x=a:1:2 | line 1: server.x: For input string: \"x\"",
                "server.1=a:1:2;server.1=b:1:2 | line 2: server.1: server 1 stands in"
                        + " /conf/zoo.cfg, line 1 already",
                "server.1=a:1:2;server.01=b:1:2 | line 2: server.01: server 1 stands in"
                        + " /conf/zoo.cfg, line 1 already",
                "group.1=1;group.1=2 | line 2: group.1 is there twice",
                "server.1=a:1:2;server.2=b:1:2;group.1=1 | Server 2is not in a group",
                "server.1=a:1:2;group.1=1;group.2=1 | Server 1is in multiple groups",
            })
    void mistakesAreNamedWithTheirLineInTheReferencesWords(String lines, String words) {
        String text = lines.replace(';', '\n').replace('+', '|');

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Error processing /conf/zoo.cfg")
                .hasMessageContaining(words);
    }

    private static Membership read(String text) {
        return Membership.of(PropertiesFile.parse(FILE, text), ConfigText.PLAIN, 0);
    }
}
