package paddock.server.links;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.server.refusal.Refusals;
import paddock.wire.ensemble.InitialMessage;
import paddock.wire.ensemble.InitialMessage.Address;
import paddock.wire.ensemble.Notification;
import paddock.wire.jute.JuteWriter;
import paddock.zab.peer.PeerEvent;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The links of the election port, one to each server (ensemble protocol reference, section 2).
///
/// Of two servers the one with the larger id connects. The other one may connect too, to say that
/// it is there; the larger one then closes that connection and makes one of its own. Belongs to the
/// event loop.
final class ElectionLinks {
    private static final Logger LOG = LoggerFactory.getLogger(ElectionLinks.class);

    // Anything unsent makes a channel unwritable: one message on the way, one behind it, no queue.
    private static final WriteBufferWaterMark NO_QUEUE = new WriteBufferWaterMark(1, 1);

    private final LinkSettings settings;
    private final Transport transport;
    private final Resolver resolver;
    private final LinkSecurity security;
    private final Events events;
    private final Refusals refusals = new Refusals(LOG);
    private final Map<Long, ElectionPeer> peers = new TreeMap<>();
    private Membership membership;
    private long nextAnonymousId = -1;
    private int unknownConnections;
    private boolean closed;

    ElectionLinks(
            LinkSettings settings,
            Transport transport,
            Resolver resolver,
            LinkSecurity security,
            Events events,
            Membership membership) {
        this.settings = settings;
        this.transport = transport;
        this.resolver = resolver;
        this.security = security;
        this.events = events;
        this.membership = membership;
        membershipChanged(membership);
    }

    /// What the listener puts into the pipeline of a connection.
    ChannelHandler acceptor() {
        return new ElectionChannel(this, settings);
    }

    long serverId() {
        return settings.serverId();
    }

    // ---- orders ----

    void membershipChanged(Membership changed) {
        membership = changed;
        for (Long id : List.copyOf(peers.keySet())) {
            if (id >= 0 && !changed.others().containsKey(id)) {
                close(id);
            }
        }
        changed.others()
                .forEach(
                        (id, addresses) ->
                                peers.computeIfAbsent(id, each -> new ElectionPeer(this, each))
                                        .configured(addresses));
    }

    void send(long id, Notification notification) {
        if (id == settings.serverId()) {
            events.put(null, new PeerEvent.Notified(id, notification), 0);
            events.announce();
            return;
        }
        ElectionPeer peer = peers.get(id);
        if (peer != null) {
            peer.send(frame(notification));
            events.announce();
        }
    }

    void connectAll() {
        for (ElectionPeer peer : List.copyOf(peers.values())) {
            peer.connect();
        }
        events.announce();
    }

    void close() {
        closed = true;
        List.copyOf(peers.keySet()).forEach(this::close);
    }

    private void close(long id) {
        ElectionPeer peer = peers.remove(id);
        if (peer != null) {
            peer.close();
        }
    }

    private static byte[] frame(Notification notification) {
        JuteWriter out = new JuteWriter(512);
        out.writeInt(0);
        notification.write(out);
        out.setInt(0, out.size() - 4);
        return out.toByteArray();
    }

    // ---- what connections tell ----

    /// Counts a connection of which it is not known yet who it is.
    ///
    /// @return whether there may be another one
    boolean admit(Channel channel) {
        if (closed || unknownConnections >= settings.maxStrangers()) {
            refusals.warn(
                    "refusing election connection of {}: {}",
                    channel.remoteAddress(),
                    "there are "
                            + unknownConnections
                            + " connections already of servers that did not say who they are");
            return false;
        }
        unknownConnections++;
        return true;
    }

    void identifiedOrGone() {
        unknownConnections--;
    }

    /// A connection that somebody else opened says who it is.
    ///
    /// @return the id under which it is a link now, or the own one where it is none
    long introduced(Channel channel, InitialMessage message) {
        long id = message.serverId();
        if (id == InitialMessage.ANONYMOUS) {
            // Nobody can connect back to a server without id, so the connection is kept.
            id = nextAnonymousId--;
        } else if (id == settings.serverId()) {
            complain(channel, "it says that it is server " + id + ", as this one is");
            return settings.serverId();
        } else if (id < 0) {
            complain(channel, "it says that it is server " + id + ", which is no id");
            return settings.serverId();
        }
        ElectionPeer peer = peers.get(id);
        if (peer == null) {
            if (strangers() >= settings.maxStrangers()) {
                complain(
                        channel,
                        "server " + id + " is no member, and so are " + strangers() + " others");
                return settings.serverId();
            }
            peer = new ElectionPeer(this, id);
            peers.put(id, peer);
        }
        peer.introduced(message.reachableAddresses());
        if (id >= 0 && id < settings.serverId()) {
            channel.close();
            peer.callBack();
            return settings.serverId();
        }
        channel.config().setOption(ChannelOption.SO_KEEPALIVE, settings.tcpKeepAlive());
        prepare(channel);
        peer.adopt(channel);
        return id;
    }

    void received(long id, Notification notification, int bytes) {
        events.put(null, new PeerEvent.Notified(id, notification), bytes);
    }

    void writable(long id) {
        ElectionPeer peer = peers.get(id);
        if (peer != null) {
            peer.sendUnsent();
        }
    }

    void ended(long id, Channel channel) {
        ElectionPeer peer = peers.get(id);
        if (peer != null) {
            peer.closed(channel);
        }
        events.announce();
    }

    /// Says what a peer did wrong; the caller closes the connection.
    void complain(Channel channel, String what) {
        refusals.warn("closing election connection of {}: {}", channel.remoteAddress(), what);
    }

    /// Everything that had arrived on a connection was taken.
    ///
    /// @return whether it should not be read until `resume` is called
    boolean readComplete(Runnable resume) {
        events.announce();
        return events.mustWait(resume);
    }

    // ---- what peers need ----

    void happened(PeerEvent event) {
        events.put(null, event, 0);
        events.announce();
    }

    /// Keeps nothing of a server that is no member and has no link any more.
    void forgetIfStranger(long id, ElectionPeer peer) {
        if (!membership.others().containsKey(id) && !peer.isBusy()) {
            peers.remove(id, peer);
        }
    }

    Connecting connecting(
            long id,
            List<Address> addresses,
            Consumer<Channel> connected,
            Consumer<String> failed) {
        return new Connecting(
                transport,
                resolver,
                addresses,
                settings.electionConnectMillis(),
                channel -> {
                    security.secure(channel, LinkSecurity.Port.ELECTION, true);
                    channel.config().setOption(ChannelOption.SO_KEEPALIVE, settings.tcpKeepAlive());
                    prepare(channel);
                    channel.pipeline().addLast(new ElectionChannel(this, settings, id));
                },
                connected,
                failed);
    }

    private void prepare(Channel channel) {
        channel.config().setWriteBufferWaterMark(NO_QUEUE);
        transport.limitUnconfirmed(channel, settings.syncMillis());
    }

    /// The message that this server begins a connection with.
    byte[] introduction() {
        JuteWriter out = new JuteWriter(128);
        new InitialMessage(settings.serverId(), membership.own().election()).write(out);
        return out.toByteArray();
    }

    private long strangers() {
        return peers.keySet().stream().filter(id -> !membership.others().containsKey(id)).count();
    }
}
