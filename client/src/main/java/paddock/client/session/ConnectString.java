package paddock.client.session;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What programs give to say where an ensemble is: `host:port,host:port/chroot`.
///
/// @param servers at least one
/// @param chroot the path below which the session lives, or empty for all there is
public record ConnectString(List<HostPort> servers, String chroot) {
    public ConnectString {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a connect string without servers");
        }
        Chroot.requireValid(chroot);
    }

    /// Reads one. Ports default to 2181; a chroot of `/` is none.
    ///
    /// @throws IllegalArgumentException when it names no server, or something that is none
    public static ConnectString parse(String text) {
        int slash = text.indexOf('/');
        String hosts = slash < 0 ? text : text.substring(0, slash);
        String chroot = slash < 0 ? "" : text.substring(slash);
        List<HostPort> servers =
                Arrays.stream(hosts.split(","))
                        .filter(each -> !each.isBlank())
                        .map(HostPort::parse)
                        .toList();
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("connect string \"" + text + "\" names no server");
        }
        return new ConnectString(servers, chroot.equals("/") ? "" : chroot);
    }

    @Override
    public String toString() {
        return servers.stream().map(HostPort::toString).collect(Collectors.joining(",")) + chroot;
    }
}
