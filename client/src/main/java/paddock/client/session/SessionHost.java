package paddock.client.session;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.transport.Dialer;
import paddock.client.transport.Link;
import paddock.client.transport.LinkEvents;
import paddock.client.transport.SharedThreads;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import javax.net.ssl.SSLEngine;

/// Runs a [SessionMachine] on an event loop: brings it what happens, and does what it wants.
///
/// Everything is of the loop's thread, except where it says otherwise.
final class SessionHost implements Effects {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHost.class);

    private final SessionSettings settings;
    private final EventLoop loop = SharedThreads.nextLoop();
    private final WatchTable watches = new WatchTable();
    private final SessionMachine machine;
    private final Deliveries deliveries;
    private final Runnable drain = this::drain;
    private final Submissions submissions;
    private final Alarm alarm = new Alarm(loop, this::tick);

    /// What is going on at present; whatever belongs to an older attempt is of no interest.
    private @Nullable Attempt attempt;

    /// Written by the loop, read by any thread.
    private volatile @Nullable Link link;

    private volatile @Nullable InetSocketAddress server;

    private volatile long lastZxid;

    /// Which search for a server is the one whose result counts.
    private int search;

    SessionHost(SessionSettings settings, SessionListener listener) {
        this.settings = settings;
        Executor executor = settings.deliveries();
        deliveries = new Deliveries(executor == null ? SharedThreads.deliveries() : executor);
        machine = new SessionMachine(settings, listener, watches, this);
        submissions = new Submissions(settings);
    }

    // ---- any thread ----

    void start() {
        loop.execute(() -> happened(() -> machine.start(System.nanoTime())));
    }

    void submit(Request request, @Nullable WatchChange watch, Outcome outcome) {
        Pending pending = new Pending(request, watch, outcome);
        // The loop cannot wait for itself.
        if (!loop.inEventLoop()) {
            submissions.takePlace(pending);
        }
        push(pending);
    }

    void addAuth(String scheme, byte[] auth, @Nullable Outcome outcome) {
        push(
                new Pending(
                        new Request.Auth(0, scheme, auth.clone()),
                        null,
                        outcome == null ? (xid, zxid, error, none) -> {} : outcome));
    }

    void close(Outcome outcome) {
        push(new Pending(new Request.CloseSession(), null, outcome));
    }

    private void push(Pending pending) {
        if (submissions.push(pending)) {
            loop.execute(drain);
        }
    }

    void reconnect() {
        loop.execute(() -> happened(() -> machine.leave(System.nanoTime())));
    }

    void abandon() {
        loop.execute(() -> happened(() -> machine.abandon(System.nanoTime())));
    }

    void updateServers(List<HostPort> servers) {
        if (!(settings.servers() instanceof ServerList list)) {
            throw new UnsupportedOperationException(
                    "the servers of " + this + " are not a list that can be changed");
        }
        InetSocketAddress current = server;
        boolean moves =
                list.update(
                        servers,
                        current == null
                                ? null
                                : new HostPort(current.getHostString(), current.getPort()));
        if (moves) {
            reconnect();
        }
    }

    long sessionId() {
        return machine.identity().id();
    }

    byte[] password() {
        return machine.identity().password();
    }

    int negotiatedTimeoutMillis() {
        return machine.identity().timeoutMillis();
    }

    SessionState state() {
        return machine.state();
    }

    long lastZxid() {
        return lastZxid;
    }

    @Nullable SocketAddress remoteAddress() {
        Link open = link;
        return open == null ? null : open.remoteAddress();
    }

    @Nullable SocketAddress localAddress() {
        Link open = link;
        return open == null ? null : open.localAddress();
    }

    WatchTable watches() {
        return watches;
    }

    // ---- the loop: what happens ----

    private void drain() {
        happened(this::takeUp);
    }

    private void takeUp() {
        long now = System.nanoTime();
        submissions.drain(each -> machine.submitted(each, now));
        machine.pump(now);
    }

    private void tick() {
        happened(() -> machine.tick(System.nanoTime()));
    }

    private void happened(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            mistaken(e);
        }
        settle();
    }

    /// Neither what was half done nor other sessions of the loop may suffer: begins anew with
    /// another connection.
    private void mistaken(RuntimeException e) {
        LOG.error("{} gives up its connection, for a mistake of this client", this, e);
        Batch.ofLoop().sent();
        forget();
        machine.down("a mistake of this client", System.nanoTime());
    }

    /// Carries out what has been collected.
    private void settle() {
        flush();
        Batch.ofLoop().clockStops();
        lastZxid = machine.lastZxid();
        deliveries.flush();
    }

    /// One attempt to connect, and the connection that comes of it.
    private final class Attempt implements LinkEvents {
        private final InetSocketAddress server;
        private Dialer.@Nullable Attempt dialled;
        private @Nullable SaslSteps sasl;

        Attempt(InetSocketAddress server) {
            this.server = server;
        }

        /// Nothing it tells counts any more.
        void end() {
            if (dialled != null) {
                dialled.end();
            }
            if (sasl != null) {
                sasl.end();
            }
        }

        private boolean isOver() {
            return attempt != this;
        }

        @Override
        public void up(Link up) {
            if (!isOver()) {
                link = up;
                SessionHost.this.server = server;
                happened(() -> machine.up(System.nanoTime()));
            }
        }

        @Override
        public void frame(byte[] bytes, int offset, int length) {
            if (!isOver()) {
                try {
                    machine.frame(bytes, offset, length, Batch.ofLoop().now());
                } catch (RuntimeException e) {
                    mistaken(e);
                }
                settleIfOver();
            }
        }

        @Override
        public void longFrame(byte[] bytes, int offset, int length, int frameLength) {
            if (!isOver()) {
                happened(
                        () ->
                                machine.longFrame(
                                        bytes, offset, length, frameLength, Batch.ofLoop().now()));
            }
        }

        /// There will be no pause if that frame was the last that counts.
        private void settleIfOver() {
            if (isOver()) {
                settle();
            }
        }

        @Override
        public void pause() {
            settle();
        }

        @Override
        public void writable() {
            if (!isOver()) {
                happened(() -> machine.pump(System.nanoTime()));
            }
        }

        @Override
        public void down(String why) {
            if (!isOver()) {
                forget();
                happened(() -> machine.down(why, System.nanoTime()));
            }
        }
    }

    // ---- the loop: what is to be done ----

    @Override
    public void findServer(long pauseMillis) {
        int number = ++search;
        if (pauseMillis > 0) {
            loop.schedule(() -> look(number), pauseMillis, TimeUnit.MILLISECONDS);
        } else {
            look(number);
        }
    }

    private void look(int number) {
        if (number != search) {
            return;
        }
        SharedThreads.blocking()
                .execute(
                        () -> {
                            InetSocketAddress found;
                            try {
                                found = settings.servers().next();
                            } catch (IOException | RuntimeException e) {
                                onLoop(
                                        number,
                                        () -> machine.serverNotFound(why(e), System.nanoTime()));
                                return;
                            }
                            onLoop(number, () -> machine.serverFound(found, System.nanoTime()));
                        });
    }

    private void onLoop(int number, Runnable event) {
        loop.execute(
                () -> {
                    if (number == search) {
                        happened(event);
                    }
                });
    }

    private static String why(Exception e) {
        return "no address: " + e;
    }

    @Override
    public void connect(InetSocketAddress server, int timeoutMillis) {
        Attempt begun = new Attempt(server);
        attempt = begun;
        TlsEngines tls = settings.tls();
        if (tls == null) {
            begun.dialled = dial(server, timeoutMillis, null, begun);
            return;
        }
        SharedThreads.blocking()
                .execute(
                        () -> {
                            SSLEngine engine;
                            try {
                                engine = tls.engine(server.getHostString(), server.getPort());
                            } catch (RuntimeException e) {
                                loop.execute(() -> begun.down("no TLS: " + e));
                                return;
                            }
                            loop.execute(
                                    () -> {
                                        if (!begun.isOver()) {
                                            begun.dialled =
                                                    dial(server, timeoutMillis, engine, begun);
                                        }
                                    });
                        });
    }

    private Dialer.Attempt dial(
            InetSocketAddress server, int timeoutMillis, @Nullable SSLEngine tls, Attempt events) {
        return Dialer.dial(loop, server, timeoutMillis, tls, settings.maxReplyBytes(), events);
    }

    @Override
    public void hangUp() {
        flush();
        search++;
        forget();
    }

    private void forget() {
        Attempt current = attempt;
        attempt = null;
        link = null;
        server = null;
        if (current != null) {
            current.end();
        }
    }

    @Override
    public JuteWriter out() {
        return Batch.ofLoop().out();
    }

    @Override
    public void flush() {
        Link open = link;
        JuteWriter out = Batch.ofLoop().out();
        if (out.size() > 0) {
            if (open != null) {
                open.send(out.array(), out.size());
            }
            Batch.ofLoop().sent();
        }
    }

    @Override
    public boolean isWritable() {
        Link open = link;
        return open != null && open.isWritable();
    }

    @Override
    public void deliver(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void placeFreed() {
        submissions.placeFreed();
    }

    @Override
    public void wakeBy(long nanos) {
        alarm.wakeBy(nanos);
    }

    @Override
    public void saslBegin() {
        SaslExchanges exchanges = settings.sasl();
        Attempt of = attempt;
        if (exchanges == null || of == null) {
            return;
        }
        SaslSteps steps =
                new SaslSteps(
                        () -> exchanges.exchange(of.server),
                        new SaslSteps.Answer() {
                            @Override
                            public void says(byte @Nullable [] token, boolean complete) {
                                during(of, now -> machine.saslSays(token, complete, now));
                            }

                            @Override
                            public void failed(String why) {
                                during(of, now -> machine.saslFailed(why, now));
                            }

                            @Override
                            public void hasNoLogin(String why) {
                                during(of, now -> machine.saslHasNoLogin(why, now));
                            }
                        });
        of.sasl = steps;
        steps.begin();
    }

    @Override
    public void saslAnswer(byte @Nullable [] challenge) {
        Attempt of = attempt;
        if (of != null && of.sasl != null) {
            of.sasl.answer(challenge);
        }
    }

    /// Has something happen on the loop, unless the connection is another one by then.
    private void during(Attempt of, LongConsumer event) {
        loop.execute(
                () -> {
                    if (!of.isOver()) {
                        happened(() -> event.accept(System.nanoTime()));
                    }
                });
    }

    @Override
    public void probe(int timeoutMillis) {
        Attempt of = attempt;
        if (of == null) {
            return;
        }
        SharedThreads.blocking()
                .execute(
                        () -> {
                            try {
                                InetSocketAddress other = settings.servers().next();
                                TlsEngines tls = settings.tls();
                                Dialer.askWhetherReadWrite(
                                        loop,
                                        other,
                                        timeoutMillis,
                                        tls == null
                                                ? null
                                                : tls.engine(
                                                        other.getHostString(), other.getPort()),
                                        readWrite ->
                                                during(
                                                        of,
                                                        now ->
                                                                machine.probed(
                                                                        other, readWrite, now)));
                            } catch (IOException | RuntimeException e) {
                                during(of, machine::probeFailed);
                            }
                        });
    }

    @Override
    public long random(long bound) {
        return ThreadLocalRandom.current().nextLong(bound);
    }

    @Override
    public String toString() {
        return machine.toString();
    }
}
