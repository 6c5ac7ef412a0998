package paddock.bench;

import org.jspecify.annotations.Nullable;

import paddock.bench.report.Comparison;
import paddock.bench.report.Growth;
import paddock.bench.report.JsonResults;
import paddock.bench.report.Results;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where figures go beside the screen.
final class JsonOption {
    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON too.")
    @Nullable Path file;

    /// Writes what there is so far, if it is wanted.
    void write(List<Comparison> comparisons, List<Growth> growths) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, JsonResults.write(new Results(facts(), comparisons, growths)));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + file + ": " + e, e);
        }
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("java", Runtime.version().toString());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return facts;
    }
}
