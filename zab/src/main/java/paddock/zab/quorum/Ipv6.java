package paddock.zab.quorum;

import java.util.ArrayList;
import java.util.List;

/// The one spelling of an IPv6 address that memberships are written and compared in.
///
/// An address has many spellings, and servers compare each other's memberships as text and value.
/// The reference writes addresses out, without leading zeroes and with no `::`; so do we.
final class Ipv6 {
    private static final int GROUPS = 8;

    private Ipv6() {}

    static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /// The address written out; whatever is no IPv6 address, as it is.
    static String writtenOut(String host) {
        if (!host.contains(":")) {
            return host;
        }
        int zoneAt = host.indexOf('%');
        String zone = zoneAt < 0 ? "" : host.substring(zoneAt);
        String address = hexadecimal(zoneAt < 0 ? host : host.substring(0, zoneAt));
        int gap = address.indexOf("::");
        List<String> all = new ArrayList<>(groups(gap < 0 ? address : address.substring(0, gap)));
        if (gap >= 0) {
            List<String> behind = groups(address.substring(gap + 2));
            while (all.size() + behind.size() < GROUPS) {
                all.add("0");
            }
            all.addAll(behind);
        }
        if (all.size() != GROUPS
                || !all.stream().allMatch(group -> group.matches("[0-9a-fA-F]{1,4}"))) {
            return host;
        }
        List<String> plain =
                all.stream()
                        .map(group -> Integer.toHexString(Integer.parseInt(group, 16)))
                        .toList();
        return String.join(":", plain) + zone;
    }

    /// Turns four decimal numbers at the end into two groups.
    private static String hexadecimal(String address) {
        int last = address.lastIndexOf(':') + 1;
        String[] decimals = address.substring(last).split("\\.", -1);
        if (decimals.length != 4) {
            return address;
        }
        int bits = 0;
        for (String decimal : decimals) {
            if (!decimal.matches("\\d{1,3}") || Integer.parseInt(decimal) > 255) {
                return address;
            }
            bits = bits << 8 | Integer.parseInt(decimal);
        }
        return address.substring(0, last)
                + Integer.toHexString(bits >>> 16)
                + ":"
                + Integer.toHexString(bits & 0xffff);
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }
}
