package paddock.zab.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;

class Ipv6Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "::1",
                "::",
                "2001:DB8::2",
                "2001:db8:0:0:1::",
                "1:2:3:4:5:6:7:8",
                "fe80::0001",
                "64:ff9b::192.0.2.33",
            })
    void anAddressIsWrittenOutAsThePlatformWritesIt(String address) throws UnknownHostException {
        assertThat(Ipv6.writtenOut(address))
                .isEqualTo(InetAddress.getByName(address).getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zoo1",
                "10.0.0.1",
                "1:2:3",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "::12345",
                "::1.2.3",
                "::1.2.3.999",
                "x::1",
                ":",
                ":::"
            })
    void whateverIsNoAddressStaysAsItIs(String host) {
        assertThat(Ipv6.writtenOut(host)).isEqualTo(host);
    }

    @Test
    void theZoneStays() {
        assertThat(Ipv6.writtenOut("fe80::1%eth0")).isEqualTo("fe80:0:0:0:0:0:0:1%eth0");
    }
}
