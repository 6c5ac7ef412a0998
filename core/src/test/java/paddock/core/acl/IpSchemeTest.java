package paddock.core.acl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.wire.protocol.Id;

/// Both lists of ids were put to the reference.
class IpSchemeTest {
    private final IpScheme scheme = new IpScheme();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4",
                "0001.2.3.4",
                "+1.2.3.4",
                "1.2.3.4/0",
                "1.2.3.4/32",
                "1.2.3.4/032",
                "::",
                "::1",
                "1::",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "::1:2:3:4:5:6:7",
                "1:2:3:4:5:6::8",
                "::1/128",
                "::/0",
                "a:B:c:D:e:F:0:1",
                "0000:0:0:0:0:0:0:1"
            })
    void addressesAndNetworksAreValid(String id) {
        assertThat(scheme.isValidAclId(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.256",
                "-1.2.3.4",
                "1.2.3.4.",
                "1.2.3.4.5",
                ".1.2.3.4",
                "1..2.3",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4/",
                "1.2.3.4/33",
                "1.2.3.4/-1",
                "1.2.3.4/8/9",
                "1.2.3.4/x",
                "/8",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:",
                "1:2:3:4::5:6:7:8",
                "1::2::3",
                ":::",
                "::::",
                "1:::2",
                "1:",
                ":1",
                "::1:",
                "12345::",
                "00000::1",
                "g::",
                "::1 ",
                "::/",
                "::1/129",
                "::ffff:1.2.3.4",
                "fe80::1%eth0",
                "[::1]"
            })
    void anythingElseIsNot(String id) {
        assertThat(scheme.isValidAclId(id)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.9.0.1, 127.0.0.1/8, true",
        "10.1.2.3, 10.0.0.0/9, true",
        "10.128.0.0, 10.0.0.0/9, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.3, 10.1.2.3/33, false",
        "1.2.3.4, 0.0.0.0/0, true",
        "0:0:0:0:0:0:0:1, ::1, true",
        "::1, 0::1/64, true",
        "fe80::1, fe80::/127, true",
        "fe80::1, fe80::2/127, false",
        "1.2.3.4, ::/0, false",
        "::, 0.0.0.0/0, false",
        "fe80:0:0:0:0:0:0:1%lo, fe80::1, false",
        "bogus, bogus, false"
    })
    void aNetworkMatchesTheAddressesInIt(String identity, String aclId, boolean matches) {
        assertThat(scheme.matches(identity, aclId)).isEqualTo(matches);
    }

    @Test
    void anAuthPacketOnlyRepeatsTheAddress() {
        assertThat(scheme.authenticate(new byte[] {1}, "1.2.3.4"))
                .containsExactly(new Id("ip", "1.2.3.4"));
    }
}
