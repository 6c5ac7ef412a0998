package paddock.bench.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Something that grows, its usual points, and the load that is measured at each.
public enum Axis {
    /// One request in flight on each, so that nothing but their number grows.
    CONNECTIONS("connections", 1, 10, 100, 1_000, 10_000) {
        @Override
        public Point at(int point) {
            return new Point(
                    mixed(point, 1, KIBIBYTE, DEFAULT_HEAP),
                    lab -> alone(lab, "--connections", lab.connections()));
        }
    },

    /// Reads and updates all over the tree.
    ZNODES("znodes", 1_000, 10_000, 100_000, 1_000_000, 10_000_000) {
        @Override
        public Point at(int point) {
            LoadScenario.Scene scene =
                    (session, connections, data) -> {
                        BigTree tree = new BigTree(point, data.length);
                        tree.load(session.address());
                        return Scenes.over(tree.spread(TOUCHED), READS, 1, connections, data);
                    };
            return new Point(
                    new LoadScenario(
                            title(), MIX, CONNECTED, OUTSTANDING, SMALL, heapFor(point), scene),
                    lab -> alone(lab, "--size", lab.size()));
        }
    },

    /// Watches that stand while others read and update elsewhere.
    WATCHES("watches", 1_000, 10_000, 100_000, 1_000_000, 10_000_000) {
        @Override
        public Point at(int point) {
            LoadScenario load = mixed(CONNECTED, OUTSTANDING, KIBIBYTE, heapFor(point));
            return new Point(new WatchedLoad(load, point), lab -> alone(lab, "--size", lab.size()));
        }
    },

    /// The data of a znode, in bytes. The last point is a mebibyte; the servers' limit is raised.
    DATA("data", 0, 100, 1_024, 10_240, 102_400, 1_048_576) {
        @Override
        public Point at(int point) {
            int outstanding = Math.clamp(IN_FLIGHT_BYTES / Math.max(1, point), 1, OUTSTANDING);
            return new Point(
                    mixed(CONNECTED, outstanding, point, heapForData(point)),
                    lab ->
                            alone(lab, "--data-bytes", lab.dataBytes())
                                    .with(lab.knobs().withJvmFlag(BIG_FRAMES)));
        }
    },

    /// Updates, which all members have to agree on.
    SERVERS("servers", 1, 3, 5, 7) {
        @Override
        public Point at(int point) {
            LoadScenario updates =
                    new LoadScenario(
                            title(),
                            "updates",
                            CONNECTED,
                            OUTSTANDING,
                            KIBIBYTE,
                            DEFAULT_HEAP,
                            Scenes.mixed(0, 1));
            return new Point(updates, lab -> lab.withServers(point));
        }
    };

    private static final int KIBIBYTE = 1024;
    private static final int SMALL = 100;
    private static final int CONNECTED = 16;
    private static final int OUTSTANDING = 64;
    private static final int READS = 9;
    private static final String MIX = "nine reads an update";

    /// Znodes that a load touches in a big tree.
    private static final int TOUCHED = 4_096;

    private static final int IN_FLIGHT_BYTES = 1 << 19;
    private static final String BIG_FRAMES = "-Djute.maxbuffer=4194304";

    private static final int DEFAULT_HEAP = Scenario.DEFAULT_HEAP_MEGABYTES;
    private static final int BIG_HEAP = 4_000;
    private static final int BIG_DATA_HEAP = 8_000;
    private static final int HUGE_HEAP = 16_000;
    private static final int BIG = 1_000_000;

    private final String title;
    private final List<Integer> points;

    Axis(String title, Integer... points) {
        this.title = title;
        this.points = List.of(points);
    }

    /// What to run at one point, and what that changes in the lab.
    public record Point(Scenario scenario, UnaryOperator<Lab> adjustment) {
        /// The lab as it is at this point.
        public Lab adjust(Lab lab) {
            return adjustment.apply(lab);
        }
    }

    /// The axis of that name.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Axis named(String name) {
        return Arrays.stream(values())
                .filter(axis -> axis.title.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no axis '%s'; there are %s"
                                                .formatted(
                                                        name,
                                                        Arrays.stream(values())
                                                                .map(Axis::title)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    public String title() {
        return title;
    }

    /// Where it is measured unless the user says otherwise, in ascending order.
    public List<Integer> points() {
        return points;
    }

    /// What is measured at a point.
    public abstract Point at(int point);

    LoadScenario mixed(int connections, int outstanding, int dataBytes, int heapMegabytes) {
        return new LoadScenario(
                title,
                MIX,
                connections,
                outstanding,
                dataBytes,
                heapMegabytes,
                Scenes.mixed(READS, 1));
    }

    static int heapFor(int many) {
        return many < BIG ? DEFAULT_HEAP : many == BIG ? BIG_HEAP : HUGE_HEAP;
    }

    /// A server may keep some hundreds of the last replies and transactions, of a mebibyte each.
    private static int heapForData(int bytes) {
        return bytes < BIG ? DEFAULT_HEAP : BIG_DATA_HEAP;
    }

    /// What grows cannot be fixed at the same time.
    private static Lab alone(Lab lab, String option, OptionalInt value) {
        if (value.isPresent()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s %d: it is what grows; say --points %d",
                            option,
                            value.getAsInt(),
                            value.getAsInt()));
        }
        return lab;
    }
}
