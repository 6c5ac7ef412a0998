package paddock.bench.load;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One event loop of the generator and its share of the connections.
final class LoadThread implements Runnable, AutoCloseable, FrameScanner.Sink {
    private static final int READ_BYTES = 1 << 18;
    private static final long SELECT_MILLIS = 50;

    /// Beyond this an open loop sleeps in the selector; nearer it parks, since a selector's sleep
    /// has only whole milliseconds.
    private static final long NEAR_NANOS = TimeUnit.MICROSECONDS.toNanos(1_100);

    private static final long PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /// Sessions opened at the same time.
    private static final int OPENING = 64;

    private final List<InetSocketAddress> addresses;
    private final LoadPlan plan;
    private final int index;
    private final Traffic.Source source;
    private final LoadControl control;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final List<Session> sessions = new ArrayList<>();
    private final List<LoadConnection> connections = new ArrayList<>();
    private final Histogram latencies = newHistogram();
    private final long periodNanos;

    private LoadControl.Phase phase = LoadControl.Phase.WARMING;
    private LoadConnection current;
    private long now;
    private long readAt;
    private long quota;
    private long firstDue;
    private long closedAt;
    private long issued;
    private long completed;
    private long failed;
    private int firstError;
    private long cpuNanos;
    private int turn;

    @SuppressWarnings("NullAway.Init") // current is set before each scan, its only reader
    LoadThread(
            List<InetSocketAddress> addresses,
            LoadPlan plan,
            int index,
            Traffic.Source source,
            LoadControl control) {
        this.addresses = List.copyOf(addresses);
        this.plan = plan;
        this.index = index;
        this.source = source;
        this.control = control;
        this.quota =
                switch (plan.extent()) {
                    case LoadPlan.Extent.Lasting lasting -> Long.MAX_VALUE;
                    case LoadPlan.Extent.Counting(long requests) ->
                            requests / plan.threads() + (index < requests % plan.threads() ? 1 : 0);
                };
        this.periodNanos =
                switch (plan.pace()) {
                    case LoadPlan.Pace.Closed closed -> 0;
                    case LoadPlan.Pace.Open(double rate) ->
                            Math.max(1, Math.round(1e9 * plan.threads() / rate));
                };
    }

