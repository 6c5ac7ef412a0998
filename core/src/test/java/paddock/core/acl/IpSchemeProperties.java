package paddock.core.acl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

class IpSchemeProperties {
    private final IpScheme scheme = new IpScheme();

    @Test
    void matchingAgreesWithArithmetic() {
        Seeds.forEach(
                5_000,
                random -> {
                    byte[] network = bytes(random, random.nextBoolean() ? 4 : 16);
                    byte[] address = network.clone();
                    int flipped = random.nextInt(network.length * 8);
                    address[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
                    int bits = random.nextInt(network.length * 8 + 1);

                    boolean matches = scheme.matches(text(address), text(network) + "/" + bits);

                    assertThat(matches)
                            .isEqualTo(prefix(address, bits).equals(prefix(network, bits)));
                });
    }

    private static BigInteger prefix(byte[] address, int bits) {
        return new BigInteger(1, address).shiftRight(address.length * 8 - bits);
    }

    @Test
    void everyWayToWriteAnAddressMeansTheSame() {
        Seeds.forEach(
                5_000,
                random -> {
                    byte[] address = bytes(random, 16);
                    String shortened = shortened(address, random);

                    assertThat(scheme.matches(text(address), shortened)).as(shortened).isTrue();
                });
    }

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = (byte) (random.nextBoolean() ? 0 : random.nextInt());
        }
        return bytes;
    }

    private static String text(byte[] address) throws Exception {
        // Not by way of an address object: Java turns mapped IPv6 addresses into IPv4 ones.
        if (address.length == 4) {
            return InetAddress.getByAddress(address).getHostAddress();
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < 16; at += 2) {
            text.append(at == 0 ? "" : ":").append(group(address, at));
        }
        return text.toString();
    }

    private static String group(byte[] address, int at) {
        return Integer.toHexString((address[at] & 0xFF) << 8 | (address[at + 1] & 0xFF));
    }

    /// The text with some run of zero groups left out, and some leading zeroes put in.
    private static String shortened(byte[] address, RandomGenerator random) throws Exception {
        String[] groups = text(address).split(":");
        int start = random.nextInt(8);
        int end = start;
        while (end < 8 && groups[end].equals("0") && random.nextInt(4) != 0) {
            end++;
        }
        for (int at = 0; at < 8; at++) {
            if (random.nextBoolean()) {
                groups[at] =
                        "0".repeat(4 - groups[at].length()) + groups[at].toUpperCase(Locale.ROOT);
            }
        }
        if (start == end) {
            return String.join(":", groups);
        }
        String head = String.join(":", Arrays.copyOfRange(groups, 0, start));
        String tail = String.join(":", Arrays.copyOfRange(groups, end, 8));
        return head + "::" + tail;
    }
}
