package paddock.client.figures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures the client and Apache's in turns, several times, and prints medians side by side.
public final class ClientFigures {
    private static final List<String> KINDS = List.of("apache", "engine", "client");

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("operations", "getData, operations a second");
        NAMES.put("cpu", "processor time of the client, us an operation");
        NAMES.put("heap", "live heap, KiB a client");
        NAMES.put("resident", "resident memory, KiB a client");
        NAMES.put("back", "1,000 clients are back after a restart, s");
    }

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    private ClientFigures() {}

    /// Argument: how many rounds, by default 5.
    public static void main(String[] args) throws Exception {
        int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
        ClientFigures figures = new ClientFigures();
        for (int round = 1; round <= rounds; round++) {
            for (String kind : KINDS) {
                System.err.println("round " + round + " of " + rounds + ": " + kind);
                figures.load(kind);
                figures.many(kind);
            }
        }
        figures.print();
    }

    private void load(String kind) throws IOException {
        try (Child server = new Child(FiguresServer.class);
                Child client = new Child(FiguresClient.class, "load", kind, server.next())) {
            while (!client.isAtEnd()) {
                take(kind, client.next());
            }
        }
    }

    private void many(String kind) throws IOException {
        try (Child server = new Child(FiguresServer.class);
                Child client = new Child(FiguresClient.class, "many", kind, server.next())) {
            String line = client.next();
            while (!line.equals("ready")) {
                take(kind, line);
                line = client.next();
            }
            server.tell("restart");
            server.next();
            long began = System.nanoTime();
            client.next();
            add(kind, "back", (System.nanoTime() - began) / 1e9);
        }
    }

    private void take(String kind, String line) {
        String[] words = line.split(" ");
        if (!NAMES.containsKey(words[0])) {
            throw new IllegalStateException(kind + " said: " + line);
        }
        add(kind, words[0], Double.parseDouble(words[1]));
    }

    private void add(String kind, String name, double value) {
        values.computeIfAbsent(kind + " " + name, each -> new ArrayList<>()).add(value);
    }

    private void print() {
        System.out.println(
                "| | " + String.join(" | ", KINDS) + " | engine/apache | client/apache |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        NAMES.forEach(
                (name, title) -> {
                    double apache = median("apache " + name);
                    double engine = median("engine " + name);
                    double client = median("client " + name);
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                            title,
                            apache,
                            engine,
                            client,
                            engine / apache,
                            client / apache);
                });
    }

    private double median(String key) {
        List<Double> sorted = values.getOrDefault(key, List.of()).stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
