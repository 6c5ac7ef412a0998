package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.load.LoadPlan;
import paddock.bench.report.Sample;

/// A load at a fixed rate, the same for every home, which hangs on what the last home can do.
///
/// A closed loop asks of each server what that server can do, so that a fast one is measured under
/// more load than a slow one. Here all get the same, and their latencies can be compared. A rate
/// that the user gives takes the place of the one found.
record OpenScenario(LoadScenario load, RateFinder finder) implements Scenario {
    @Override
    public String name() {
        return load.name();
    }

    @Override
    public String summary() {
        return "open loop of " + load.summary() + " at " + finder.words() + " of the last home";
    }

    @Override
    public boolean runsOn(int servers) {
        return load.runsOn(servers);
    }

    @Override
    public String conditions(Lab lab) {
        return load.conditions(lab) + ", open loop at " + finder.words() + " of each home";
    }

    @Override
    public Scenario prepared(Home reference, Lab lab) {
        if (lab.pace() instanceof LoadPlan.Pace.Open) {
            return load;
        }
        RateFinder.Found found = finder.find(load, reference, lab);
        return new AtRate(load, new LoadPlan.Pace.Open(found.rate()), found.how());
    }

    /// Unprepared, every home is its own reference.
    @Override
    public Sample run(Home home, Lab lab) {
        return prepared(home, lab).run(home, lab);
    }

    /// The load at the rate that was found.
    private record AtRate(LoadScenario load, LoadPlan.Pace.Open pace, String how)
            implements Scenario {
        @Override
        public String name() {
            return load.name();
        }

        @Override
        public String summary() {
            return load.summary();
        }

        @Override
        public boolean runsOn(int servers) {
            return load.runsOn(servers);
        }

        @Override
        public String conditions(Lab lab) {
            return load.conditions(lab.at(pace)) + " (" + how + ")";
        }

        @Override
        public Sample run(Home home, Lab lab) {
            return load.run(home, lab.at(pace));
        }
    }
}
