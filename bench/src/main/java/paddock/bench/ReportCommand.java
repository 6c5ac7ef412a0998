package paddock.bench;

import paddock.bench.plot.HtmlPage;
import paddock.bench.report.JsonResults;
import paddock.bench.report.Results;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Draws what other commands measured.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Makes one HTML page of what compare, grow and soak wrote with --json: tables, bars of"
                    + " ratios, curves of growth.",
            "The page needs neither a network nor a script."
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.json...", arity = "1..*", description = "The figures.")
    List<Path> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.html",
            required = true,
            description = "Where to write the page.")
    Path output = Path.of("bench.html");

    @Override
    public Integer call() {
        List<Results> runs = files.stream().map(ReportCommand::read).toList();
        try {
            Files.writeString(output, HtmlPage.of(runs));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + output + ": " + e, e);
        }
        return 0;
    }

    private static Results read(Path file) {
        try {
            return JsonResults.read(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is none of bench's: " + e.getMessage(), e);
        }
    }
}
