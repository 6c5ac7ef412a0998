package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.Identities;
import paddock.core.database.Applied;
import paddock.core.query.Caller;
import paddock.core.query.Listings;
import paddock.core.query.UpdateAnswers;
import paddock.replica.ClientConnection;
import paddock.replica.Submission;
import paddock.simulator.check.AnswersFitRequests;
import paddock.simulator.network.Link;
import paddock.simulator.network.LinkListener;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A client's connection at its server: what the event loops of a real one do, in virtual time.
final class SimConnection implements ClientConnection, LinkListener {
    private static final byte[] NOTHING = {};

    private final SimClients clients;
    private final Machine machine;
    private final Map<Integer, Long> newestBefore = new HashMap<>();
    private final List<ClientMessage> late = new ArrayList<>();
    private Standing standing = Standing.HANDSHAKE;
    private @Nullable Link link;
    private Caller<SimConnection> caller;
    private int timeoutMillis;
    private int inFlight;
    private long lastHeardMillis;

    private enum Standing {
        HANDSHAKE,
        CONNECTING,
        ESTABLISHED,
        CLOSED
    }

    SimConnection(SimClients clients) {
        this.clients = clients;
        machine = clients.machine();
        caller = new Caller<>(this, clients.watches(), new Listings<>(), 0, Identities.NONE);
        lastHeardMillis = machine.nowMillis();
    }

    // ---- the link ----

    @Override
    public void up(Link newLink) {
        link = newLink;
    }

    @Override
    public void received(Link from, Object message) {
        machine.run(
                () -> {
                    if (standing == Standing.CLOSED) {
                        return;
                    }
                    lastHeardMillis = machine.nowMillis();
                    switch ((ClientMessage) message) {
                        case ClientMessage.Connect connect -> connect(connect);
                        case ClientMessage.Ask ask -> ask(ask);
                        default -> throw new IllegalStateException("a client says " + message);
                    }
                });
    }

    @Override
    public void down(Link from, String reason) {
        machine.run(this::gone);
    }

    private void gone() {
        boolean askedForSession = standing != Standing.HANDSHAKE && link != null;
        standing = Standing.CLOSED;
        link = null;
        clients.watches().removeAll(this);
        if (askedForSession) {
            clients.gone(new Submission.Gone(this, lastHeardMillis));
        }
    }

    // ---- what the client wants ----

    private void connect(ClientMessage.Connect connect) {
        boolean stale = connect.lastZxidSeen() > clients.database().lastZxid();
        if (stale && !clients.makes(Mistake.STALE_RECONNECT_ACCEPTED)) {
            close();
            return;
        }
        timeoutMillis = connect.timeoutMillis();
        standing = Standing.CONNECTING;
        if (stale && clients.isServing()) {
            established(connect.sessionId(), connect.password());
        }
        clients.submit(
                connect.sessionId() == 0
                        ? new Submission.Open(this, timeoutMillis)
                        : new Submission.Resume(
                                this, connect.sessionId(), connect.password(), timeoutMillis));
    }

    private void ask(ClientMessage.Ask ask) {
        Request request = ask.request();
        long nanos = machine.nowMillis() * 1_000_000;
        if (request instanceof Request.Ping) {
            send(new ClientMessage.Reply(ask.xid(), clients.database().lastZxid(), 0, NOTHING));
            return;
        }
        int opCode = request.opCode();
        if (isUpdate(request)) {
            inFlight++;
            Identities who =
                    opCode == OpCode.RECONFIG ? Identities.of(Identities.SUPER) : caller.who();
            clients.submit(new Submission.Update(this, ask.xid(), request, who, nanos));
            return;
        }
        JuteWriter body = new JuteWriter(64);
        request.write(body);
        if (inFlight == 0 && clients.isServing() && opCode != OpCode.SYNC) {
            answer(ask.xid(), opCode, body.toByteArray());
            return;
        }
        inFlight++;
        if (opCode == OpCode.SYNC) {
            newestBefore.put(ask.xid(), ask.newestBefore());
        }
        clients.submit(
                new Submission.Query(
                        this, ask.xid(), opCode, body.toByteArray(), caller.who(), nanos));
    }

