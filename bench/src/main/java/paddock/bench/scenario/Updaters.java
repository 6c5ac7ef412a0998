package paddock.bench.scenario;

import paddock.bench.load.Client;
import paddock.bench.load.Heartbeat;
import paddock.bench.load.LoadFailure;
import paddock.bench.load.PersistentUpdater;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// Some clients at work until they are told to stop, and when their updates were acknowledged.
final class Updaters implements AutoCloseable {
    static final int COUNT = 4;

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long LOOK_MILLIS = 50;

    private final Heartbeat successes = new Heartbeat();
    private final AtomicLong reconnections = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final List<Client> clients = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /// Sets so many clients to work, spread over the servers.
    static Updaters start(List<InetSocketAddress> servers, int count) {
        return start(servers, count, PAUSE_NANOS);
    }

    /// The same, with a pause of each client between its updates.
    static Updaters start(List<InetSocketAddress> servers, int count, long pauseNanos) {
        Updaters started = new Updaters();
        return started.begin(servers, count, pauseNanos, Updaters::update, started.successes::beat);
    }

    /// The same with other work than updates, of which the answers are counted and nothing else.
    static Updaters start(
            List<InetSocketAddress> servers,
            int count,
            long pauseNanos,
            Function<String, List<Request>> work) {
        Updaters started = new Updaters();
        return started.begin(
                servers, count, pauseNanos, work, when -> started.answers.incrementAndGet());
    }

    private static List<Request> update(String path) {
        return List.of(new Request.SetData(path, new byte[100], -1));
    }

    private Updaters begin(
            List<InetSocketAddress> servers,
            int count,
            long pauseNanos,
            Function<String, List<Request>> work,
            LongConsumer told) {
        try {
            for (int i = 0; i < count; i++) {
                clients.add(
                        new PersistentUpdater(servers, i, pauseNanos, told, reconnections, work));
            }
        } catch (IOException e) {
            close();
            throw new LoadFailure("cannot start the clients: " + e, e);
        }
        clients.forEach(each -> running.add(threads.submit(each)));
        return this;
    }

    /// Sets one more client to work, whose answers nobody counts.
    void also(Client client) {
        clients.add(client);
        running.add(threads.submit(client));
    }

    void goOnFor(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            look();
        }
    }

    /// Until an update is acknowledged after `nanos` and a moment more, in which what was under way
    /// at that time may still arrive.
    void goOnUntilAfter(long nanos) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!successes.beatAfter(nanos + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS))) {
            if (System.nanoTime() > deadline) {
                throw new LoadFailure("no update for two minutes");
            }
            look();
        }
    }

    private void look() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            for (Future<?> each : running) {
                if (each.isDone()) {
                    each.get();
                }
            }
        } catch (ExecutionException e) {
            throw new LoadFailure("a client failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw EnsembleScenarios.interrupted(e);
        }
    }

    /// Lets all end after what they have under way.
    void finish() {
        clients.forEach(Client::stop);
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new LoadFailure("a client failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw EnsembleScenarios.interrupted(e);
        }
    }

    int count() {
        return successes.count() + Math.toIntExact(answers.get());
    }

    double reconnections() {
        return reconnections.doubleValue();
    }

    double longestGapMillis(long from, long until) {
        return successes.longestGap(from, until) / 1e6;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (Client each : clients) {
            try {
                each.close();
            } catch (IOException e) {
                throw new LoadFailure("cannot close a connection: " + e, e);
            }
        }
    }
}
