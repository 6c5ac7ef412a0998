package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.zab.election.Elector;
import paddock.zab.port.Links;
import paddock.zab.port.PeerListener;
import paddock.zab.port.Service;
import paddock.zab.port.Store;
import paddock.zab.quorum.Configs;

/// What outlives the roles of a peer: its settings, ports, memberships, votes and history.
final class Context {
    final PeerSettings settings;
    final Configs configs;
    final Links links;
    final Store store;
    final Service service;
    final History history;
    final Elector elector;
    final PeerListener listener;
    final MasterRound masters;

    /// The time of the event being handled, in milliseconds.
    long nowMillis;

    /// The newest epoch that a server was heard to have accepted; the next one led is above it.
    long heardEpoch;

    /// When a leader of too old an epoch was last refused.
    long refusedMillis = Long.MIN_VALUE / 2;

    /// When the last election began.
    long lookingSinceMillis;

    /// When clients could be served last, or the peer began.
    private long availableMillis;

    private boolean available;

    private @Nullable Next next;

    /// What a role that ends is followed by.
    ///
    /// @param reason for the log
    record Next(Kind kind, long leader, String reason) {
        enum Kind {
            LOOK,
            LEAD,
            LEARN
        }
    }

    Context(
            PeerSettings settings,
            Configs configs,
            Links links,
            Store store,
            Service service,
            History history,
            Elector elector,
            PeerListener listener) {
        this.settings = settings;
        this.configs = configs;
        this.links = links;
        this.store = store;
        this.service = service;
        this.history = history;
        this.elector = elector;
        this.listener = listener;
        masters = new MasterRound(settings.serverId());
    }

    /// Clients can be served from now on.
    void becomeAvailable(boolean leads) {
        available = true;
        listener.available(leads, nowMillis - availableMillis);
    }

    /// A role has ended, or the peer begins.
    void becomeUnavailable(boolean beginning) {
        if (available || beginning) {
            available = false;
            availableMillis = nowMillis;
        }
    }

    long serverId() {
        return settings.serverId();
    }

    /// Whether this server counts when nothing but roles in the membership is asked for.
    boolean isObserver() {
        var member = configs.committed().members().get(serverId());
        return member != null && !member.isParticipant();
    }

    /// Ends the role once the event is handled; the first reason counts.
    void next(Next.Kind kind, long leader, String reason) {
        if (next == null) {
            next = new Next(kind, leader, reason);
        }
    }

    void look(String reason) {
        next(Next.Kind.LOOK, 0, reason);
    }

    /// Whether the role has ended and only waits to be replaced.
    boolean isEnding() {
        return next != null;
    }

    @Nullable Next takeNext() {
        Next taken = next;
        next = null;
        return taken;
    }
}
