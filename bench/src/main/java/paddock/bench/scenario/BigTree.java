package paddock.bench.scenario;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.LongStream;

/// A tree like that of a large installation: every leaf has four path components and some data.
record BigTree(int leaves, int dataBytes) {
    private static final int LEAVES_PER_GROUP = 100;
    private static final int GROUPS_PER_ZONE = 100;

    BigTree {
        if (leaves < 1) {
            throw new IllegalArgumentException(leaves + " znodes");
        }
    }

    /// A znode that [#load] creates.
    static final String SOME_LEAF = leaf(0);

    private int groups() {
        return (leaves + LEAVES_PER_GROUP - 1) / LEAVES_PER_GROUP;
    }

    private int zones() {
        return (groups() + GROUPS_PER_ZONE - 1) / GROUPS_PER_ZONE;
    }

    /// All znodes, inner ones included.
    long znodes() {
        return 1L + zones() + groups() + leaves;
    }

    long allDataBytes() {
        return (long) leaves * dataBytes;
    }

    void load(InetSocketAddress address) {
        byte[] none = new byte[0];
        Population.create(address, 1, i -> "/services", none);
        Population.create(address, zones(), BigTree::zone, none);
        Population.create(address, groups(), BigTree::group, none);
        Population.create(address, leaves, BigTree::leaf, new byte[dataBytes]);
    }

    /// `count` leaves, spread evenly over the tree; all of them when there are no more.
    List<String> spread(int count) {
        int taken = Math.min(count, leaves);
        return LongStream.range(0, taken).mapToObj(i -> leaf(i * leaves / taken)).toList();
    }

    private static String zone(long zone) {
        return "/services/zone-%03d".formatted(zone);
    }

    private static String group(long group) {
        return "%s/group-%05d".formatted(zone(group / GROUPS_PER_ZONE), group);
    }

    private static String leaf(long leaf) {
        return "%s/member-%07d".formatted(group(leaf / LEAVES_PER_GROUP), leaf);
    }
}
