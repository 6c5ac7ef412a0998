package paddock.core.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import paddock.wire.protocol.Id;

import java.nio.charset.StandardCharsets;

class DigestSchemeTest {
    private static final String PEER = "127.0.0.1";

    /// As printed by the generator of the reference.
    @ParameterizedTest
    @CsvSource({
        "u:p, u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ=",
        "u, u:UeaYkqtJ34XGIwzMV/jh0WBsrMw=",
        ":, :BaefBs8/Z/cm2uaNGKIpD2yaUMk=",
        "'', :2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
        ":x, :57b19mLA2vMhI/edHul/TytWqWE=",
        "u:p:q, u:VIgTKUjc2iscZoJn2UUrdGNNgW4=",
        "super:test, super:D/InIHSb7yEEbrWz8b9l71RjZJU="
    })
    void anIdIsTheUserAndTheHashOfEverything(String auth, String id) {
        assertThat(new DigestScheme().authenticate(utf8(auth), PEER))
                .containsExactly(new Id("digest", id));
    }

    @Test
    void theSuperDigestMakesASuperUser() {
        var scheme = new DigestScheme("SHA1", "super:D/InIHSb7yEEbrWz8b9l71RjZJU=");

        assertThat(scheme.authenticate(utf8("super:test"), PEER))
                .containsExactlyInAnyOrder(
                        new Id("super", ""),
                        new Id("digest", "super:D/InIHSb7yEEbrWz8b9l71RjZJU="));
        assertThat(scheme.authenticate(utf8("super:wrong"), PEER))
                .extracting(Id::scheme)
                .containsExactly("digest");
    }

    @Test
    void withoutAnAuthBufferThereIsNobodyToBelieve() {
        assertThat(new DigestScheme().authenticate(null, PEER)).isEmpty();
    }

    @Test
    void anotherHashGivesOtherIds() {
        assertThat(new DigestScheme("SHA-256", null).idOf(utf8("u:p")))
                .isEqualTo("u:/Y8xRBngpX5duYn15uUqIRaIaCviy5TEwSk419hCwuA=");
    }

    @Test
    void anUnknownHashIsRefusedAtOnce() {
        assertThatThrownBy(() -> new DigestScheme("SHA0", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SHA0");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
