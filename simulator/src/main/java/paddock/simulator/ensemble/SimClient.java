package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.simulator.check.History;
import paddock.simulator.check.SessionOrder;
import paddock.simulator.network.Link;
import paddock.simulator.network.LinkListener;
import paddock.simulator.network.Network;
import paddock.simulator.network.Port;
import paddock.simulator.schedule.Schedule;
import paddock.wire.ensemble.Zxid;
import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.WatcherEvent;

import java.util.ArrayDeque;
import java.util.List;
import java.util.random.RandomGenerator;

/// A client that connects wherever it can, keeps its session, and writes down what it is told.
final class SimClient {
    private static final byte[] NO_PASSWORD = new byte[16];
    private static final int PING_XID = -2;
    private static final int SHORT_PAUSE_MILLIS = 10;

    /// How many times a client asks something before it dies, on average.
    private static final int LIVES = 80;

    private final long id;
    private final List<SimServer> servers;
    private final Network network;
    private final Schedule schedule;
    private final Trace trace;
    private final Checks checks;
    private final History history;
    private final Budget budget;
    private final Workload workload;
    private int pauseMillis;
    private final RandomGenerator random;
    private final int timeoutMillis;
    private final ArrayDeque<Asked> outstanding = new ArrayDeque<>();

    // The session; everything is forgotten with it.
    private long session;
    private byte[] password = NO_PASSWORD;
    private long lastZxid;
    private long number;
    private long connection;
    private boolean founded;

    private @Nullable Link link;
    private @Nullable SimServer home;
    private long server;
    private int xid;
    private int attempt;
    private boolean connected;
    private boolean stopped;
    private long lastHeardMicros;
    private long syncedAt;

    /// What all clients together are to have done. They ask until so many operations are answered.
    static final class Budget {
        int operations;
        int answered;

        Budget(int operations) {
            this.operations = operations;
        }

        boolean isSpent() {
            return answered >= operations;
        }
    }

    private record Asked(int xid, long number, Request request, long invoked, long synced) {}

    SimClient(
            long id,
            List<SimServer> servers,
            Network network,
            Schedule schedule,
            Trace trace,
            Checks checks,
            Budget budget,
            Workload workload,
            int pauseMillis,
            RandomGenerator random) {
        this.id = id;
        this.servers = servers;
        this.network = network;
        this.schedule = schedule;
        this.trace = trace;
        this.checks = checks;
        history = checks.history;
        this.budget = budget;
        this.workload = workload;
        this.pauseMillis = pauseMillis;
        this.random = random;
        timeoutMillis = 2000 + random.nextInt(8000);
    }

    void start() {
        connectLater();
    }

    /// Asks nothing more, and leaves what it asked unanswered.
    void stop() {
        stopped = true;
        lose("stopped");
    }

    /// Connects to this server only, from now on.
    void stayAt(SimServer only) {
        home = only;
        if (server != only.machine.id) {
            lose("moves");
        }
    }

    /// Asks without long pauses, from now on.
    void hurry() {
        pauseMillis = Math.min(pauseMillis, SHORT_PAUSE_MILLIS);
    }

    // ---- connecting ----

    private void connectLater() {
        int now = ++attempt;
        schedule.after(
                (1 + random.nextInt(200)) * Schedule.MILLI,
                () -> {
                    if (!stopped && now == attempt) {
                        connect(now);
                    }
                });
    }

    private void connect(int now) {
        SimServer chosen = home != null ? home : servers.get(random.nextInt(servers.size()));
        server = chosen.machine.id;
        lastHeardMicros = schedule.nowMicros();
        link = network.connect(id, server, Port.CLIENT, new Connection());
        watchOver(now);
    }

    /// Pings, and gives up a server that is silent for too long.
    private void watchOver(int now) {
        schedule.after(
                timeoutMillis * Schedule.MILLI / 4,
                () -> {
                    if (stopped || now != attempt) {
                        return;
                    }
                    if (schedule.nowMicros() - lastHeardMicros
                            > timeoutMillis * Schedule.MILLI * 2 / 3) {
                        lose("hears nothing");
                        return;
                    }
                    Link open = link;
                    if (connected && open != null) {
                        open.send(new ClientMessage.Ask(PING_XID, new Request.Ping(), 0));
                    }
                    watchOver(now);
                });
    }

    /// The connection is of no use any more.
    private void lose(String reason) {
        Link open = link;
        link = null;
        if (open != null) {
            open.close(reason);
        }
        trace.add(server, "client", id + " loses its connection: " + reason);
        connected = false;
        syncedAt = 0;
        // As a program does that takes a session up which another one opened.
        xid = 0;
        for (Asked asked : outstanding) {
            history.add(
                    new History.Unanswered(session, asked.number, asked.request, asked.invoked));
        }
        outstanding.clear();
        connectLater();
    }