    static Histogram newHistogram() {
        return new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            openSessions();
            for (int i = 0; i < sessions.size(); i++) {
                Traffic traffic = source.forConnection(index + i * plan.threads());
                connections.add(
                        new LoadConnection(sessions.get(i), selector, traffic, plan.outstanding()));
            }
            control.connected();
            loop(selector);
        } catch (IOException e) {
            throw new LoadFailure("a connection to " + addresses + " failed: " + e, e);
        }
    }

    /// Some at a time: each waits for the disk of the server, and there may be thousands.
    private void openSessions() throws IOException {
        try (ExecutorService openers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Session>> opening = new ArrayList<>();
            for (int i = index; i < plan.connections(); i += plan.threads()) {
                InetSocketAddress address = addresses.get(i % addresses.size());
                opening.add(openers.submit(() -> Session.open(address)));
                if (opening.size() == OPENING) {
                    collect(opening);
                }
            }
            collect(opening);
        }
    }

    private void collect(List<Future<Session>> opening) throws IOException {
        for (Future<Session> each : opening) {
            try {
                sessions.add(each.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw new LoadFailure("cannot open a session: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LoadFailure("interrupted", e);
            }
        }
        opening.clear();
    }

    private void loop(Selector selector) throws IOException {
        now = System.nanoTime();
        firstDue = now;
        long lastReply = now;
        for (LoadConnection each : connections) {
            refill(each);
        }
        while (!over()) {
            int ready = await(selector);
            now = System.nanoTime();
            if (ready > 0) {
                lastReply = now;
            } else if (now - lastReply > LoadGenerator.stall().toNanos()) {
                throw new LoadFailure("no reply for " + LoadGenerator.stall());
            }
            if (periodNanos > 0) {
                sendDue();
            }
        }
    }

    private int await(Selector selector) throws IOException {
        if (periodNanos == 0) {
            return selector.select(this::serve, SELECT_MILLIS);
        }
        long untilDue = firstDue + issued * periodNanos - System.nanoTime();
        if (untilDue > NEAR_NANOS) {
            return selector.select(this::serve, TimeUnit.NANOSECONDS.toMillis(untilDue));
        }
        int ready = selector.selectNow(this::serve);
        if (ready == 0 && untilDue > 0) {
            LockSupport.parkNanos(Math.min(untilDue, PARK_NANOS));
        }
        return ready;
    }

    private void serve(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            if (key.isReadable()) {
                current = connection;
                readAt = 0;
                connection.read(buffer, this);
            }
            if (periodNanos == 0) {
                refill(connection);
            } else {
                connection.flush();
            }
        } catch (IOException e) {
            throw new LoadFailure("a connection to " + addresses + " failed: " + e, e);
        }
    }

    /// A reply: its time is when its bytes were read, once for all replies of one read.
    @Override
    public void frame(ByteBuffer bytes, int at, int length) {
        if (readAt == 0) {
            readAt = System.nanoTime();
        }
        int err = bytes.getInt(at + Frames.ERR_AT);
        if (err != 0 && failed++ == 0) {
            firstError = err;
        }
        long start = current.completed();
        if (phase == LoadControl.Phase.MEASURING) {
            completed++;
        }
        if (isOfTheWindow(start)) {
            latencies.recordValue(Math.max(0, readAt - start));
        }
    }

    /// A closed loop's requests are of the window when their replies are, an open loop's when they
    /// were due in it, whenever they were answered. Otherwise a stall at its end would go unseen.
    private boolean isOfTheWindow(long start) {
        if (periodNanos == 0) {
            return phase == LoadControl.Phase.MEASURING;
        }
        return phase != LoadControl.Phase.WARMING && start - firstDue >= 0;
    }

    private void refill(LoadConnection connection) throws IOException {
        long start = System.nanoTime();
        while (issued < quota && connection.hasRoom()) {
            connection.enqueue(start);
            issued++;
        }
        connection.flush();
    }

    /// Sends what is due, each on the next connection that has room. What finds no room stays due,
    /// and its clock runs from when it should have left.
    private void sendDue() throws IOException {
        int full = 0;
        while (issued < quota && firstDue + issued * periodNanos <= now) {
            LoadConnection next = connections.get(turn);
            turn = turn + 1 == connections.size() ? 0 : turn + 1;
            if (next.hasRoom()) {
                next.enqueue(firstDue + issued * periodNanos);
                issued++;
                next.flush();
                full = 0;
            } else if (++full == connections.size()) {
                return;
            }
        }
    }

    private boolean over() {
        LoadControl.Phase seen = control.phase();
        if (seen != phase) {
            phase = seen;
            switch (seen) {
                case WARMING -> {}
                case MEASURING -> opened();
                case CLOSED -> closed();
                case OVER -> {}
            }
        }
        boolean nothingDue = issued == quota && connections.stream().allMatch(LoadConnection::idle);
        return switch (phase) {
            case WARMING -> false;
            case MEASURING -> nothingDue && counted();
            case CLOSED -> periodNanos == 0 || nothingDue || givenUp();
            case OVER -> true;
        };
    }

    private void opened() {
        cpuNanos = -threadCpuNanos();
        if (periodNanos > 0) {
            // The schedule begins anew: what a cold server fell behind while it warmed up is not
            // the window's.
            firstDue = System.nanoTime();
            issued = 0;
        }
    }

    private void closed() {
        cpuNanos += threadCpuNanos();
        closedAt = System.nanoTime();
        if (periodNanos > 0) {
            quota = Math.max(issued, (closedAt - firstDue) / periodNanos);
        }
    }

    /// The end of a run that counts its requests, which nobody closes.
    private boolean counted() {
        cpuNanos += threadCpuNanos();
        return true;
    }

    private boolean givenUp() {
        if (now - closedAt < LoadGenerator.stall().toNanos()) {
            return false;
        }
        throw new LoadFailure(
                "what was due in the window is not answered %s after it"
                        .formatted(LoadGenerator.stall()));
    }

    private static long threadCpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    long completed() {
        return completed;
    }

    Histogram latencies() {
        return latencies;
    }

    long cpuNanos() {
        return cpuNanos;
    }

    void requireNoErrors() {
        if (failed > 0) {
            throw new LoadFailure(
                    "%d requests failed, the first with err %d".formatted(failed, firstError));
        }
    }

    @Override
    public void close() {
        for (Session each : sessions) {
            try {
                each.close();
            } catch (IOException e) {
                throw new LoadFailure("cannot close a connection: " + e, e);
            }
        }
    }
}
