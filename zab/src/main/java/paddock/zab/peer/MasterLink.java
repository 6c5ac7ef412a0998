package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.zab.quorum.Member;

/// The link to the server that a learner learns from: its leader, or a follower that stands for it
/// where this server observes and followers serve observers.
final class MasterLink {
    /// How long a leader is left alone after it offered too old an epoch: it may lead for long.
    private static final long REFUSAL_PAUSE_MILLIS = 500;

    private final Context context;
    private final long leader;
    private final boolean observer;
    private long server;
    private long connectMillis = Long.MAX_VALUE;

    MasterLink(Context context, long leader, boolean observer) {
        this.context = context;
        this.leader = leader;
        this.observer = observer;
        server = leader;
    }

    /// The server at the other end, once it is being connected to.
    long server() {
        return server;
    }

    boolean isToLeader() {
        return server == leader;
    }

    /// As log lines call it.
    String name() {
        return isToLeader()
                ? "leader " + leader
                : "server %d, a follower of leader %d".formatted(server, leader);
    }

    /// Connects, now or when the pauses that there are to make are over.
    void begin() {
        connectMillis = Math.max(context.nowMillis, context.refusedMillis + REFUSAL_PAUSE_MILLIS);
        if (observer && !context.masters.isUnderWay()) {
            connectMillis +=
                    ObserverSettings.pause(
                            context.settings.observing().reconnectMillis(),
                            context.serverId(),
                            context.nowMillis);
        }
        connectIfDue();
    }

    /// When [#connectIfDue] has something to do.
    long deadlineMillis() {
        return connectMillis;
    }

    void connectIfDue() {
        Member member = context.configs.committed().members().get(leader);
        if (member != null && context.nowMillis >= connectMillis) {
            connectMillis = Long.MAX_VALUE;
            connect(member);
        }
    }

    private void connect(Member member) {
        Member follower = nextFollower();
        if (follower == null) {
            context.links.connect(member);
        } else {
            server = follower.id();
            context.links.connectMaster(follower);
        }
    }

    private @Nullable Member nextFollower() {
        return observer && context.settings.observerMasters()
                ? context.masters.next(context.configs.committed(), leader, context.nowMillis)
                : null;
    }

    /// The server at the other end has come to serve this one.
    void served() {
        if (observer) {
            context.masters.served(server);
        }
    }
}
