package paddock.conformance.history;

import paddock.conformance.raw.RawSession;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Several [RegisterClient]s at work on the same registers.
public final class Crew implements AutoCloseable {
    private static final int REGISTERS = 5;
    private static final int LIMIT_SECONDS = 60;

    private final List<RegisterClient> clients = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService threads;

    private Crew(RawSession founder, List<InetSocketAddress> servers, int size, long seed) {
        var registers = new ArrayList<String>();
        for (int i = 0; i < REGISTERS; i++) {
            String path = "/register-" + i;
            founder.create(path, "nothing yet".getBytes(StandardCharsets.UTF_8), 0);
            registers.add(path);
        }
        var random = new SplittableRandom(seed);
        threads = Executors.newFixedThreadPool(size);
        for (int i = 0; i < size; i++) {
            clients.add(new RegisterClient(i, servers, registers, random.nextLong()));
        }
    }

    /// Creates the registers through `founder` and sets so many clients to work.
    public static Crew start(
            RawSession founder, List<InetSocketAddress> servers, int size, long seed) {
        var crew = new Crew(founder, servers, size, seed);
        crew.clients.forEach(RegisterClient::open);
        crew.clients.forEach(client -> crew.running.add(crew.threads.submit(client)));
        return crew;
    }

    /// Whether any client has failed; [#finish] tells why.
    public boolean hasFailed() {
        return running.stream().anyMatch(Future::isDone);
    }

    /// Ends the work.
    ///
    /// @throws IllegalStateException when a client lost its session or met an error no client
    ///   should
    public void finish() {
        clients.forEach(RegisterClient::stop);
        for (Future<?> each : running) {
            try {
                each.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RegisterClient.StoppedException)) {
                    throw new IllegalStateException("a client under load: " + e.getCause(), e);
                }
            } catch (TimeoutException e) {
                throw new IllegalStateException("a client hangs", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /// What all saw, each client's in its order, by time of call.
    public List<Observation> observations() {
        return clients.stream()
                .flatMap(client -> client.observations().stream())
                .sorted(Comparator.comparingLong(Observation::called))
                .toList();
    }

    /// The znodes that must be there as long as the sessions of the crew are.
    public List<String> ephemerals() {
        return clients.stream().map(RegisterClient::ephemeral).toList();
    }

    /// Updates acknowledged so far.
    public int updates() {
        return clients.stream().mapToInt(RegisterClient::acknowledged).sum();
    }

    /// How often clients connected, the first time included.
    public int connections() {
        return clients.stream().mapToInt(RegisterClient::moves).sum();
    }

    @Override
    public void close() {
        clients.forEach(RegisterClient::stop);
        threads.shutdownNow();
        clients.forEach(RegisterClient::close);
    }
}
