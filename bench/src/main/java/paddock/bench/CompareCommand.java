package paddock.bench;

import paddock.bench.home.Home;
import paddock.bench.home.Homes;
import paddock.bench.report.Comparison;
import paddock.bench.scenario.Scenario;
import paddock.bench.scenario.Scenarios;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Runs scenarios on homes in turn.
@Command(
        name = "compare",
        aliases = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs scenarios on one home, or on two in turn (A B A B ...), and prints medians,"
                    + " spreads and the ratio A/B.",
            "HOME is a folder with bin/zkServer.sh or Apache ZooKeeper's jars in lib/; or 'apache'"
                    + " or 'apache:VERSION', made from Maven Central; or 'echo', the floor under"
                    + " any server's cost."
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "HOME... SCENARIO...",
            arity = "2..*",
            description = "One or two homes, then scenarios (see 'bench scenarios').")
    List<String> words = new ArrayList<>();

    @Option(
            names = "--rounds",
            description = "Rounds of each scenario on each home (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Mixin JsonOption json = new JsonOption();

    @Mixin CacheOption cache = new CacheOption();

    @Mixin LabOptions options = new LabOptions();

    @Mixin Console console = new Console();

    @Override
    public Integer call() {
        int homeCount = countHomes();
        List<Scenario> scenarios =
                words.subList(homeCount, words.size()).stream().map(Scenarios::named).toList();
        List<Home> homes =
                words.subList(0, homeCount).stream()
                        .map(word -> Homes.find(word, cache.folder))
                        .toList();
        SideBySide sideBySide = new SideBySide(homes, rounds, console);
        List<Comparison> comparisons = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            comparisons.add(sideBySide.run(scenario, options.lab(scenario)));
            json.write(comparisons, List.of());
        }
        return 0;
    }

    /// The second word is a scenario when it is the name of one, a home otherwise.
    private int countHomes() {
        boolean onlyOne =
                words.size() == 2
                        || words.get(1).startsWith("mixed:")
                        || Scenarios.all().stream()
                                .anyMatch(scenario -> scenario.name().equals(words.get(1)));
        return onlyOne ? 1 : 2;
    }
}
