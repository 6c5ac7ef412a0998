package paddock.server.links;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.wire.ensemble.InitialMessage.Address;
import paddock.zab.peer.PeerEvent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Another server, as seen from this one's election port: the link to it, if there is one, and the
/// one message that waits for it. Belongs to the event loop.
final class ElectionPeer {
    private static final Logger LOG = LoggerFactory.getLogger(ElectionPeer.class);

    // A server with a larger id was asked to connect, and gets this long before it is asked again:
    // being asked makes it drop the very connection it may just have made.
    private static final long CALL_BACK_NANOS = 500_000_000;

    private final ElectionLinks links;
    private final long id;

    /// From the configuration; empty for a stranger.
    private List<Address> configured = List.of();

    /// From the server itself.
    private List<Address> introduced = List.of();

    private byte @Nullable [] unsent;
    private byte @Nullable [] lastSent;
    private @Nullable Channel link;
    private @Nullable Connecting attempt;
    private boolean awaitingCall;
    private long askedToCallNanos;

    ElectionPeer(ElectionLinks links, long id) {
        this.links = links;
        this.id = id;
    }

    void configured(List<Address> addresses) {
        if (!configured.equals(addresses)) {
            boolean moved = !configured.isEmpty();
            configured = addresses;
            if (moved) {
                forgetLink();
            }
        }
    }

    void introduced(List<Address> addresses) {
        introduced = addresses;
    }

    boolean isLinked() {
        return link != null;
    }

    boolean isBusy() {
        return link != null || attempt != null;
    }

    /// Sends a message, in place of one that waits.
    void send(byte[] frame) {
        unsent = frame;
        if (link == null) {
            connect();
        } else {
            sendUnsent();
        }
    }

    /// Makes a link unless there is one, or will be.
    void connect() {
        if (isBusy() || awaitingCall && System.nanoTime() - askedToCallNanos < CALL_BACK_NANOS) {
            return;
        }
        awaitingCall = false;
        // What the server says of itself is newer than any configuration.
        Set<Address> addresses = new LinkedHashSet<>(introduced);
        addresses.addAll(configured);
        Connecting connecting =
                links.connecting(id, List.copyOf(addresses), this::connected, this::failed);
        attempt = connecting;
        connecting.start();
    }

    /// The server asks for a link: any that is there is dead as far as it knows.
    void callBack() {
        if (attempt != null) {
            return;
        }
        forgetLink();
        connect();
    }

    private void connected(Channel channel) {
        attempt = null;
        if (id > links.serverId()) {
            // It is for the larger id to connect. This connection only tells it that we are here.
            awaitingCall = true;
            askedToCallNanos = System.nanoTime();
            channel.writeAndFlush(Unpooled.wrappedBuffer(links.introduction()))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        channel.writeAndFlush(Unpooled.wrappedBuffer(links.introduction()), channel.voidPromise());
        adopt(channel);
    }

    private void failed(String reason) {
        attempt = null;
        LOG.debug("no election link to server {}: {}", id, reason);
        links.happened(new PeerEvent.ElectionLinkDown(id));
        links.forgetIfStranger(id, this);
    }

    /// Takes a connection as the link to this server, in place of any other.
    void adopt(Channel channel) {
        Connecting connecting = attempt;
        if (connecting != null) {
            connecting.cancel();
            attempt = null;
        }
        awaitingCall = false;
        forgetLink();
        link = channel;
        LOG.debug("election link to server {}: {}", id, channel);
        links.happened(new PeerEvent.ElectionLinkUp(id));
        if (unsent == null) {
            // The last message may have got lost with the link before.
            unsent = lastSent;
        }
        sendUnsent();
    }

    /// Sends what waits, as soon as what was sent before is gone.
    void sendUnsent() {
        Channel channel = link;
        byte[] frame = unsent;
        if (channel != null && frame != null && channel.isWritable()) {
            unsent = null;
            lastSent = frame;
            channel.writeAndFlush(Unpooled.wrappedBuffer(frame), channel.voidPromise());
        }
    }

    /// A connection ended.
    void closed(Channel channel) {
        if (channel.equals(link)) {
            link = null;
            LOG.debug("election link to server {} ended", id);
            links.happened(new PeerEvent.ElectionLinkDown(id));
            links.forgetIfStranger(id, this);
        }
    }

    private void forgetLink() {
        Channel channel = link;
        if (channel != null) {
            link = null;
            channel.close();
        }
    }

    /// Ends everything; nobody is told.
    void close() {
        Connecting connecting = attempt;
        if (connecting != null) {
            connecting.cancel();
            attempt = null;
        }
        forgetLink();
    }
}