    private void forgetSession() {
        session = 0;
        password = NO_PASSWORD;
        lastZxid = 0;
        number = 0;
        connection = 0;
    }

    private final class Connection implements LinkListener {
        @Override
        public void up(Link up) {
            if (up.equals(link)) {
                up.send(new ClientMessage.Connect(session, password, timeoutMillis, lastZxid));
            }
        }

        @Override
        public void received(Link from, Object message) {
            if (from.equals(link)) {
                lastHeardMicros = schedule.nowMicros();
                hear((ClientMessage) message);
            }
        }

        @Override
        public void down(Link broken, String reason) {
            if (broken.equals(link)) {
                link = null;
                lose(reason);
            }
        }
    }

    // ---- what it hears ----

    private void hear(ClientMessage message) {
        switch (message) {
            case ClientMessage.Welcome welcome -> welcome(welcome);
            case ClientMessage.Refused refused -> {
                trace.add(server, "client", id + " has lost its session " + hex(session));
                forgetSession();
                lose("session expired");
            }
            case ClientMessage.Reply reply -> {
                if (reply.xid() != PING_XID) {
                    answered(reply);
                }
            }
            case ClientMessage.Event event ->
                    history.add(
                            new History.Fired(
                                    session,
                                    connection,
                                    new WatcherEvent(
                                            event.type(),
                                            WatcherEvent.SYNC_CONNECTED,
                                            event.path()),
                                    history.next()));
            case ClientMessage.Connect connect ->
                    throw new IllegalStateException("a server says " + connect);
            case ClientMessage.Ask ask -> throw new IllegalStateException("a server says " + ask);
        }
    }

    private void welcome(ClientMessage.Welcome welcome) {
        session = welcome.sessionId();
        password = welcome.password();
        connected = true;
        connection++;
        trace.add(server, "client", id + " has session " + hex(session));
        history.add(new History.Connected(session, server, connection, history.next()));
        if (!founded) {
            workload.foundations().forEach(this::ask);
        } else {
            askLater();
        }
    }

    private void answered(ClientMessage.Reply reply) {
        Asked asked = outstanding.poll();
        SessionOrder.answered(session, asked == null ? 0 : asked.xid, reply.xid());
        if (asked == null) {
            return;
        }
        budget.answered++;
        trace.add(
                server,
                "answer",
                id
                        + " "
                        + asked.request.getClass().getSimpleName()
                        + " at "
                        + Zxid.text(reply.zxid())
                        + (reply.err() == 0 ? "" : " error " + reply.err()));
        if (reply.zxid() > 0) {
            lastZxid = Math.max(lastZxid, reply.zxid());
        }
        history.add(
                new History.Answered(
                        session,
                        server,
                        asked.number,
                        asked.request,
                        reply.zxid(),
                        reply.err(),
                        body(asked.request, reply),
                        asked.invoked,
                        asked.synced,
                        history.next()));
        founded = true;
        if (asked.request instanceof Request.CloseSession) {
            forgetSession();
            lose("session closed");
        } else if (reply.err() == ErrorCode.SESSION_EXPIRED.code()) {
            lose("session expired");
        } else if (outstanding.isEmpty()) {
            if (asked.request instanceof Request.Sync && reply.err() == 0) {
                syncedAt = asked.invoked;
                ask(workload.afterSync());
                syncedAt = 0;
            } else {
                askLater();
            }
        }
    }

    private static @Nullable Response body(Request request, ClientMessage.Reply reply) {
        if (reply.err() != 0) {
            return null;
        }
        JuteReader in = JuteReader.over(reply.body());
        return switch (request) {
            case Request.Create create -> Response.Created.read(in);
            case Request.SetData set -> Response.StatOnly.read(in);
            case Request.Exists exists -> Response.StatOnly.read(in);
            case Request.GetData get -> Response.Data.read(in);
            case Request.Reconfig reconfig -> Response.Data.read(in);
            case Request.Multi multi -> Response.Results.read(in);
            default -> null;
        };
    }

    private static String hex(long session) {
        return Long.toHexString(session);
    }

    // ---- what it asks ----

    private void askLater() {
        int now = attempt;
        schedule.after(
                (1 + random.nextInt(2 * pauseMillis)) * Schedule.MILLI,
                () -> {
                    if (stopped || now != attempt) {
                        return;
                    }
                    if (random.nextInt(LIVES) == 0) {
                        trace.add(server, "client", id + " dies with session " + hex(session));
                        forgetSession();
                        lose("died");
                    } else if (!budget.isSpent()) {
                        workload.next(session, number).forEach(this::ask);
                    } else {
                        askLater();
                    }
                });
    }

    private void ask(Request request) {
        Link open = link;
        if (open == null) {
            return;
        }
        Asked asked = new Asked(++xid, ++number, request, history.next(), syncedAt);
        outstanding.add(asked);
        open.send(new ClientMessage.Ask(xid, request, checks.acknowledged.newest()));
    }
}
