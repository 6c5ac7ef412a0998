package paddock.server.links;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.QuorumPacket;
import paddock.wire.jute.MalformedRecordException;
import paddock.zab.peer.PeerEvent;

import java.net.SocketAddress;

/// The link of one learner to this server. Belongs to the event loop.
final class LearnerLink extends ChannelInboundHandlerAdapter implements PeerLinks.Sender {
    private final LearnerLinks links;
    private final LinkSettings settings;
    private final Events events;
    private final Events.Source source = new Events.Source();
    private final long number;
    private final boolean forObservers;
    private final ReceiveBuffer received;

    private @Nullable Outbox outbox;
    private @Nullable Silence silence;
    private @Nullable Channel channel;
    private @Nullable SocketAddress peer;
    private String name = "";
    private boolean admitted;
    private boolean over;

    /// What this server's history was made of is in the outbox; from here on comes what is new.
    private boolean broughtUpToDate;

    /// How much of the outbox is from before that.
    private long backlogBytes;

    /// @param forObservers whether it is of the port where a follower serves observers
    LearnerLink(
            LearnerLinks links,
            LinkSettings settings,
            Events events,
            long number,
            boolean forObservers) {
        this.links = links;
        this.settings = settings;
        this.events = events;
        this.number = number;
        this.forObservers = forObservers;
        received = new ReceiveBuffer(settings.maxFieldBytes());
    }

    long number() {
        return number;
    }

    /// What the replica thread knows this link by.
    Events.Source source() {
        return source;
    }

    @Nullable SocketAddress peer() {
        return peer;
    }

    /// What tells the replica thread of this link.
    PeerEvent arrival() {
        return forObservers
                ? new PeerEvent.ObserverLinkUp(number)
                : new PeerEvent.LearnerLinkUp(number);
    }

    // ---- orders ----

    /// Adds something to send; the owner calls [#flush] when there is no more for now.
    void send(Parcel parcel) {
        Outbox out = outbox;
        if (out == null || over) {
            parcel.release();
            return;
        }
        backlogBytes = Math.min(backlogBytes, out.queuedBytes());
        out.add(parcel);
        if (parcel instanceof Parcel.ToLearner(LeaderMessage.NewLeader _)) {
            broughtUpToDate = true;
            backlogBytes = out.queuedBytes();
        }
        if (out.queuedBytes() > mostUnsentBytes()) {
            links.refusals()
                    .warn(
                            "disconnecting learner {}: it left {} bytes unread, more than {}",
                            name,
                            out.queuedBytes(),
                            mostUnsentBytes());
            end();
        }
    }

    private long mostUnsentBytes() {
        return forObservers && broughtUpToDate
                ? backlogBytes + settings.maxUnsentToObserver()
                : settings.maxUnsentBytes();
    }

    @Override
    public void flush() {
        Outbox out = outbox;
        if (out != null && !over) {
            out.send();
        }
    }

    /// Ends the link; nobody is told.
    void giveUp(String reason) {
        if (over) {
            return;
        }
        links.refusals().info("disconnecting learner {}: {}", name, reason);
        over = true;
        stopSilence();
        Outbox out = outbox;
        if (out != null) {
            out.end();
        }
    }

    /// Ends the link at once, because the server stops; nobody is told.
    void close() {
        over = true;
        stopSilence();
        discard();
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    // ---- what happens ----

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        Channel active = ctx.channel();
        channel = active;
        peer = active.remoteAddress();
        name = "at " + peer;
        admitted = links.admit(this, active);
        if (!admitted) {
            over = true;
            ctx.close();
            return;
        }
        active.config().setOption(ChannelOption.TCP_NODELAY, settings.leaderNodelay());
        outbox = new Outbox(active, links.scratch());
        silence =
                new Silence(
                        active.eventLoop(),
                        settings.initMillis(),
                        () -> {
                            links.refusals()
                                    .warn("disconnecting learner {}: it says nothing", name);
                            end();
                        });
        links.opened(this);
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        stopSilence();
        discard();
        Channel open = channel;
        if (open != null) {
            open.close();
        }
        events.put(source, new PeerEvent.LearnerLinkDown(number), 0);
        events.announce();
    }

    private void stopSilence() {
        Silence watch = silence;
        if (watch != null) {
            watch.stop();
        }
    }

    private void discard() {
        Outbox out = outbox;
        if (out != null) {
            out.discard();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!over) {
                received.append(bytes);
                take();
            }
        } finally {
            bytes.release();
        }
    }

    private void take() {
        try {
            int length = QuorumPacket.lengthIn(received.reader());
            while (length >= 0) {
                LearnerMessage message =
                        LearnerMessage.read(QuorumPacket.read(received.reader(length)));
                received.consume(length);
                if (message != null) {
                    arrived(message, length);
                }
                length = QuorumPacket.lengthIn(received.reader());
            }
            received.settle();
        } catch (MalformedRecordException e) {
            links.complain(name, String.valueOf(e.getMessage()));
            end();
        }
    }

    private void arrived(LearnerMessage message, int length) {
        if (message instanceof LearnerMessage.Info info) {
            name = info.serverId() + " at " + peer;
        }
        if (message instanceof LearnerMessage.Ack && silence != null) {
            // The first one says that it has the initial history: from now on we talk all the time.
            silence.limit(settings.syncMillis());
        }
        events.put(source, new PeerEvent.FromLearner(number, message), length + Parcel.SMALL_BYTES);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        Silence watch = silence;
        if (over || watch == null) {
            return;
        }
        watch.heard();
        events.announce();
        if (events.mustWait(() -> resume(ctx.channel(), watch))) {
            ctx.channel().config().setAutoRead(false);
            watch.excuse(true);
        }
    }

    private static void resume(Channel channel, Silence watch) {
        watch.excuse(false);
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Outbox out = outbox;
        if (out != null) {
            out.send();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (admitted) {
            links.closed(this);
            end();
            discard();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Transport.isOfNetwork(cause)) {
            links.refusals().info("the link of learner {} broke: {}", name, cause.getMessage());
        } else {
            links.refusals()
                    .error("disconnecting learner {} after an unexpected error", name, cause);
        }
        end();
        ctx.close();
    }
}
