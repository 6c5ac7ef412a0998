package org.apache.zookeeper.client;

import org.apache.zookeeper.common.NetUtils;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.common.StringUtils;

import java.net.InetSocketAddress;
import java.util.ArrayList;

/// Reads what says where an ensemble is: `host:port,host:port/chroot`.
public final class ConnectStringParser {
    private static final int DEFAULT_PORT = 2181;

    private final String chrootPath;
    private final ArrayList<InetSocketAddress> serverAddresses = new ArrayList<>();

    /// @throws IllegalArgumentException when it makes no sense
    public ConnectStringParser(String connectString) {
        int slash = connectString.indexOf('/');
        String hosts = slash < 0 ? connectString : connectString.substring(0, slash);
        String path = slash < 0 ? "" : connectString.substring(slash);
        if (path.length() > 1) {
            PathUtils.validatePath(path);
            chrootPath = path;
        } else {
            chrootPath = null;
        }
        for (String host : StringUtils.split(hosts, ",")) {
            serverAddresses.add(address(host));
        }
    }

    private static InetSocketAddress address(String text) {
        String[] hostAndPort = NetUtils.getIPV6HostAndPort(text);
        if (hostAndPort.length > 0) {
            int port = hostAndPort.length > 1 ? Integer.parseInt(hostAndPort[1]) : DEFAULT_PORT;
            return InetSocketAddress.createUnresolved(hostAndPort[0], port);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return InetSocketAddress.createUnresolved(text, DEFAULT_PORT);
        }
        String digits = text.substring(colon + 1);
        int port = digits.isEmpty() ? DEFAULT_PORT : Integer.parseInt(digits);
        return InetSocketAddress.createUnresolved(text.substring(0, colon), port);
    }

    /// The path below which the client lives, or null for the whole tree.
    public String getChrootPath() {
        return chrootPath;
    }

    /// The servers, not resolved.
    public ArrayList<InetSocketAddress> getServerAddresses() {
        return serverAddresses;
    }
}
