package paddock.zab.election;

import java.util.TreeMap;

/// What is known of the election links to other servers.
final class ElectionLinks {
    private enum Link {
        UP,
        DOWN
    }

    private final TreeMap<Long, Link> links = new TreeMap<>();

    void up(long server) {
        links.put(server, Link.UP);
    }

    /// @param remembered whether it matters that this server is out of reach
    void down(long server, boolean remembered) {
        if (remembered) {
            links.put(server, Link.DOWN);
        } else {
            links.remove(server);
        }
    }

    boolean isUp(long server) {
        return links.get(server) == Link.UP;
    }

    /// Whether the link broke or could not be made; not so before the first attempt has ended.
    boolean isDown(long server) {
        return links.get(server) == Link.DOWN;
    }
}
