package paddock.client.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// The process that has the clients: says a figure a line, as `name value`.
public final class FiguresClient {
    private static final int ROUNDS = 6;
    private static final int OPERATIONS = 400_000;
    private static final int UNDER_WAY = 1_000;

    private final String kind;
    private final String server;
    private final Semaphore up = new Semaphore(0);
    private final Semaphore down = new Semaphore(0);

    private FiguresClient(String kind, String server) {
        this.kind = kind;
        this.server = server;
    }

    /// Arguments: `load` or `many`, the kind of client, and the server.
    public static void main(String[] args) throws Exception {
        FiguresClient client = new FiguresClient(args[1], args[2]);
        if (args[0].equals("load")) {
            client.load();
        } else {
            client.many(1_000);
        }
        System.exit(0);
    }

    /// One client asks for data as fast as it can; the last rounds count, when all is compiled.
    private void load() throws Exception {
        Subject.prepare(server);
        Subject subject = open();
        up.acquire();
        for (int round = 1; round <= ROUNDS; round++) {
            Semaphore free = new Semaphore(UNDER_WAY);
            long began = System.nanoTime();
            long cpuBefore = cpuNanos();
            for (int i = 0; i < OPERATIONS; i++) {
                free.acquire();
                subject.getData(free, FiguresClient::fail);
            }
            free.acquire(UNDER_WAY);
            double seconds = (System.nanoTime() - began) / 1e9;
            double cpuMicros = (cpuNanos() - cpuBefore) / 1e3 / OPERATIONS;
            if (round > ROUNDS / 2) {
                say("operations", OPERATIONS / seconds);
                say("cpu", cpuMicros);
            }
        }
    }

    /// Many clients that do nothing: what they take, and how soon they are back after a restart.
    private void many(int clients) throws Exception {
        List<Subject> kept = new ArrayList<>();
        // One before, for everything that all of them share.
        kept.add(open());
        up.acquire();
        double heapBefore = heapKilobytes();
        double residentBefore = residentKilobytes();
        for (int i = 0; i < clients; i++) {
            kept.add(open());
        }
        up.acquire(clients);
        say("heap", (heapKilobytes() - heapBefore) / clients);
        say("resident", (residentKilobytes() - residentBefore) / clients);
        System.out.println("ready");
        down.acquire(kept.size());
        up.acquire(kept.size());
        System.out.println("back");
    }

    private Subject open() throws IOException {
        return Subject.open(kind, server, up, down);
    }

    private static void fail(String why) {
        System.out.println("failed: " + why);
        System.exit(1);
    }

    private static void say(String name, double value) {
        System.out.println(name + " " + value);
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static double heapKilobytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
    }

    private static double residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .sum();
    }
}
