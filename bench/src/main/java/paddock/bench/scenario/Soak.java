package paddock.bench.scenario;

import paddock.bench.home.EnsembleProcess;
import paddock.bench.home.Footprint;
import paddock.bench.home.Home;
import paddock.bench.home.ServerProcess;
import paddock.bench.home.Servers;
import paddock.bench.load.LoadFailure;
import paddock.bench.load.Session;
import paddock.bench.load.SessionChurner;
import paddock.bench.report.Comparison;
import paddock.bench.report.Growth;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Servers under a moderate mixed load for a long time, while members are killed and come back, and
/// what each of them holds on to meanwhile.
///
/// Clients read with watches, update, list, and create and delete in multis; one more opens and
/// closes sessions with an ephemeral. All that comes goes again, so that whatever still grows is
/// kept for nothing. The first member of an ensemble is never killed: what a process piles up in
/// hours shows in that one, what restarts pile up on disk in the others.
///
/// @param total how long
/// @param every how long between two looks at what they hold; collects their garbage
/// @param faultEvery how long between two kills; zero for none
public record Soak(Duration total, Duration every, Duration faultEvery) {
    private static final String NAME = "soak";
    private static final String SESSIONS = "/sessions";
    private static final int CLIENTS = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long SESSION_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration DOWN = Duration.ofSeconds(1);

    /// What is judged, and what may fill up once. Resident memory is not: a JVM keeps what its heap
    /// may have. Logs and snapshots gather between two purges, an hour apart.
    private static final Map<Measure, Growing> JUDGED = judged();

    private static Map<Measure, Growing> judged() {
        Map<Measure, Growing> judged = new LinkedHashMap<>();
        judged.put(Measure.LIVE_HEAP, new Growing(8));
        judged.put(Measure.THREADS, new Growing(4));
        judged.put(Measure.DESCRIPTORS, new Growing(8));
        judged.put(Measure.DATA_FILES, new Growing(24));
        return judged;
    }

    public Soak {
        if (!total.isPositive() || !every.isPositive() || faultEvery.isNegative()) {
            throw new IllegalArgumentException(
                    "%s in all, every %s, faults every %s".formatted(total, every, faultEvery));
        }
        if (!Growing.canTell((int) Math.min(total.dividedBy(every), Integer.MAX_VALUE))) {
            throw new IllegalArgumentException(
                    "%s in all and a look every %s are too few for a verdict"
                            .formatted(total, every));
        }
    }

    /// Runs it.
    ///
    /// @param progress told of every look and every kill
    /// @return what each member held, by minutes
    public Growth run(Home home, Lab lab, Consumer<String> progress) {
        try (Servers servers = lab.servingAll(home)) {
            List<ServerProcess> members = members(servers);
            createParent(members.getFirst().address());
            try (Updaters clients =
                    Updaters.start(servers.addresses(), CLIENTS, PAUSE_NANOS, Soak::work)) {
                clients.also(
                        new SessionChurner(servers.addresses(), SESSIONS, SESSION_PAUSE_NANOS));
                List<Growth.Point> points = soak(home, lab, members, clients, progress);
                clients.finish();
                return new Growth("minutes", false, points);
            }
        }
    }

    private static List<ServerProcess> members(Servers servers) {
        return switch (servers) {
            case EnsembleProcess ensemble -> ensemble.members();
            case ServerProcess alone -> List.of(alone);
            default -> throw new IllegalArgumentException("cannot kill members of " + servers);
        };
    }

    private static void createParent(InetSocketAddress address) {
        try (Session session = Session.open(address)) {
            session.create(SESSIONS, new byte[0]);
        } catch (IOException e) {
            throw new LoadFailure("cannot set the scene of the soak: " + e, e);
        }
    }

    /// Each request can be repeated when its answer was lost.
    private static List<Request> work(String path) {
        byte[] data = new byte[100];
        String passing = path + "/passing";
        return List.of(
                new Request.GetData(path, true),
                new Request.SetData(path, data, -1),
                new Request.GetChildren("/", true, false),
                new Request.Exists(path, true),
                new Request.Multi(
                        false,
                        List.of(
                                Session.createRequest(passing, data, CreateMode.PERSISTENT),
                                new Request.SetData(passing, data, 0),
                                new Request.Delete(passing, 1))));
    }

