package paddock.bench.scenario;

import paddock.wire.protocol.CreateMode;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The catalogue.
public final class Scenarios {
    private static final int KIBIBYTE = 1024;
    private static final int SMALL = 100;
    private static final int CHILDREN = 100_000;
    private static final Pattern MIXED = Pattern.compile("mixed:(\\d{1,3})/(\\d{1,3})");

    private static final List<Scenario> ALL =
            List.of(
                    load("get-data", "reads", 16, 64, KIBIBYTE, Scenes.mixed(1, 0)),
                    load("set-data", "updates", 16, 64, KIBIBYTE, Scenes.mixed(0, 1)),
                    new TreeScenarios.Heap(),
                    new StartScenarios.Start(),
                    load(
                            "mixed-90-10",
                            "nine reads an update",
                            16,
                            64,
                            KIBIBYTE,
                            Scenes.mixed(9, 1)),
                    load("mixed-70-30", "seven reads in ten", 16, 64, KIBIBYTE, Scenes.mixed(7, 3)),
                    load("get-data-128x1", "reads", 128, 1, KIBIBYTE, Scenes.mixed(1, 0)),
                    load("set-data-128x1", "updates", 128, 1, KIBIBYTE, Scenes.mixed(0, 1)),
                    load("get-data-sync1", "reads one by one", 1, 1, KIBIBYTE, Scenes.mixed(1, 0)),
                    load(
                            "set-data-sync1",
                            "updates one by one",
                            1,
                            1,
                            KIBIBYTE,
                            Scenes.mixed(0, 1)),
                    load("create", "creates", 16, 16, SMALL, Scenes.create(CreateMode.PERSISTENT)),
                    load(
                            "create-delete",
                            "creates and deletes in turn",
                            16,
                            16,
                            SMALL,
                            Scenes.createDelete()),
                    load(
                            "ephemeral-sequential",
                            "creates of ephemeral sequential znodes",
                            16,
                            16,
                            SMALL,
                            Scenes.create(CreateMode.EPHEMERAL_SEQUENTIAL)),
                    load(
                            "multi4",
                            "multis of create, update, check, delete",
                            16,
                            16,
                            SMALL,
                            Scenes.multiOfFour()),
                    load(
                            "list-children",
                            "lists of a parent of 100,000 children",
                            4,
                            1,
                            0,
                            Scenes.list(CHILDREN)),
                    open("open-reads", "reads", Scenes.mixed(1, 0), RateFinder.SHARE_OF_PEAK),
                    open("open-updates", "updates", Scenes.mixed(0, 1), RateFinder.SHARE_OF_PEAK),
                    open("knee-reads", "reads", Scenes.mixed(1, 0), RateFinder.KNEE),
                    open("knee-updates", "updates", Scenes.mixed(0, 1), RateFinder.KNEE),
                    new SessionScenarios.EphemeralChurn(),
                    new SessionScenarios.ExpiryStorm(),
                    new SnapshotLoad(),
                    new StartScenarios.Idle(),
                    new TreeScenarios.Restart(),
                    new SwarmScenarios.WatchFanout(),
                    new SwarmScenarios.ConnectionStorm(),
                    new EnsembleScenarios.LeaderLoss("failover", false),
                    new EnsembleScenarios.LeaderLoss("handover", true),
                    new EnsembleScenarios.Rejoin());

    private Scenarios() {}

    /// All with a fixed name; `mixed:READS/UPDATES` exists besides.
    public static List<Scenario> all() {
        return ALL;
    }

    /// The scenario of that name.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Scenario named(String name) {
        Matcher mixed = MIXED.matcher(name);
        if (mixed.matches()) {
            return mixed(name, Integer.parseInt(mixed.group(1)), Integer.parseInt(mixed.group(2)));
        }
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no scenario '%s'; there are %s, mixed:READS/UPDATES"
                                                .formatted(
                                                        name,
                                                        ALL.stream()
                                                                .map(Scenario::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private static Scenario mixed(String name, int reads, int updates) {
        if (reads + updates == 0) {
            throw new IllegalArgumentException(name + " sends nothing");
        }
        int divisor = gcd(reads, updates);
        return load(
                name,
                "reads and updates mixed",
                16,
                64,
                KIBIBYTE,
                Scenes.mixed(reads / divisor, updates / divisor));
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static LoadScenario load(
            String name,
            String summary,
            int connections,
            int outstanding,
            int dataBytes,
            LoadScenario.Scene scene) {
        return new LoadScenario(
                name,
                summary,
                connections,
                outstanding,
                dataBytes,
                Scenario.DEFAULT_HEAP_MEGABYTES,
                scene);
    }

    private static Scenario open(
            String name, String summary, LoadScenario.Scene scene, RateFinder finder) {
        return new OpenScenario(load(name, summary, 128, 1, KIBIBYTE, scene), finder);
    }
}
