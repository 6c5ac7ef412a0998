package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.home.Servers;
import paddock.bench.load.Frames;
import paddock.bench.load.LoadFailure;
import paddock.bench.load.Session;
import paddock.bench.load.SessionChurn;
import paddock.bench.load.Swarm;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Stat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The scenarios of sessions that end.
final class SessionScenarios {
    private static final String PARENT = "/members";

    private SessionScenarios() {}

    private static byte[] ephemeral(int index) {
        return Frames.request(
                1,
                Session.createRequest(
                        "%s/member-%07d".formatted(PARENT, index),
                        new byte[0],
                        CreateMode.EPHEMERAL));
    }

    /// Members that register and leave. One operation is the whole life of a session, since that is
    /// what makes an ephemeral znode dear: creating and deleting one within a session costs what
    /// any create and delete cost.
    record EphemeralChurn() implements Scenario {
        private static final int PLACES = 64;

        @Override
        public String name() {
            return "ephemeral-churn";
        }

        @Override
        public String summary() {
            return "lives of sessions: connect, create an ephemeral, close";
        }

        @Override
        public boolean runsOn(int servers) {
            return true;
        }

        @Override
        public String conditions(Lab lab) {
            return String.format(
                    Locale.ROOT,
                    "%s; one operation is one life; %d servers, %d sessions at a time, warm-up %.1f"
                            + " s, window %.1f s",
                    summary(),
                    lab.servers(),
                    lab.connections().orElse(PLACES),
                    lab.warmUp().toMillis() / 1e3,
                    lab.window().toMillis() / 1e3);
        }

        @Override
        public Sample run(Home home, Lab lab) {
            try (Servers servers = lab.servingAll(home);
                    Session session = Session.open(servers.addresses().getFirst())) {
                session.create(PARENT, new byte[0]);
                byte[] close = Frames.request(2, new Request.CloseSession());
                try (SessionChurn churn =
                        new SessionChurn(
                                servers.addresses(),
                                lab.connections().orElse(PLACES),
                                place -> List.of(ephemeral(place), close))) {
                    CostWindow window = new CostWindow(servers, lab.profile(home, name()));
                    return window.sample(churn.run(lab.warmUp(), lab.window(), window));
                }
            } catch (IOException e) {
                throw new LoadFailure("the ephemeral churn failed: " + e, e);
            }
        }
    }

    /// Very many sessions fall silent at once, their connections open, as when a network goes.
    record ExpiryStorm() implements Scenario {
        private static final int SIZE = 10_000;
        private static final int SHORTEST_MILLIS = 6_000;

        /// Time for all sessions to be made before the first is over.
        private static final int MILLIS_PER_SESSION = 3;

        private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);
        private static final long BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
        private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

        private static int timeoutMillis(int size) {
            return Math.max(SHORTEST_MILLIS, size * MILLIS_PER_SESSION);
        }

        @Override
        public String name() {
            return "expiry-storm";
        }

        @Override
        public String summary() {
            return "10,000 sessions with an ephemeral each fall silent at once, until all are gone";
        }

        @Override
        public boolean runsOn(int servers) {
            return true;
        }

        @Override
        public String conditions(Lab lab) {
            int size = lab.size().orElse(SIZE);
            return String.format(
                    Locale.ROOT,
                    "%,d sessions with an ephemeral each fall silent at once, timeout %d ms, %d"
                            + " servers, tickTime %d; seen by a reader every 5 ms",
                    size,
                    timeoutMillis(size),
                    lab.servers(),
                    lab.tickMillis());
        }

        @Override
        public Sample run(Home home, Lab lab) {
            int size = lab.size().orElse(SIZE);
            try (Servers servers = lab.servingAll(home);
                    Session reader = Session.open(servers.addresses().getFirst());
                    Swarm swarm = new Swarm(servers.addresses(), timeoutMillis(size))) {
                reader.create(PARENT, new byte[0]);
                swarm.connect(size);
                swarm.callEach(SessionScenarios::ephemeral);
                // The earliest moment from which a server may count the silence of any of them.
                long silentFrom = System.nanoTime();
                swarm.call(Frames.ping());
                long due = silentFrom + TimeUnit.MILLISECONDS.toNanos(swarm.grantedTimeoutMillis());
                sleepUntil(due - BEFORE_NANOS);
                CostWindow window = new CostWindow(servers, lab.profile(home, name()));
                window.opened();
                if (members(reader) != size) {
                    throw new LoadFailure(
                            "%d of %d sessions were gone before they were due"
                                    .formatted(size - members(reader), size));
                }
                long first = awaitFewerThan(size, reader, due);
                long last = awaitFewerThan(1, reader, due);
                window.closed();
                return new Sample()
                        .with(Measure.EXPIRED, (last - due) / 1e6)
                        .with(Measure.FIRST_EXPIRED, (first - due) / 1e6)
                        .with(Measure.CPU_PER_EXPIRY, window.cpuMicros() / size)
                        .with(Measure.GC_LONGEST, window.gcPauses().longestMillis())
                        .with(Measure.RETRIES, swarm.retries());
            } catch (IOException e) {
                throw new LoadFailure("the expiry storm failed: " + e, e);
            }
        }

        private static int members(Session reader) throws IOException {
            return Stat.read(reader.call(new Request.Exists(PARENT, false))).numChildren();
        }

        private static void sleepUntil(long nanos) {
            long left;
            while ((left = nanos - System.nanoTime()) > 0) {
                LockSupport.parkNanos(left);
            }
        }

        /// When the reader first saw so few.
        private static long awaitFewerThan(int count, Session reader, long due) throws IOException {
            while (members(reader) >= count) {
                if (System.nanoTime() - due > LIMIT_NANOS) {
                    throw new LoadFailure(
                            "%d sessions live on three minutes after they were due"
                                    .formatted(members(reader)));
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            return System.nanoTime();
        }
    }
}
