package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectStringTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    h               | h:2181            | ''
                    h:1             | h:1               | ''
                    h:1/            | h:1               | ''
                    h:1,g/a/b       | h:1,g:2181        | /a/b
                    ' h:1 , g:2 '   | h:1,g:2           | ''
                    h:1,            | h:1               | ''
                    [::1]:5         | [::1]:5           | ''
                    [::1]/x         | [::1]:2181        | /x
                    fe80::1         | [fe80::1]:2181    | ''
                    """)
    void namesServersAndAChroot(String text, String servers, String chroot) {
        ConnectString parsed = ConnectString.parse(text);

        assertThat(parsed.chroot()).isEqualTo(chroot);
        assertThat(parsed).hasToString(servers + chroot);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "/a",
                "h:0",
                "h:65536",
                "h:x",
                "[::1",
                "[::1]5",
                ":1",
                "h/a/",
                "h//a",
                "h/a/../b",
                "h/."
            })
    void refusesWhatNamesNoServerOrNoPath(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectString.parse(text));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectString.parse("h:70000"))
                .withMessage("port 70000 of server h is not in 1..65535");
    }
}
