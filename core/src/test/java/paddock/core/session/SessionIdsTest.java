package paddock.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import paddock.core.Seeds;

import java.util.HexFormat;
import java.util.Random;

class SessionIdsTest {
    @Test
    void anIdHoldsServerThenClockThenCounter() {
        var ids = new SessionIds(2, 0x123456789ABL);

        assertThat(ids.next()).isEqualTo(0x0223_4567_89AB_0000L);
        assertThat(ids.next()).isEqualTo(0x0223_4567_89AB_0001L);
    }

    @Test
    void highServerIdsGiveNegativeIds() {
        assertThat(new SessionIds(255, 1).next()).isEqualTo(0xFF00_0000_0001_0000L);
    }

    @Test
    void noIdLooksLikeTheMarkOfContainers() {
        assertThat(new SessionIds(0x80, 1L << 40).next()).isEqualTo(Long.MIN_VALUE + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0100000d69720000, 3c77d65d19de55637ad226868a82bb69",
        "02000013303a0000, 948d47a19171af9d926c68dbc2ae3b85",
        "03000013312a0000, c4b992c50162a4f7426cf7ffb2ac16e6",
        "0100001e14930000, af5d408a104f7c9da5d5b627d97d89cc"
    })
    void passwordsAreThoseOfTheReference(String id, String password) {
        byte[] bytes = SessionPasswords.of(HexFormat.fromHexDigitsToLong(id));

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(password);
    }

    @Test
    void passwordsComeFromTheGeneratorOfJava() {
        Seeds.forEach(
                1_000,
                random -> {
                    long id = random.nextLong();
                    byte[] expected = new byte[SessionPasswords.LENGTH];
                    new Random(id ^ 0xB3415C00L).nextBytes(expected);

                    assertThat(SessionPasswords.of(id)).isEqualTo(expected);
                });
    }

    @Test
    void onlyTheRightPasswordMatches() {
        byte[] password = SessionPasswords.of(1);
        assertThat(SessionPasswords.matches(1, password)).isTrue();
        assertThat(SessionPasswords.matches(2, password)).isFalse();
        assertThat(SessionPasswords.matches(1, new byte[0])).isFalse();
        assertThat(SessionPasswords.matches(0, SessionPasswords.of(0))).isFalse();

        password[15]++;
        assertThat(SessionPasswords.matches(1, password)).isFalse();
    }
}
