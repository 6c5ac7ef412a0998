package paddock.conformance.faults;

import paddock.conformance.raw.NoAnswerException;
import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.RequestFailedException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/// One client under load: changes its own few znodes, several requests ahead of the answers, draws
/// numbers from a counter it shares with the others, and keeps its session over restarts.
final class Worker {
    private static final int TIMEOUT_MILLIS = 40_000;
    private static final int AHEAD = 8;
    private static final int KEYS = 6;

    private final String home;
    private final SplittableRandom random;
    private final Set<String> drawnByAll;
    private final AtomicLong answers;
    private final Ledger ledger = new Ledger();
    private final Set<String> ephemerals = new TreeSet<>();
    private RawSession session;
    private int changes;

    /// Opens a session and makes a home. `drawnByAll` collects the numbers of all workers.
    Worker(
            InetSocketAddress address,
            int number,
            long seed,
            Set<String> drawnByAll,
            AtomicLong answers) {
        this.home = "/worker-" + number;
        this.random = new SplittableRandom(seed);
        this.drawnByAll = drawnByAll;
        this.answers = answers;
        this.session = RawSession.open(address, TIMEOUT_MILLIS);
        session.create(home, new byte[0], 0);
        ephemerals.add(session.create(home + "-ephemeral", new byte[0], 1));
    }

    /// Works until the server is gone.
    void work() {
        Deque<Request> sent = new ArrayDeque<>();
        try {
            while (true) {
                Request request = random.nextInt(8) == 0 ? draw() : change();
                sent.addLast(request);
                session.send(request);
                while (sent.size() >= AHEAD) {
                    receive(sent);
                }
            }
        } catch (RawSession.ConnectionClosedException e) {
            collect(sent);
        }
    }

    // Answers that had arrived before the connection broke count as given.
    private void collect(Deque<Request> sent) {
        try {
            while (!sent.isEmpty()) {
                receive(sent);
            }
        } catch (RawSession.ConnectionClosedException | NoAnswerException e) {
            session.close();
        }
    }

    private void receive(Deque<Request> sent) {
        Request request = sent.getFirst();
        var reply = session.receive(request);
        sent.removeFirst();
        if (reply.header().err() != 0) {
            throw new RequestFailedException(request.toString(), reply.header().err());
        }
        if (isDraw(request)) {
            String name = reply.body().readString();
            if (!drawnByAll.add(name)) {
                throw new IllegalStateException(name + " was handed out twice");
            }
        } else {
            ledger.acknowledge();
        }
        answers.incrementAndGet();
    }

    private static boolean isDraw(Request request) {
        return request instanceof Request.Create create && create.flags() == 2;
    }

    private static Request draw() {
        return new Request.Create(OpCode.CREATE, "/numbers/n-", new byte[0], Acl.OPEN, 2, 0);
    }

    private Request change() {
        String path = home + "/k" + random.nextInt(KEYS);
        String value = "v" + ++changes;
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (ledger.latest(path) == null) {
            ledger.sent(new Ledger.Change(path, value));
            return new Request.Create(OpCode.CREATE, path, bytes, Acl.OPEN, 0, 0);
        }
        if (random.nextInt(3) == 0) {
            ledger.sent(new Ledger.Change(path, null));
            return new Request.Delete(path, -1);
        }
        ledger.sent(new Ledger.Change(path, value));
        return new Request.SetData(path, bytes, -1);
    }

    /// Takes up the session again and compares what is there with what was acknowledged.
    void checkAfterRestart(InetSocketAddress address) {
        session =
                RawSession.resume(address, TIMEOUT_MILLIS, session.sessionId(), session.password());
        Map<String, String> found = new HashMap<>();
        for (String name : session.children(home)) {
            String path = home + "/" + name;
            byte[] data = Objects.requireNonNull(session.getData(path).data());
            found.put(path, new String(data, StandardCharsets.UTF_8));
        }
        String contradiction = ledger.reconcile(found);
        if (contradiction != null) {
            throw new IllegalStateException(home + ": " + contradiction);
        }
        for (String ephemeral : ephemerals) {
            if (!session.exists(ephemeral)) {
                throw new IllegalStateException(ephemeral + " is gone, but its session is not");
            }
        }
    }

    /// All numbers that are there now.
    Set<String> numbers() {
        var paths = new TreeSet<String>();
        session.children("/numbers").forEach(name -> paths.add("/numbers/" + name));
        return paths;
    }

    void close() {
        session.close();
    }
}
