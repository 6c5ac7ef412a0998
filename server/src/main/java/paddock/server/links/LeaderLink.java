package paddock.server.links;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.database.Database;
import paddock.storage.snapshot.InvalidSnapshotException;
import paddock.wire.ensemble.InitialMessage.Address;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.QuorumPacket;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.jute.ScratchWriter;
import paddock.zab.peer.PeerEvent;

import java.util.List;
import java.util.function.Supplier;

/// The link of a learner to its leader, or the follower that stands for it, from the attempt to
/// make it to its end. Belongs to the event loop.
///
/// One object is one link: it is replaced, never used again.
final class LeaderLink implements PeerLinks.Sender {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLink.class);

    private final LinkSettings settings;
    private final LinkSecurity security;
    private final Supplier<Database.Builder> builders;
    private final ScratchWriter scratch;
    private final Events events;
    private final Events.Source source;
    private final LeaderConnecting connecting;
    private final ReceiveBuffer received;
    private final long leader;

    private @Nullable Outbox outbox;
    private @Nullable Silence silence;
    private @Nullable Channel channel;
    private @Nullable SnapshotIntake intake;
    private boolean over;

    /// @param source what the replica thread knows this link by
    LeaderLink(
            long leader,
            LinkSettings settings,
            Transport transport,
            Resolver resolver,
            LinkSecurity security,
            Supplier<Database.Builder> builders,
            ScratchWriter scratch,
            Events events,
            Events.Source source) {
        this.leader = leader;
        this.settings = settings;
        this.security = security;
        this.builders = builders;
        this.scratch = scratch;
        this.events = events;
        this.source = source;
        received = new ReceiveBuffer(settings.maxFieldBytes());
        connecting =
                new LeaderConnecting(
                        transport,
                        resolver,
                        settings,
                        this::equip,
                        this::connected,
                        reason -> fail("cannot connect to server " + leader + ": " + reason));
    }

    // ---- orders ----

    void connect(List<Address> addresses) {
        connecting.start(addresses);
    }

    /// Adds a message; the owner calls [#flush] when there are no more for now.
    void send(LearnerMessage message) {
        Outbox out = outbox;
        if (out == null || over) {
            return;
        }
        out.add(new Parcel.ToLeader(message));
        if (out.queuedBytes() > settings.maxUnsentBytes()) {
            fail("the leader left " + out.queuedBytes() + " bytes unread");
        }
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
        LOG.info("leaving leader {}: {}", leader, reason);
        over = true;
        connecting.cancel();
        stopListening();
        Outbox out = outbox;
        if (out != null) {
            out.end();
        }
    }

    /// Ends the link at once, because the server stops; nobody is told.
    void close() {
        over = true;
        connecting.cancel();
        stopListening();
        abort();
    }

    // ---- what happens ----

    private void equip(Channel fresh) {
        security.secure(fresh, LinkSecurity.Port.QUORUM, true);
        fresh.config().setOption(ChannelOption.TCP_NODELAY, settings.learnerNodelay());
        fresh.config().setAutoRead(false);
        fresh.pipeline().addLast(new Handler());
    }

    private void connected(Channel fresh) {
        channel = fresh;
        outbox = new Outbox(fresh, scratch);
        silence =
                new Silence(
                        fresh.eventLoop(),
                        settings.initMillis(),
                        () -> fail("the leader says nothing"));
        events.put(source, new PeerEvent.LeaderLinkUp(), 0);
        events.announce();
        fresh.config().setAutoRead(true);
    }

    private void fail(String reason) {
        if (over) {
            return;
        }
        over = true;
        connecting.cancel();
        stopListening();
        abort();
        events.put(source, new PeerEvent.LeaderLinkDown(reason), 0);
        events.announce();
    }

    private void abort() {
        Outbox out = outbox;
        if (out != null) {
            out.discard();
        }
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    private void stopListening() {
        intake = null;
        Silence watch = silence;
        if (watch != null) {
            watch.stop();
        }
    }

    private void take() {
        try {
            while (!over && takeOne()) {}
            received.settle();
        } catch (MalformedRecordException | InvalidSnapshotException e) {
            fail("the leader sent nonsense: " + e.getMessage());
        }
    }

    private boolean takeOne() {
        SnapshotIntake tree = intake;
        if (tree != null) {
            received.consume(tree.take(received.array(), received.start(), received.size()));
            if (!tree.isComplete()) {
                return false;
            }
            intake = null;
            return arrived(tree);
        }
        int length = QuorumPacket.lengthIn(received.reader());
        if (length < 0) {
            return false;
        }
        LeaderMessage message = LeaderMessage.read(QuorumPacket.read(received.reader(length)));
        received.consume(length);
        if (message instanceof LeaderMessage.Snap(long zxid)) {
            intake = new SnapshotIntake(builders.get(), settings.maxFieldBytes(), zxid);
        } else if (message != null) {
            if (message instanceof LeaderMessage.NewLeader && silence != null) {
                silence.limit(settings.syncMillis());
            }
            events.put(source, new PeerEvent.FromLeader(message), length + Parcel.SMALL_BYTES);
        }
        return true;
    }

    private boolean arrived(SnapshotIntake tree) {
        ReceivedSnapshot snapshot;
        try {
            snapshot = tree.snapshot();
        } catch (IllegalStateException e) {
            fail("the leader sent a tree that contradicts itself: " + e.getMessage());
            return false;
        }
        events.put(source, new PeerEvent.SnapshotArrived(snapshot), 0);
        return true;
    }

    private final class Handler extends ChannelInboundHandlerAdapter {
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

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            Outbox out = outbox;
            if (out != null) {
                out.send();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (ctx.channel().equals(channel)) {
                fail("the leader closed the connection");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (Transport.isOfNetwork(cause)) {
                fail("the connection broke: " + cause.getMessage());
            } else {
                LOG.error("leaving leader {} after an unexpected error", leader, cause);
                fail("an unexpected error: " + cause);
            }
            ctx.close();
        }
    }

    private static void resume(Channel channel, Silence watch) {
        watch.excuse(false);
        channel.config().setAutoRead(true);
    }
}
