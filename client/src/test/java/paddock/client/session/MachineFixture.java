package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.WatcherEvent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A machine with a server played by the test, in a time of its own.
final class MachineFixture {
    final FakeEffects effects = new FakeEffects();
    final WatchTable watches = new WatchTable();

    /// Outcomes and events.
    final List<String> told = new ArrayList<>();

    final SessionMachine machine;

    /// Runs over soon: the clock of a process may stand anywhere.
    private long nanos = Long.MAX_VALUE - 1_000_000;

    MachineFixture(SessionSettings.Builder settings, int servers) {
        machine =
                new SessionMachine(
                        settings.servers(new Servers(servers)).build(),
                        (event, watchers) ->
                                told.add(
                                        event.kind().isOfSession()
                                                ? (event.kind() == SessionEvent.Kind.STATE_CHANGED
                                                        ? event.state().toString()
                                                        : event.kind().toString())
                                                : event.kind()
                                                        + " "
                                                        + event.path()
                                                        + " "
                                                        + watchers),
                        watches,
                        effects);
    }

    static MachineFixture of(SessionSettings.Builder settings) {
        return new MachineFixture(settings, 1);
    }

    static SessionSettings.Builder settings() {
        return SessionSettings.builder();
    }

    /// Started, connected, and everything so far forgotten.
    MachineFixture connected() {
        machine.start(now());
        open(30_000, false);
        effects.take();
        told.clear();
        return this;
    }

    void open(int timeoutMillis, boolean readOnly) {
        connect();
        answerOpening(timeoutMillis, 7, readOnly);
    }

    void connect() {
        machine.serverFound(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), now());
        machine.up(now());
        effects.flush();
    }

    void answerOpening(int timeoutMillis, long sessionId, boolean readOnly) {
        JuteWriter out = new JuteWriter();
        new ConnectResponse(0, timeoutMillis, sessionId, new byte[16], readOnly, true).write(out);
        frame(out);
    }

    Pending submit(Request request) {
        return submit(request, null);
    }

    Pending submit(Request request, @Nullable WatchChange watch) {
        Pending pending = pending(request, watch);
        machine.submitted(pending, now());
        machine.pump(now());
        effects.flush();
        return pending;
    }

    Pending pending(Request request, @Nullable WatchChange watch) {
        Pending pending =
                new Pending(
                        request,
                        watch,
                        (xid, zxid, error, response) ->
                                told.add(
                                        request.getClass().getSimpleName()
                                                + " "
                                                + xid
                                                + " "
                                                + error));
        pending.submittedNanos = now();
        return pending;
    }

    void answer(int xid, long zxid, int error, @Nullable Response response) {
        JuteWriter out = new JuteWriter();
        new ReplyHeader(xid, zxid, error).write(out);
        if (response != null) {
            response.write(out);
        }
        frame(out);
    }

    void fire(int type, String path) {
        JuteWriter out = new JuteWriter();
        new ReplyHeader(ReplyHeader.NOTIFICATION_XID, 99, 0).write(out);
        new WatcherEvent(type, WatcherEvent.SYNC_CONNECTED, path).write(out);
        frame(out);
    }

    void frame(JuteWriter out) {
        machine.frame(out.array(), 0, out.size(), now());
        effects.flush();
    }

    void saslSays(byte @Nullable [] token, boolean complete) {
        machine.saslSays(token, complete, now());
        effects.flush();
    }

    void saslHasNoLogin() {
        machine.saslHasNoLogin("test", now());
        effects.flush();
    }

    void down() {
        machine.down("test", now());
    }

    /// Lets time pass, and wakes the machine as it wanted.
    void pass(long millis) {
        long until = nanos + TimeUnit.MILLISECONDS.toNanos(millis);
        Long wake = effects.wakeBy;
        while (wake != null && wake - until <= 0) {
            nanos = wake;
            effects.wakeBy = null;
            machine.tick(nanos);
            wake = effects.wakeBy;
        }
        nanos = until;
    }

    long now() {
        return nanos;
    }

    private record Servers(int size) implements ServerSource {
        @Override
        public InetSocketAddress next() throws IOException {
            throw new IOException("nobody asks");
        }

        @Override
        public void connected() {}
    }
}
