package paddock.client.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.WatcherEvent;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// What a session does, whatever happens to it: events come in as calls, one at a time and each
/// with the time, and what is to be done goes out through [Effects].
///
/// It has no threads, clocks or sockets. Source of the rules: client protocol reference, sections
/// 3, 11, 12, 16 and 18.
final class SessionMachine {
    private static final Logger LOG = LoggerFactory.getLogger(SessionMachine.class);

    /// What the SASL packets are numbered with.
    private static final int SASL_XID = 0;

    private final SessionSettings settings;
    private final WatchTable watches;
    private final Effects effects;
    private final Chroot chroot;
    private final Events events;
    private final Identity identity;
    private final Traffic traffic;
    private final Timing timing;
    private final Search search;
    private final Credentials credentials;
    private final JuteReader reader = new JuteReader(Integer.MAX_VALUE);
    private final List<Pending> closes = new ArrayList<>();

    private Phase phase = Phase.FINDING;
    private boolean closing;

    /// Leaves its server as soon as everything that was sent is answered.
    private boolean leaving;

    SessionMachine(
            SessionSettings settings,
            SessionListener listener,
            WatchTable watches,
            Effects effects) {
        this.settings = settings;
        this.watches = watches;
        this.effects = effects;
        chroot = new Chroot(settings.chroot());
        events = new Events(listener, watches, chroot, effects, settings.metrics());
        identity = new Identity(settings);
        traffic = new Traffic(settings, chroot, watches, effects, events);
        timing = new Timing(settings);
        search = new Search(settings, timing, effects);
        credentials = new Credentials(effects);
    }

    // Any thread.
    SessionState state() {
        return events.state();
    }

    // Any thread.
    Identity identity() {
        return identity;
    }

    long lastZxid() {
        return traffic.lastZxid();
    }

    // ---- what the program wants ----

    void start(long now) {
        timing.heard(now);
        find();
    }

    /// A request; [#pump] sends it.
    void submitted(Pending pending, long now) {
        traffic.itIs(now);
        Request request = pending.request;
        if (phase == Phase.ENDED) {
            traffic.fail(pending, request instanceof Request.CloseSession ? 0 : codeOfEnd());
        } else if (request instanceof Request.CloseSession) {
            close(pending);
        } else if (closing) {
            traffic.fail(pending, ErrorCode.SESSION_EXPIRED.code());
        } else if (request instanceof Request.Auth) {
            credentials.add(pending, isConnected());
        } else {
            traffic.add(pending);
        }
    }

    /// Sends what was submitted.
    void pump(long now) {
        if (phase == Phase.SERVED && !leaving && traffic.pump()) {
            timing.sent(now);
        }
    }

    /// Goes to another server.
    void leave(long now) {
        if (phase == Phase.SERVED && !closing) {
            leaving = true;
            leaveIfAnswered(now);
        }
    }

    void abandon(long now) {
        traffic.itIs(now);
        if (phase != Phase.ENDED) {
            end(SessionState.CLOSED, 0);
        }
    }

    private void close(Pending pending) {
        closes.add(pending);
        if (closing) {
            return;
        }
        closing = true;
        leaving = false;
        switch (phase) {
            case FINDING -> {
                if (identity.id() == 0) {
                    end(SessionState.CLOSED, 0);
                } else {
                    // One more attempt, at once.
                    effects.findServer(0);
                }
            }
            case CONNECTING -> {
                if (identity.id() == 0) {
                    end(SessionState.CLOSED, 0);
                }
            }
            case SERVED -> submitClose();
            case OPENING, AUTHENTICATING, ENDED -> {}
        }
    }

    private void submitClose() {
        traffic.add(new Pending(new Request.CloseSession(), null, (xid, zxid, error, none) -> {}));
    }

    // ---- finding a server ----

    private void find() {
        InetSocketAddress preferred = search.takePreferred();
        if (preferred != null) {
            connect(preferred);
        } else {
            phase = Phase.FINDING;
            search.next(closing);
        }
    }

    void serverFound(InetSocketAddress server, long now) {
        timing.itIs(now);
        if (phase == Phase.FINDING) {
            connect(server);
        }
    }

    void serverNotFound(String why, long now) {
        if (phase == Phase.FINDING) {
            down(why, now);
        }
    }

    private void connect(InetSocketAddress server) {
        phase = Phase.CONNECTING;
        search.connect(server);
    }

    /// The connection is there.
    void up(long now) {
        timing.itIs(now);
        if (phase != Phase.CONNECTING) {
            return;
        }
        phase = Phase.OPENING;
        identity.ask(effects.out(), traffic.lastZxid());
        timing.sent(now);
    }

