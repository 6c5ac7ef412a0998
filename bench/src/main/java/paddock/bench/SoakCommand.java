package paddock.bench;

import paddock.bench.home.Home;
import paddock.bench.home.Homes;
import paddock.bench.report.Growth;
import paddock.bench.scenario.Scenario;
import paddock.bench.scenario.Soak;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;

/// Looks for what grows in the long run.
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps servers under a mixed load for a long time, kills members in turn, and looks at"
                    + " heap, threads, descriptors and files of each.",
            "Ends with a verdict: exit code 1 when something grows."
        })
final class SoakCommand implements Callable<Integer> {
    @Parameters(paramLabel = "HOME", description = "As for compare.")
    String home = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long: 2h, 90m, 1.5s (default: 2h).")
    Duration total = Duration.ofHours(2);

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Between two looks (default: 1m).")
    Duration every = Duration.ofMinutes(1);

    @Option(
            names = "--fault-every",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "Between two kills of a member; 0s for none (default: 90s). The first of"
                            + " several is spared.")
    Duration faultEvery = Duration.ofSeconds(90);

    @Mixin JsonOption json = new JsonOption();

    @Mixin CacheOption cache = new CacheOption();

    @Mixin LabOptions options = new LabOptions();

    @Mixin Console console = new Console();

    @Override
    public Integer call() {
        Soak soak = new Soak(total, every, faultEvery);
        Home found = Homes.find(home, cache.folder);
        Growth growth =
                soak.run(
                        found,
                        options.lab(Scenario.DEFAULT_HEAP_MEGABYTES, Scenario.DEFAULT_BACKLOG),
                        this::progress);
        json.write(List.of(), List.of(growth));
        Soak.Verdict verdict = Soak.verdict(growth);
        verdict.lines().forEach(console.out()::println);
        console.out().println(verdict.growing() ? "something grows" : "nothing grows");
        console.out().flush();
        return verdict.growing() ? 1 : 0;
    }

    private void progress(String line) {
        console.err().println(line);
        console.err().flush();
    }

    /// `2h`, `90s`, `1h30m`.
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Duration.parse("PT" + text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is no time: 2h, 90m, 1.5s");
            }
        }
    }
}
