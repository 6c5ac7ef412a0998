package paddock.conformance.history;

import org.jspecify.annotations.Nullable;

import paddock.conformance.history.Observation.Outcome;
import paddock.conformance.raw.NoAnswerException;
import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.RequestFailedException;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// One client under load. It goes from server to server whenever one hangs up or keeps silent, with
/// the session it has.
final class RegisterClient implements Runnable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int PATIENCE_MILLIS = 1_500;
    private static final int BAD_VERSION = -103;
    private static final int SESSION_MOVED = -118;
    private static final long THINKING_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final int number;
    private final List<InetSocketAddress> servers;
    private final List<String> registers;
    private final SplittableRandom random;
    private final List<Observation> seen = new ArrayList<>();
    private final String ephemeral;
    private @Nullable RawSession session;
    private long sessionId;
    private byte[] password = new byte[16];
    private long lastZxid;
    private int moves;
    private long writes;
    private final AtomicInteger acknowledged = new AtomicInteger();
    // Written by the test's thread, read by this client's.
    private volatile boolean stopped;

    RegisterClient(int number, List<InetSocketAddress> servers, List<String> registers, long seed) {
        this.number = number;
        this.servers = List.copyOf(servers);
        this.registers = List.copyOf(registers);
        this.random = new SplittableRandom(seed);
        this.ephemeral = "/client-" + number;
    }

    void stop() {
        stopped = true;
    }

    List<Observation> observations() {
        return List.copyOf(seen);
    }

    String ephemeral() {
        return ephemeral;
    }

    /// Updates acknowledged so far.
    int acknowledged() {
        return acknowledged.get();
    }

    int moves() {
        return moves;
    }

    /// Opens the session and creates the ephemeral znode that lives as long as it.
    void open() {
        connected().create(ephemeral, new byte[0], 1);
    }

    @Override
    public void run() {
        while (!stopped) {
            String register = registers.get(random.nextInt(registers.size()));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> update(register, -1);
                case 3 -> compareAndSet(register);
                case 4, 5 -> read(register, true);
                default -> read(register, false);
            }
            LockSupport.parkNanos(THINKING_NANOS);
        }
    }

    private void update(String register, int version) {
        String value = number + "." + ++writes;
        var request =
                new Request.SetData(register, value.getBytes(StandardCharsets.UTF_8), version);
        RawSession connection = connected();
        long called = System.nanoTime();
        RawSession.Reply reply;
        try {
            reply = connection.ask(request);
        } catch (RawSession.ConnectionClosedException | NoAnswerException e) {
            note(register, new Outcome.Unknown(value), 0, called);
            disconnect();
            return;
        }
        int err = reply.header().err();
        if (err == SESSION_MOVED) {
            disconnect();
        } else if (err == 0) {
            var stat = Stat.read(reply.body());
            acknowledged.incrementAndGet();
            note(
                    register,
                    new Outcome.Updated(value, stat.version(), stat.mzxid()),
                    reply.header().zxid(),
                    called);
        } else if (err != BAD_VERSION || version < 0) {
            throw new RequestFailedException(request.toString(), err);
        }
    }

    private void compareAndSet(String register) {
        var found = read(register, false);
        if (found != null) {
            update(register, found.version());
        }
    }

    /// Reads, in one call with a sync before it if wanted.
    private Outcome.@Nullable Read read(String register, boolean synced) {
        RawSession connection = connected();
        long called = System.nanoTime();
        try {
            if (synced && connection.ask(new Request.Sync(register)).header().err() != 0) {
                disconnect();
                return null;
            }
            var reply = connection.ask(new Request.GetData(register, false));
            if (reply.header().err() != 0) {
                if (reply.header().err() != SESSION_MOVED) {
                    throw new RequestFailedException("read " + register, reply.header().err());
                }
                disconnect();
                return null;
            }
            var data = Response.Data.read(reply.body());
            var outcome =
                    new Outcome.Read(
                            new String(Objects.requireNonNull(data.data()), StandardCharsets.UTF_8),
                            data.stat().version(),
                            data.stat().mzxid(),
                            synced);
            note(register, outcome, reply.header().zxid(), called);
            return outcome;
        } catch (RawSession.ConnectionClosedException | NoAnswerException e) {
            disconnect();
            return null;
        }
    }

    private void note(String register, Outcome outcome, long zxid, long called) {
        seen.add(new Observation(number, register, outcome, zxid, called, System.nanoTime()));
        lastZxid = Math.max(lastZxid, zxid);
    }

    private void disconnect() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /// A connection with the session, to whichever server gives one.
    private RawSession connected() {
        while (session == null) {
            if (stopped) {
                throw new StoppedException();
            }
            var server = servers.get(random.nextInt(servers.size()));
            try {
                session =
                        RawSession.connect(
                                server,
                                new ConnectRequest(
                                        0,
                                        lastZxid,
                                        TIMEOUT_MILLIS,
                                        sessionId,
                                        password,
                                        false,
                                        true),
                                PATIENCE_MILLIS);
            } catch (UncheckedIOException | NoAnswerException e) {
                LockSupport.parkNanos(RETRY_NANOS);
                continue;
            } catch (RequestFailedException e) {
                if (e.code() != 0) {
                    throw new IllegalStateException(
                            "client %d lost session 0x%x".formatted(number, sessionId), e);
                }
                LockSupport.parkNanos(RETRY_NANOS);
                continue;
            }
            moves++;
            if (sessionId == 0) {
                sessionId = session.sessionId();
                password = session.password();
            }
        }
        return session;
    }

    /// The client was told to stop while it had no server.
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    void close() {
        disconnect();
    }
}
