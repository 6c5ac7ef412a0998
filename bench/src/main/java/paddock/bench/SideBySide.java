package paddock.bench;

import paddock.bench.home.Home;
import paddock.bench.report.Comparison;
import paddock.bench.report.Sample;
import paddock.bench.report.TableReport;
import paddock.bench.scenario.Lab;
import paddock.bench.scenario.Scenario;

import java.io.PrintWriter;
import java.util.List;

/// The rounds of a scenario on homes in turn, A B A B ..., so that whatever else the machine does
/// hits both.
record SideBySide(List<Home> homes, int rounds, Console console) {
    SideBySide {
        homes = List.copyOf(homes);
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds " + rounds + ": at least 1");
        }
    }

    /// Runs it and prints the table.
    Comparison run(Scenario named, Lab lab) {
        Scenario scenario = named.prepared(homes.getLast(), lab);
        List<String> labels = homes.stream().map(Home::label).toList();
        String conditions =
                "%s, -Xmx%dm, forceSync %s"
                        .formatted(
                                scenario.conditions(lab),
                                lab.knobs().heapMegabytes(),
                                lab.knobs().forceSync() ? "on" : "off");
        Comparison comparison = new Comparison(scenario.name(), conditions, labels);
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < homes.size(); i++) {
                Sample sample = scenario.run(homes.get(i), lab);
                comparison.add(i, sample);
                progress(round, labels.get(i), scenario, sample);
            }
        }
        console.out().println(TableReport.of(comparison));
        console.out().flush();
        return comparison;
    }

    private void progress(int round, String label, Scenario scenario, Sample sample) {
        StringBuilder line = new StringBuilder();
        sample.values().entrySet().stream()
                .limit(3)
                .forEach(
                        entry ->
                                line.append("  ")
                                        .append(entry.getKey().title())
                                        .append(' ')
                                        .append(TableReport.number(entry.getValue())));
        PrintWriter err = console.err();
        err.printf("%s %d/%d %s:%s%n", scenario.name(), round, rounds, label, line);
        err.flush();
    }
}
