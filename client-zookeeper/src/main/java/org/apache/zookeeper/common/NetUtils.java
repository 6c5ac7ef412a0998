package org.apache.zookeeper.common;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Addresses as texts.
public class NetUtils {
    private static final String[] NONE = {};

    public NetUtils() {}

    /// `host:port`, with brackets around the address of IPv6.
    public static String formatInetAddr(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        if (resolved == null) {
            return address.getHostString() + ":" + address.getPort();
        }
        return resolved instanceof Inet6Address
                ? "[" + resolved.getHostAddress() + "]:" + address.getPort()
                : address.getHostString() + ":" + address.getPort();
    }

    /// Host and port of `[host]:port`, only the host of `[host]`, and nothing of anything else.
    ///
    /// @throws IllegalArgumentException when the bracket is not closed, or something else than a
    ///   port follows
    public static String[] getIPV6HostAndPort(String text) {
        if (!text.startsWith("[")) {
            return NONE;
        }
        int end = text.lastIndexOf(']');
        if (end < 0) {
            throw new IllegalArgumentException(text + " starts with '[' but has no matching ']'");
        }
        String host = text.substring(1, end);
        if (host.isEmpty()) {
            throw new IllegalArgumentException(host + " is empty.");
        }
        if (text.length() == end + 1) {
            return new String[] {host};
        }
        if (text.charAt(end + 1) != ':') {
            throw new IllegalArgumentException(text + " does not have : after ]");
        }
        if (text.length() == end + 2) {
            throw new IllegalArgumentException(text + " doesn't have a port after colon.");
        }
        return new String[] {host, text.substring(end + 2)};
    }
}