    /// The connection broke, or did not come about.
    void down(String why, long now) {
        timing.itIs(now);
        traffic.itIs(now);
        if (phase == Phase.ENDED) {
            return;
        }
        boolean wasServed = isConnected();
        search.failed(why);
        LOG.debug("{} lost its connection: {}", this, why);
        int code = ErrorCode.CONNECTION_LOSS.code();
        traffic.failUnderWay(code);
        if (closing) {
            end(SessionState.CLOSED, code);
            return;
        }
        if (!leaving && (wasServed || !settings.keepsUnsent())) {
            traffic.failUnsent(code);
        }
        disconnected();
        find();
    }

    private void disconnected() {
        leaving = false;
        credentials.disconnected();
        if (state() != SessionState.CONNECTING) {
            events.changeState(SessionState.CONNECTING);
            if (!settings.resetsWatches()) {
                watches.clear();
            }
        }
    }

    private void lost(String why, long now) {
        effects.hangUp();
        down(why, now);
    }

    private void leaveIfAnswered(long now) {
        if (leaving && traffic.nothingUnderWay()) {
            timing.itIs(now);
            effects.hangUp();
            disconnected();
            find();
        }
    }

    // ---- what the server says ----

    /// A frame of the connection.
    void frame(byte[] bytes, int offset, int length, long now) {
        timing.heard(now);
        traffic.itIs(now);
        try {
            reader.reset(bytes, offset, length);
            if (phase == Phase.OPENING) {
                opened(ConnectResponse.read(reader), now);
            } else if (isConnected()) {
                received(now);
            }
        } catch (MalformedRecordException e) {
            lost("the server sent what makes no sense: " + e.getMessage(), now);
        }
    }

    /// A frame that is too long to be read, of which only the header is there.
    void longFrame(byte[] bytes, int offset, int length, int frameLength, long now) {
        timing.heard(now);
        traffic.itIs(now);
        if (phase != Phase.SERVED) {
            lost("the server sent " + frameLength + " bytes where few were expected", now);
            return;
        }
        reader.reset(bytes, offset, length);
        ReplyHeader header = ReplyHeader.read(reader);
        LOG.warn(
                "{} passes over an answer of {} bytes, more than the {} allowed",
                this,
                frameLength,
                settings.maxReplyBytes());
        if (header.xid() > 0
                && traffic.answeredTooLong(header.xid(), header.zxid(), header.err()) == null) {
            lost("the server answered " + header.xid() + " out of order", now);
        }
    }

    private void opened(ConnectResponse response, long now) {
        if (response.timeoutMillis() <= 0) {
            end(SessionState.EXPIRED, ErrorCode.SESSION_EXPIRED.code());
            return;
        }
        identity.accepted(response);
        timing.negotiated(response.timeoutMillis());
        search.succeeded();
        phase = Phase.AUTHENTICATING;
        events.changeState(
                response.readOnly() ? SessionState.CONNECTED_READ_ONLY : SessionState.CONNECTED);
        timing.connected(response.readOnly());
        credentials.sendAll();
        timing.sent(now);
        effects.wakeBy(timing.nextWake());
        if (settings.sasl() != null) {
            effects.saslBegin();
        } else {
            serve(now);
        }
    }

    /// Requests may be sent now.
    private void serve(long now) {
        phase = Phase.SERVED;
        if (settings.resetsWatches()) {
            Rewatching.write(watches, chroot, traffic.lastZxid(), effects.out());
        }
        if (closing) {
            submitClose();
        }
        pump(now);
    }

    private void received(long now) {
        int xid = reader.readInt();
        long zxid = reader.readLong();
        int error = reader.readInt();
        if (xid > 0 && phase == Phase.SERVED) {
            Pending answered = traffic.answered(xid, zxid, error, reader);
            if (answered == null) {
                lost("the server answered " + xid + " out of order", now);
            } else if (answered.request instanceof Request.CloseSession) {
                end(SessionState.CLOSED, error);
            } else {
                leaveIfAnswered(now);
            }
            return;
        }
        switch (xid) {
            case ReplyHeader.NOTIFICATION_XID -> fired(WatcherEvent.read(reader), zxid);
            case ReplyHeader.PING_XID -> {}
            case ReplyHeader.AUTH_XID -> {
                Pending auth = credentials.answered();
                if (auth != null && !auth.decided) {
                    traffic.fail(auth, error);
                }
                if (error != 0) {
                    end(SessionState.AUTH_FAILED, ErrorCode.AUTH_FAILED.code());
                }
            }
            case ReplyHeader.SET_WATCHES_XID -> {
                if (error != 0) {
                    LOG.warn("{} could not set its watches again: error {}", this, error);
                }
            }
            case SASL_XID -> saslAnswered(error);
            default -> lost("the server answered " + xid + ", which was not asked", now);
        }
    }

    private void fired(WatcherEvent event, long zxid) {
        // Nobody who closes a session wants to hear how its own ephemeral znodes go.
        if (!traffic.nextIsTheEnd()) {
            events.fired(event, zxid);
        }
    }

