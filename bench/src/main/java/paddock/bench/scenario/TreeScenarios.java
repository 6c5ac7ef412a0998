package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.home.ServerProcess;
import paddock.bench.load.Session;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.util.Locale;

/// The scenarios that need a big tree.
final class TreeScenarios {
    private static final int LEAVES = 1_000_000;
    private static final int DATA_BYTES = 100;
    private static final int HEAP_MEGABYTES = 4000;

    private TreeScenarios() {}

    private static BigTree tree(Lab lab) {
        return new BigTree(lab.size().orElse(LEAVES), lab.dataBytes().orElse(DATA_BYTES));
    }

    private static String described(BigTree tree) {
        return String.format(
                Locale.ROOT,
                "%,d znodes, leaves of 4 path components with %d B",
                tree.znodes(),
                tree.dataBytes());
    }

    /// Live heap a znode, the data itself and the empty server's heap taken off.
    record Heap() implements Scenario {
        @Override
        public String name() {
            return "big-tree";
        }

        @Override
        public String summary() {
            return "live heap per znode of a tree of 1 M znodes, data excluded";
        }

        @Override
        public String conditions(Lab lab) {
            return described(tree(lab)) + ", live heap after a full collection, data excluded";
        }

        @Override
        public int heapMegabytes() {
            return HEAP_MEGABYTES;
        }

        @Override
        public Sample run(Home home, Lab lab) {
            BigTree tree = tree(lab);
            try (ServerProcess server = lab.serving(home)) {
                long empty = server.liveHeap().bytes();
                tree.load(server.address());
                long full = server.liveHeap().bytes();
                double overhead = (double) full - empty - tree.allDataBytes();
                return new Sample()
                        .with(Measure.HEAP_PER_ZNODE, overhead / tree.znodes())
                        .with(Measure.LIVE_HEAP, Units.mebibytes(full))
                        .with(Measure.EMPTY_HEAP, Units.mebibytes(empty))
                        .with(Measure.RSS, Units.mebibytes(server.cost().rssBytes()))
                        .with(Measure.PEAK_RSS, Units.mebibytes(server.cost().peakRssBytes()));
            }
        }
    }

    /// After a crash, until a client's first read is answered.
    record Restart() implements Scenario {
        @Override
        public String name() {
            return "restart";
        }

        @Override
        public String summary() {
            return "kill -9 at 1 M znodes, then exec to the first answered read";
        }

        @Override
        public String conditions(Lab lab) {
            return described(tree(lab)) + ", kill -9, exec to the first answered read";
        }

        @Override
        public int heapMegabytes() {
            return HEAP_MEGABYTES;
        }

        @Override
        public Sample run(Home home, Lab lab) {
            try (ServerProcess server = lab.serving(home)) {
                tree(lab).load(server.address());
                server.crashAndRestart();
                double millis =
                        Units.millis(server.awaitThat("answer a read", () -> answersRead(server)));
                return new Sample()
                        .with(Measure.RESTART, millis)
                        .with(Measure.RESTART_CPU, server.cost().cpuNanos() / 1e6)
                        .with(Measure.RSS, Units.mebibytes(server.cost().rssBytes()));
            }
        }

        private static boolean answersRead(ServerProcess server) throws IOException {
            try (Session session = Session.open(server.address(), Lab.PATIENCE)) {
                session.call(new Request.GetData(BigTree.SOME_LEAF, false));
                return true;
            }
        }
    }
}