    private List<Growth.Point> soak(
            Home home,
            Lab lab,
            List<ServerProcess> members,
            Updaters clients,
            Consumer<String> progress) {
        List<Growth.Point> points = new ArrayList<>();
        long begin = System.nanoTime();
        long end = total.toNanos();
        long look = every.toNanos();
        long fault = faultEvery.isZero() ? Long.MAX_VALUE : faultEvery.toNanos();
        int faults = 0;
        while (true) {
            long now = System.nanoTime() - begin;
            // Looks and kills take time of their own; they may not put the end off for good.
            if (now >= end && Growing.canTell(points.size())) {
                return points;
            } else if (now >= fault) {
                ServerProcess victim = victim(members, faults++);
                strike(victim, clients);
                progress.accept("killed member " + (members.indexOf(victim) + 1));
                fault = System.nanoTime() - begin + faultEvery.toNanos();
            } else if (now >= look) {
                points.add(look(home, lab, members, now));
                progress.accept(line(points.getLast()) + "  answers " + clients.count());
                look = Math.max(look + every.toNanos(), System.nanoTime() - begin);
            } else {
                long next = Math.min(now < end ? end : look, Math.min(look, fault));
                clients.goOnFor(Duration.ofNanos(next - now));
            }
        }
    }

    /// All in turn but the first, unless it is alone.
    static <T> T victim(List<T> members, int faults) {
        return members.size() == 1
                ? members.getFirst()
                : members.get(1 + faults % (members.size() - 1));
    }

    private static void strike(ServerProcess victim, Updaters clients) {
        victim.kill();
        clients.goOnFor(DOWN);
        victim.restart();
        Lab.awaitSession(victim);
    }

    private Growth.Point look(Home home, Lab lab, List<ServerProcess> members, long nanos) {
        List<String> labels =
                IntStream.rangeClosed(1, members.size()).mapToObj(i -> "member " + i).toList();
        Comparison held = new Comparison(NAME, conditions(home, lab), labels);
        for (int i = 0; i < members.size(); i++) {
            Footprint footprint = members.get(i).footprint();
            held.add(
                    i,
                    new Sample()
                            .with(Measure.LIVE_HEAP, Units.mebibytes(footprint.liveHeapBytes()))
                            .with(Measure.THREADS, (double) footprint.threads())
                            .with(Measure.DESCRIPTORS, (double) footprint.descriptors())
                            .with(Measure.DATA_FILES, (double) footprint.dataFiles())
                            .with(Measure.RSS, Units.mebibytes(footprint.rssBytes())));
        }
        return new Growth.Point(nanos / 60e9, held);
    }

    private String conditions(Home home, Lab lab) {
        return "%s, %d servers, mixed load of %d clients for %s, a look every %s, %s"
                .formatted(
                        home.label(),
                        lab.servers(),
                        CLIENTS + 1,
                        total,
                        every,
                        faultEvery.isZero()
                                ? "no faults"
                                : "kill -9 and restart every " + faultEvery);
    }

    private static String line(Growth.Point point) {
        StringBuilder line = new StringBuilder("%7.1f min".formatted(point.at()));
        point.figures()
                .rows()
                .forEach(
                        (measure, row) -> {
                            line.append("  ").append(measure.name());
                            row.homes()
                                    .forEach(each -> line.append(" %.0f".formatted(each.median())));
                        });
        return line.toString();
    }

    /// What each judged figure of each member did, a line each; those that grow first say so.
    public static Verdict verdict(Growth growth) {
        List<String> lines = new ArrayList<>();
        boolean growing = false;
        List<String> labels = growth.points().getFirst().figures().labels();
        for (Map.Entry<Measure, Growing> judged : JUDGED.entrySet()) {
            for (int i = 0; i < labels.size(); i++) {
                List<Double> values = values(growth, judged.getKey(), i);
                boolean grows = judged.getValue().is(values);
                growing |= grows;
                lines.add(
                        "%s %s, %s: floor of the first quarter %.1f, of the last %.1f"
                                .formatted(
                                        grows ? "GROWING" : "steady ",
                                        labels.get(i),
                                        judged.getKey().title(),
                                        Growing.firstFloor(values),
                                        Growing.lastFloor(values)));
            }
        }
        return new Verdict(growing, lines);
    }

    private static List<Double> values(Growth growth, Measure measure, int member) {
        return growth.points().stream()
                .map(point -> point.figures().rows().get(measure))
                .map(row -> row == null ? Double.NaN : row.homes().get(member).median())
                .toList();
    }

    /// What came of it.
    public record Verdict(boolean growing, List<String> lines) {
        public Verdict {
            lines = List.copyOf(lines);
        }
    }
}
