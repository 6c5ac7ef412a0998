package paddock.core.acl;

import org.jspecify.annotations.Nullable;

/// Turns the text of an IP address into its bytes, without ever asking a name service.
final class IpAddress {
    private static final int V4_BYTES = 4;
    private static final int V6_GROUPS = 8;
    private static final int V6_GROUP_DIGITS = 4;

    private IpAddress() {}

    /// The 4 or 16 bytes of an address, or null when the text is none.
    static byte @Nullable [] parse(String text) {
        return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
    }

    private static byte @Nullable [] parseV4(String text) {
        byte[] address = new byte[V4_BYTES];
        int start = 0;
        for (int part = 0; part < V4_BYTES; part++) {
            int dot = text.indexOf('.', start);
            boolean last = part == V4_BYTES - 1;
            if (last != dot < 0) {
                return null;
            }
            int end = last ? text.length() : dot;
            int value = number(text, start, end, 0xFF);
            if (value < 0) {
                return null;
            }
            address[part] = (byte) value;
            start = end + 1;
        }
        return address;
    }

    /// Groups of hexadecimal digits; "::" may stand once for one or more groups of zeroes.
    private static byte @Nullable [] parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text);
            return groups == null || groups.length != V6_GROUPS
                    ? null
                    : toBytes(groups, new int[0]);
        }
        int[] head = groups(text.substring(0, gap));
        int[] tail = groups(text.substring(gap + 2));
        return head == null || tail == null || head.length + tail.length >= V6_GROUPS
                ? null
                : toBytes(head, tail);
    }

    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        int[] groups = new int[parts.length];
        for (int at = 0; at < parts.length; at++) {
            groups[at] = group(parts[at]);
            if (groups[at] < 0) {
                return null;
            }
        }
        return groups;
    }

    private static int group(String digits) {
        if (digits.isEmpty() || digits.length() > V6_GROUP_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int at = 0; at < digits.length(); at++) {
            char c = digits.charAt(at);
            // Only ASCII: other scripts have digits of their own, which no address is written in.
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static byte[] toBytes(int[] head, int[] tail) {
        byte[] address = new byte[2 * V6_GROUPS];
        for (int at = 0; at < head.length; at++) {
            put(address, at, head[at]);
        }
        for (int at = 0; at < tail.length; at++) {
            put(address, V6_GROUPS - tail.length + at, tail[at]);
        }
        return address;
    }

    private static void put(byte[] address, int group, int value) {
        address[2 * group] = (byte) (value >> Byte.SIZE);
        address[2 * group + 1] = (byte) value;
    }

    /// The decimal number at a place in a text, or -1 when there is none from 0 to `most`.
    ///
    /// As lenient as Java itself: leading zeroes, a plus and digits of other scripts were always
    /// accepted here, so stored ACLs may contain them.
    static int number(String text, int start, int end, int most) {
        try {
            int value = Integer.parseInt(text, start, end, 10);
            return value <= most ? value : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
