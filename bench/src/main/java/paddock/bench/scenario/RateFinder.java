package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.home.Servers;
import paddock.bench.load.LoadFailure;
import paddock.bench.load.LoadGenerator;
import paddock.bench.load.LoadPlan;
import paddock.bench.load.LoadResult;
import paddock.bench.load.Traffic;
import paddock.bench.load.Window;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// How an open loop's rate is found on one home, for all.
enum RateFinder {
    /// A rate that is comfortable for it.
    SHARE_OF_PEAK("40 % of the closed-loop peak") {
        @Override
        Found find(LoadScenario load, Home home, Lab lab) {
            try (Servers servers = lab.servingAll(home)) {
                Lab closed = lab.at(new LoadPlan.Pace.Closed());
                LoadPlan plan = load.plan(closed);
                double peak = peak(servers, plan, load.setScene(servers, plan, closed));
                return new Found(
                        SHARE * peak,
                        String.format(
                                Locale.ROOT, "%s of %s, %,.0f/s", words(), home.label(), peak));
            }
        }
    },

    /// The rate at which it begins to fall behind.
    KNEE("the rate whose p99 passes 100 ms") {
        @Override
        Found find(LoadScenario load, Home home, Lab lab) {
            try (Servers servers = lab.servingAll(home)) {
                LoadPlan plan = load.plan(lab.at(new LoadPlan.Pace.Closed()));
                Traffic.Source source = load.setScene(servers, plan, lab);
                double peak = peak(servers, plan, source);
                double knee =
                        knee(
                                peak,
                                rate -> run(servers, stepOf(plan, rate), source).latencyMillis(99));
                return new Found(
                        knee,
                        String.format(
                                Locale.ROOT,
                                "%s on %s; closed-loop peak %,.0f/s",
                                words(),
                                home.label(),
                                peak));
            }
        }
    };

    static final double SHARE = 0.4;
    static final double LIMIT_MILLIS = 100;

    /// From here the search begins, as a share of the peak.
    private static final double BEGIN = 0.6;

    private static final double STEP = 1.3;
    private static final int STEPS = 8;
    private static final int HALVINGS = 3;

    /// A step of the search needs no more, since the server is warm from the steps before.
    private static final int SHORTER_WARM_UP = 4;

    private final String words;

    RateFinder(String words) {
        this.words = words;
    }

    /// A rate, and where it comes from.
    record Found(double rate, String how) {}

    /// Finds the rate on a server of this home.
    abstract Found find(LoadScenario load, Home home, Lab lab);

    /// What rate that is, in words.
    String words() {
        return words;
    }

    /// The lowest rate that is known to have a p99 above the limit: at most four per cent above one
    /// that has not.
    ///
    /// @param peak of the closed loop, near which the knee is
    /// @param p99Millis measures a rate
    static double knee(double peak, DoubleUnaryOperator p99Millis) {
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        double rate = BEGIN * peak;
        for (int i = 0; i < STEPS && (good == 0 || bad == Double.POSITIVE_INFINITY); i++) {
            if (p99Millis.applyAsDouble(rate) > LIMIT_MILLIS) {
                bad = rate;
                rate /= STEP;
            } else {
                good = rate;
                rate *= STEP;
            }
        }
        if (good == 0 || bad == Double.POSITIVE_INFINITY) {
            throw new LoadFailure(
                    "p99 passes %.0f ms nowhere between %,.0f/s and %,.0f/s"
                            .formatted(LIMIT_MILLIS, Math.min(rate, good), Math.max(rate, good)));
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(good * bad);
            if (p99Millis.applyAsDouble(middle) > LIMIT_MILLIS) {
                bad = middle;
            } else {
                good = middle;
            }
        }
        return bad;
    }

    private static LoadPlan stepOf(LoadPlan plan, double rate) {
        return new LoadPlan(
                plan.connections(),
                plan.outstanding(),
                plan.threads(),
                new LoadPlan.Pace.Open(rate),
                plan.warmUp().dividedBy(SHORTER_WARM_UP),
                plan.extent());
    }

    private static double peak(Servers servers, LoadPlan plan, Traffic.Source source) {
        return run(servers, plan, source).operationsPerSecond();
    }

    private static LoadResult run(Servers servers, LoadPlan plan, Traffic.Source source) {
        return LoadGenerator.run(servers.addresses(), plan, source, Window.UNWATCHED);
    }
}
