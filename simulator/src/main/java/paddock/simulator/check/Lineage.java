package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Every transaction that ever stood in a log, with the one before it: a tree of histories.
///
/// A zxid names one transaction and one history that leads to it; that is checked with each that is
/// logged, by whoever it is.
public final class Lineage {
    private final Map<Long, Node> nodes = new HashMap<>();

    /// What the beginnings of epochs stand for.
    private final Map<Long, Long> beginnings = new HashMap<>();

    private record Node(long zxid, long parent, int depth, byte[] bytes) {}

    /// Nothing has happened yet; zxid 0 is where all histories begin.
    public Lineage() {
        nodes.put(0L, new Node(0, -1, 0, new byte[0]));
    }

    /// A leader begins an epoch: trees that contain no transaction of it yet can have its beginning
    /// for their last zxid, and contain the leader's history.
    public void begins(long beginning, long tip) {
        beginnings.put(beginning, plain(tip));
    }

    /// The transaction that a zxid stands for: itself, unless it is the beginning of an epoch.
    public long plain(long zxid) {
        return beginnings.getOrDefault(zxid, zxid);
    }

    /// What was logged with a zxid.
    public byte[] bytes(long zxid) {
        return node(zxid).bytes;
    }

    /// A server logs a transaction behind another.
    public void logged(long server, long after, long zxid, byte[] bytes) {
        long parent = plain(after);
        Node known = nodes.get(zxid);
        if (known == null) {
            Node before = node(parent);
            if (zxid <= parent) {
                throw broken("server %d logs %s behind %s", server, hex(zxid), hex(parent));
            }
            nodes.put(zxid, new Node(zxid, parent, before.depth + 1, bytes.clone()));
        } else if (known.parent != parent) {
            throw broken(
                    "server %d logs %s behind %s, another one did behind %s",
                    server, hex(zxid), hex(parent), hex(known.parent));
        } else if (!Arrays.equals(known.bytes, bytes)) {
            throw broken("server %d logs another %s than another server", server, hex(zxid));
        }
    }

    /// Whether anybody ever logged it.
    public boolean knows(long zxid) {
        return nodes.containsKey(plain(zxid));
    }

    /// The transaction before one.
    public long parent(long zxid) {
        return node(zxid).parent;
    }

    /// How many transactions lead to one, itself included.
    public int depth(long zxid) {
        return node(zxid).depth;
    }

    /// Whether the history of `tip` contains `zxid`.
    public boolean contains(long tip, long zxid) {
        Node wanted = node(zxid);
        Node at = node(tip);
        while (at.depth > wanted.depth) {
            at = node(at.parent);
        }
        return at.zxid == wanted.zxid;
    }

    /// The last transaction that two histories have in common.
    public long common(long one, long other) {
        Node left = node(one);
        Node right = node(other);
        while (left.zxid != right.zxid) {
            if (left.depth >= right.depth) {
                left = node(left.parent);
            } else {
                right = node(right.parent);
            }
        }
        return left.zxid;
    }

    private Node node(long zxid) {
        Node node = nodes.get(plain(zxid));
        if (node == null) {
            throw broken("nobody ever logged %s", hex(zxid));
        }
        return node;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static BrokenPromise broken(String format, Object... values) {
        return new BrokenPromise(Lineage.class, format.formatted(values));
    }
}
