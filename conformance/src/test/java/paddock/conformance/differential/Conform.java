package paddock.conformance.differential;

import paddock.conformance.faults.CrashTrial;
import paddock.conformance.server.ServerKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The command `./conform`: plays any number of seeds and reports every difference.
public final class Conform {
    private static final String USAGE =
            """
            usage: ./conform [--seeds A..B] [--against apache|paddock] [--shrink] [--steps] [--restart] [--crashes N]
              --seeds A..B   seeds to play (0..999)
              --against X    the server that is held against Apache ZooKeeper (paddock)
              --shrink       reduce each difference to few steps
              --steps        list the steps of a sequence that differs
              --restart      kill or stop both servers in the middle of each sequence
              --crashes N    instead: kill the server under load N times and check its promises
            """;

    private final ServerKind subject;
    private final boolean shrink;
    private final boolean steps;
    private final boolean restart;
    private final Tally tally = new Tally();
    private int played;
    private int different;

    private Conform(List<String> arguments) {
        this.shrink = arguments.contains("--shrink");
        this.steps = arguments.contains("--steps");
        this.restart = arguments.contains("--restart");
        this.subject = subject(arguments);
    }

    public static void main(String[] arguments) {
        List<String> list = List.of(arguments);
        if (list.contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        if (list.contains("--crashes")) {
            crash(list);
            return;
        }
        String[] range = option(list, "--seeds", "0..999").split("\\.\\.", 2);
        long from = Long.parseLong(range[0]);
        long to = range.length == 2 ? Long.parseLong(range[1]) : from;
        System.exit(new Conform(list).run(from, to) ? 0 : 1);
    }

    private static void crash(List<String> list) {
        int rounds = Integer.parseInt(option(list, "--crashes", "100"));
        long seed = Long.parseLong(option(list, "--seeds", "1"));
        var kind = subject(list);
        long acknowledged = new CrashTrial(kind, seed).run(rounds);
        System.out.printf(
                Locale.ROOT,
                "%d crashes of %s, %d changes acknowledged, none lost%n",
                rounds,
                kind,
                acknowledged);
    }

    private static ServerKind subject(List<String> arguments) {
        return ServerKind.valueOf(
                option(arguments, "--against", "paddock").toUpperCase(Locale.ROOT));
    }

    private boolean run(long from, long to) {
        long start = System.nanoTime();
        for (Profile profile : Profile.values()) {
            var seeds = new ArrayList<Long>();
            for (long seed = from; seed <= to; seed++) {
                if (Profile.of(seed) == profile) {
                    seeds.add(seed);
                }
            }
            if (!seeds.isEmpty()) {
                play(profile, seeds);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d sequences against APACHE and %s, %d differ, %.1f s%n",
                played,
                subject,
                different,
                (System.nanoTime() - start) / 1e9);
        System.out.println(tally);
        return different == 0;
    }

    private void play(Profile profile, List<Long> seeds) {
        try (var arena = Arena.against(subject, profile, tally)) {
            for (long seed : seeds) {
                Sequence sequence =
                        restart
                                ? Generator.sequenceWithRestart(seed, seed % 2 == 0)
                                : Generator.sequence(seed);
                played++;
                try {
                    Optional<Difference> difference = arena.play(sequence);
                    if (difference.isPresent()) {
                        different++;
                        show(arena, difference.get());
                    }
                } catch (IllegalStateException e) {
                    different++;
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    private void show(Arena arena, Difference difference) {
        Difference shown = shrink ? Shrinker.shrink(arena, difference, 200) : difference;
        System.out.print(shown.report(arena));
        if (steps || shrink) {
            for (int i = 0; i < shown.sequence().steps().size(); i++) {
                System.out.println("    step " + i + ": " + shown.sequence().steps().get(i));
            }
        }
        System.out.println();
    }

    private static String option(List<String> arguments, String name, String byDefault) {
        int at = arguments.indexOf(name);
        return at < 0 || at + 1 >= arguments.size() ? byDefault : arguments.get(at + 1);
    }
}