    // ---- SASL ----

    private void saslAnswered(int error) {
        if (phase != Phase.AUTHENTICATING) {
            throw new MalformedRecordException("a SASL packet that was not asked for");
        }
        if (error != 0) {
            end(SessionState.AUTH_FAILED, ErrorCode.AUTH_FAILED.code());
        } else {
            effects.saslAnswer(reader.readBuffer());
        }
    }

    /// What is to be said next, null for nothing; `complete` when both sides are through.
    void saslSays(byte @Nullable [] token, boolean complete, long now) {
        if (phase != Phase.AUTHENTICATING) {
            return;
        }
        if (token != null) {
            Traffic.writeFrame(effects.out(), SASL_XID, new Request.Sasl(token));
            timing.sent(now);
            return;
        }
        if (complete) {
            events.ofSession(SessionEvent.Kind.SASL_AUTHENTICATED);
            serve(now);
        } else {
            // As in the reference nobody goes on as nobody who wanted to be somebody.
            saslFailed("the server says nothing, it is not set up for SASL", now);
        }
    }

    /// Who has no login is refused, or goes on as nobody.
    void saslHasNoLogin(String why, long now) {
        if (phase == Phase.AUTHENTICATING && settings.goesOnWithoutLogin()) {
            LOG.warn("{} goes on without SASL: {}", this, why);
            events.ofSession(SessionEvent.Kind.NO_SASL_LOGIN);
            serve(now);
        } else {
            saslFailed(why, now);
        }
    }

    void saslFailed(String why, long now) {
        traffic.itIs(now);
        if (phase == Phase.AUTHENTICATING) {
            LOG.warn("{} cannot authenticate: {}", this, why);
            end(SessionState.AUTH_FAILED, ErrorCode.AUTH_FAILED.code());
        }
    }

    // ---- time ----

    /// It is that late: does what is due, and asks to be woken for what comes next.
    void tick(long now) {
        timing.itIs(now);
        traffic.itIs(now);
        if (phase == Phase.ENDED) {
            return;
        }
        traffic.expire();
        if (isConnected()) {
            tickConnected(now);
        } else if (settings.endsOutOfReach() && identity.isKnown() && timing.outOfReach()) {
            end(SessionState.EXPIRED, ErrorCode.SESSION_EXPIRED.code());
        } else if (phase == Phase.CONNECTING || phase == Phase.OPENING) {
            if (now - search.deadline() >= 0) {
                lost("the server did not open the session in time", now);
            } else {
                effects.wakeBy(search.deadline());
            }
        }
        if (settings.endsOutOfReach()
                && identity.isKnown()
                && !isConnected()
                && phase != Phase.ENDED) {
            effects.wakeBy(timing.endOfReach());
        }
    }

    private void tickConnected(long now) {
        if (timing.silentForTooLong()) {
            lost("the server said nothing for " + timing.readMillis() + " ms", now);
            return;
        }
        if (timing.pingDue()) {
            Traffic.writeFrame(effects.out(), ReplyHeader.PING_XID, new Request.Ping());
            timing.sent(now);
        }
        if (state() == SessionState.CONNECTED_READ_ONLY && timing.probeDue()) {
            timing.probing();
            effects.probe(search.connectMillis());
        }
        effects.wakeBy(timing.nextWake());
    }

    /// A server was asked whether it has a quorum.
    void probed(InetSocketAddress server, boolean readWrite, long now) {
        timing.itIs(now);
        if (state() != SessionState.CONNECTED_READ_ONLY) {
            return;
        }
        if (readWrite) {
            search.prefer(server);
            leave(now);
        } else {
            probeFailed(now);
        }
    }

    /// No server could be asked.
    void probeFailed(long now) {
        timing.itIs(now);
        timing.probeFailed();
        if (isConnected()) {
            effects.wakeBy(timing.nextWake());
        }
    }

    // ---- the end ----

    private void end(SessionState last, int code) {
        phase = Phase.ENDED;
        effects.hangUp();
        int codeOfOthers = codeOf(last);
        traffic.failUnderWay(codeOfOthers);
        traffic.failUnsent(codeOfOthers);
        credentials.drain(auth -> traffic.fail(auth, codeOfOthers));
        events.changeState(last);
        closes.forEach(each -> traffic.fail(each, last == SessionState.CLOSED ? code : 0));
        closes.clear();
    }

    private int codeOfEnd() {
        return codeOf(state());
    }

    private static int codeOf(SessionState last) {
        return last == SessionState.AUTH_FAILED
                ? ErrorCode.AUTH_FAILED.code()
                : ErrorCode.SESSION_EXPIRED.code();
    }

    private boolean isConnected() {
        return phase == Phase.SERVED || phase == Phase.AUTHENTICATING;
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
