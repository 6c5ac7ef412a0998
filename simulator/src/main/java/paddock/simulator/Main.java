package paddock.simulator;

import paddock.simulator.ensemble.Mistake;
import paddock.simulator.ensemble.Options;
import paddock.simulator.ensemble.Outcome;
import paddock.simulator.ensemble.Run;
import paddock.simulator.museum.Exhibit;
import paddock.simulator.museum.Tour;

import picocli.CommandLine;

import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// `./simulate`: plays one seed, or many, or shows that known mistakes are found.
@CommandLine.Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Simulates ensembles that fail in every way, and checks what must hold.",
        footer = "Exit code: 0 when everything held, 1 when something did not, 2 for wrong usage.")
public final class Main implements Callable<Integer> {
    private static final int FAILURES_SHOWN = 5;

    @CommandLine.Option(names = "--seed", paramLabel = "N", description = "Play this seed.")
    private Long seed = Long.MIN_VALUE;

    @CommandLine.Option(
            names = "--trace",
            description = "With --seed: print everything that happens.")
    private boolean trace;

    @CommandLine.Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "Play these seeds on all cores; the default is 1..300.")
    private String seeds = "1..300";

    @CommandLine.Option(
            names = "--servers",
            paramLabel = "N",
            description = "How many vote; the seed decides unless given.")
    private int servers = Options.DEFAULT.servers();

    @CommandLine.Option(
            names = "--observers",
            paramLabel = "N",
            description = "How many more observe; the seed decides unless given.")
    private int observers = Options.DEFAULT.observers();

    @CommandLine.Option(
            names = "--operations",
            paramLabel = "N",
            description = "Operations of clients in a run (default: ${DEFAULT-VALUE}).")
    private int operations = Options.DEFAULT.operations();

    @CommandLine.Option(names = "--no-faults", description = "Nothing fails.")
    private boolean noFaults;

    @CommandLine.Option(
            names = "--mistake",
            paramLabel = "NAME",
            description = "Make a mistake on purpose: ${COMPLETION-CANDIDATES}.")
    private Set<Mistake> mistakes = EnumSet.noneOf(Mistake.class);

    @CommandLine.Option(
            names = "--museum",
            description = "Show within how many seeds each known mistake is found.")
    private boolean museum;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private final PrintStream out = System.out;

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() {
        Options options = new Options(servers, observers, operations, !noFaults, mistakes);
        if (museum) {
            return tour();
        }
        if (seed != Long.MIN_VALUE) {
            return one(options);
        }
        return campaign(options);
    }

    private int one(Options options) {
        Outcome outcome = Run.play(seed, options, trace);
        if (trace || !outcome.isClean()) {
            outcome.timeline().forEach(out::println);
        }
        report(outcome, options);
        return outcome.isClean() ? 0 : 1;
    }

    private void report(Outcome outcome, Options options) {
        out.printf(
                "seed %d: %s; %d acknowledged operations, %d events, %d ms of virtual time,"
                        + " fingerprint %016x%n",
                outcome.seed(),
                outcome.isClean() ? "clean" : outcome.failure(),
                outcome.acknowledged(),
                outcome.events(),
                outcome.virtualMillis(),
                outcome.fingerprint());
        if (!outcome.isClean()) {
            out.printf("again: ./simulate --seed %d --trace%s%n", outcome.seed(), options);
        }
    }

    private int campaign(Options options) {
        String[] bounds = seeds.split("\\.\\.", -1);
        long first;
        long last;
        try {
            first = Long.parseLong(bounds[0]);
            last = Long.parseLong(bounds[bounds.length - 1]);
        } catch (NumberFormatException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--seeds " + seeds + ": A..B is expected", e);
        }
        long start = System.nanoTime();
        Campaign campaign = Campaign.play(first, last, options);
        List<Outcome> failures = campaign.failures();
        for (Outcome failure : failures.subList(0, Math.min(FAILURES_SHOWN, failures.size()))) {
            report(failure, options);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                "%d seeds, %d failed; %d acknowledged operations, %d events, %d s of virtual time;"
                        + " %.1f s, %.0f seeds a minute%n",
                last - first + 1,
                failures.size(),
                campaign.acknowledged(),
                campaign.events(),
                campaign.virtualMillis() / 1000,
                seconds,
                (last - first + 1) * 60 / seconds);
        return failures.isEmpty() ? 0 : 1;
    }

    private int tour() {
        int missed = 0;
        for (Exhibit exhibit : Exhibit.values()) {
            Outcome found = Tour.find(exhibit);
            String verdict;
            if (found == null) {
                verdict = "NOT FOUND within " + exhibit.seeds() + " seeds";
                missed++;
            } else {
                verdict =
                        "seed %d of %d, %s".formatted(found.seed(), exhibit.seeds(), found.check());
            }
            out.printf("%-26s %s%n", exhibit, verdict);
        }
        return missed == 0 ? 0 : 1;
    }
}