    private static boolean isUpdate(Request request) {
        return switch (request.opCode()) {
            case OpCode.CREATE,
                    OpCode.DELETE,
                    OpCode.SET_DATA,
                    OpCode.MULTI,
                    OpCode.RECONFIG,
                    OpCode.CLOSE_SESSION ->
                    true;
            default -> false;
        };
    }

    private void answer(int xid, int opCode, byte[] body) {
        long zxid = clients.database().lastZxid();
        JuteWriter out = new JuteWriter(64);
        int err = clients.queries().answer(opCode, JuteReader.over(body), out, caller);
        send(new ClientMessage.Reply(xid, zxid, err, err == 0 ? out.toByteArray() : NOTHING));
    }

    private void send(ClientMessage message) {
        Link to = link;
        if (to != null && standing != Standing.CLOSED) {
            machine.effect("reply");
            to.send(message);
            if (message instanceof ClientMessage.Reply && !late.isEmpty()) {
                late.forEach(to::send);
                late.clear();
            }
        }
    }

    // ---- what the replica says ----

    @Override
    public long sessionId() {
        return caller.sessionId();
    }

    @Override
    public int sessionTimeoutMillis() {
        return timeoutMillis;
    }

    @Override
    public boolean isOpen() {
        return standing != Standing.CLOSED;
    }

    @Override
    public long lastHeardMillis() {
        return lastHeardMillis;
    }

    @Override
    public void established(long sessionId, byte[] password) {
        if (standing == Standing.CONNECTING) {
            caller =
                    new Caller<>(
                            this, clients.watches(), new Listings<>(), sessionId, Identities.NONE);
            standing = Standing.ESTABLISHED;
            send(new ClientMessage.Welcome(sessionId, password, timeoutMillis));
        }
    }

    @Override
    public void opened(long zxid, long nowNanos) {}

    @Override
    public void refused() {
        if (standing == Standing.CONNECTING) {
            send(new ClientMessage.Refused());
            close();
        }
    }

    /// Such a client tries elsewhere.
    @Override
    public void unopened(long zxid, int err) {
        close();
    }

    @Override
    public void updated(
            Submission.Update update, long zxid, Txn txn, Applied applied, long nowNanos) {
        inFlight--;
        if (standing == Standing.CLOSED) {
            return;
        }
        AnswersFitRequests.check(sessionId(), update.xid(), update.request(), txn);
        JuteWriter out = new JuteWriter(64);
        UpdateAnswers.write(out, txn, applied);
        send(new ClientMessage.Reply(update.xid(), zxid, applied.err(), out.toByteArray()));
        clients.acknowledged(zxid);
    }

    @Override
    public void failed(int xid, long zxid, int err, long receivedNanos, long nowNanos) {
        inFlight--;
        send(new ClientMessage.Reply(xid, zxid, err, NOTHING));
    }

    @Override
    public void queried(Submission.Query query, long nowNanos) {
        inFlight--;
        if (standing == Standing.CLOSED) {
            return;
        }
        Long before = newestBefore.remove(query.xid());
        if (before != null) {
            clients.synced(before);
        }
        answer(query.xid(), query.opCode(), query.body());
    }

    /// A watch fired.
    void notify(int type, String path, long zxid) {
        ClientMessage event = new ClientMessage.Event(type, path, zxid);
        if (clients.makes(Mistake.WATCH_FIRED_AFTER_REPLY)) {
            late.add(event);
        } else {
            send(event);
        }
    }

    @Override
    public void close() {
        if (standing != Standing.CLOSED) {
            Link open = link;
            if (open != null) {
                open.close("closed by the server");
            }
            gone();
        }
    }
}
