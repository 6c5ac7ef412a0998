package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.zab.election.ElectionPort;
import paddock.zab.election.ElectionSettings;
import paddock.zab.election.Elector;
import paddock.zab.election.Vote;
import paddock.zab.port.Links;
import paddock.zab.port.PeerListener;
import paddock.zab.port.Service;
import paddock.zab.port.Store;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;
import paddock.zab.quorum.Reconfiguration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// One server's part in the ensemble.
///
/// Everything that happens comes through [#step], with the time in milliseconds of a clock that
/// never goes back; what follows leaves through the ports. [Service] tells when [#propose] (as a
/// leader) or [#forward] (as a learner) may be called. One thread only.
public final class Peer {
    private final Context context;

    private final EarlyLearners early;
    private Role role;

    /// A peer whose service contains all of its log, and of which nobody hears. [#start] begins.
    public Peer(PeerSettings settings, Configs configs, Links links, Store store, Service service) {
        this(settings, ElectionSettings.DEFAULT, configs, links, store, service, PeerListener.NONE);
    }

    /// The same with other settings for elections, and heard of.
    public Peer(
            PeerSettings settings,
            ElectionSettings electionSettings,
            Configs configs,
            Links links,
            Store store,
            Service service,
            PeerListener listener) {
        History history = new History(store, service, settings.committedLogCount());
        Elector elector =
                new Elector(
                        settings.serverId(),
                        history.lastLoggedZxid(),
                        store.currentEpoch(),
                        configs,
                        new Election(),
                        electionSettings);
        context = new Context(settings, configs, links, store, service, history, elector, listener);
        early = new EarlyLearners(context);
        role = new Looking(context, false);
    }

    /// Begins to look for a leader.
    public void start(long nowMillis) {
        context.nowMillis = nowMillis;
        context.becomeUnavailable(true);
        role.enter();
        changeRole();
    }

    /// Something happened, at that time.
    public void step(PeerEvent event, long nowMillis) {
        context.nowMillis = nowMillis;
        switch (event) {
            case PeerEvent.Ticked() -> {
                if (nowMillis >= context.elector.deadlineMillis()) {
                    context.elector.tick(nowMillis);
                }
                if (nowMillis >= role.deadlineMillis()) {
                    role.step(event);
                }
                if (role instanceof Learning) {
                    early.dropOverdue();
                }
            }
            case PeerEvent.Notified(var from, var notification) ->
                    context.elector.received(from, notification, nowMillis);
            case PeerEvent.ElectionLinkUp(var from) -> context.elector.linkUp(from, nowMillis);
            case PeerEvent.ElectionLinkDown(var from) -> context.elector.linkDown(from, nowMillis);
            case PeerEvent.Durable(var zxid) -> {
                context.history.durable(zxid);
                role.step(event);
            }
            case PeerEvent.SnapshotSaved saved -> {
                context.history.saved();
                role.step(event);
            }
            default -> {
                if (role instanceof Leading || !early.keep(event)) {
                    role.step(event);
                }
            }
        }
        changeRole();
    }

    /// When a [PeerEvent.Ticked] is due at the latest.
    public long deadlineMillis() {
        return Math.min(
                Math.min(context.elector.deadlineMillis(), role.deadlineMillis()),
                role instanceof Learning ? early.deadlineMillis() : Long.MAX_VALUE);
    }

    // ---- for the service ----

    /// Proposes a transaction with the next zxid. Between [Service#lead] and [Service#suspend]
    /// only.
    public void propose(EncodedTxn txn, long nowMillis) {
        if (!(role instanceof Leading leading)) {
            throw new IllegalStateException("no leader, and asked to propose " + txn);
        }
        context.nowMillis = nowMillis;
        leading.propose(txn);
        changeRole();
    }

    /// What a request to change the membership comes to; nothing has changed until the transaction
    /// with its outcome is [proposed][#propose]. Who does not lead any more refuses it.
    ///
    /// @param zxid of that transaction
    public Reconfiguration reconfiguration(Request.Reconfig request, long zxid) {
        if (!(role instanceof Leading leading)) {
            return new Reconfiguration.Refused(
                    ErrorCode.NEW_CONFIG_NO_QUORUM, "this server does not lead any more");
        }
        return leading.reconfiguration(request, zxid);
    }

    /// Asks the leader to order a request. Between [Service#follow] and [Service#suspend] only.
    public void forward(LearnerMessage message) {
        if (message instanceof LearnerMessage.Revalidate) {
            context.listener.revalidating();
        }
        context.links.toLeader(message);
    }

    /// Answers a learner.
    public void answer(long link, LeaderMessage message) {
        context.links.toLearner(link, message);
    }

    /// Whether a learner of this leader, or an observer of this follower, counts on being answered
    /// in the order of commits.
    public boolean countsOnOrder(long link) {
        return switch (role) {
            case Looking looking -> false;
            case Learning learning -> learning.countsOnOrder(link);
            case Leading leading -> leading.countsOnOrder(link);
        };
    }

    /// As a leader: answers a learner once `zxid` is committed, before anything later is.
    public void answerAfter(long link, long zxid, LeaderMessage message) {
        if (role instanceof Leading leading) {
            leading.answerAfter(link, zxid, message);
        }
    }

    /// As a leader: runs `proven` once a quorum has shown that it still follows, or never.
    public void proveLeadership(Runnable proven) {
        if (role instanceof Leading leading) {
            leading.prove(proven);
        }
    }

    /// The last transaction that is logged here, or is being logged; -1 where there is no history.
    public long lastLoggedZxid() {
        return context.history.lastLoggedZxid();
    }

    /// What is logged and not committed, oldest first.
    public Collection<EncodedTxn> uncommitted() {
        return context.history.tail();
    }

    /// As a leader: lets another server lead, a named one or with -1 the best.
    ///
    /// @return why it cannot be done; null where it has begun, as [#isHandingOver] tells until it
    ///   is complete
    public @Nullable HandOverRefusal handOver(long target, long nowMillis) {
        context.nowMillis = nowMillis;
        HandOverRefusal refusal =
                role instanceof Leading leading
                        ? leading.handOver(target)
                        : HandOverRefusal.NOT_LEADING;
        changeRole();
        return refusal;
    }

    /// Whether a hand-over has begun and waits for what was proposed before.
    public boolean isHandingOver() {
        return role instanceof Leading leading && leading.isHandingOver();
    }

    // ---- what it is doing ----

    public long serverId() {
        return context.serverId();
    }

    /// What this server is doing.
    public ServerState state() {
        return context.elector.state();
    }

    /// The leader this server follows or is, or -1.
    public long leader() {
        return switch (role) {
            case Looking looking -> -1;
            case Learning learning -> learning.leader();
            case Leading leading -> context.serverId();
        };
    }

    /// The server that a learner is connected to: the leader, or a follower that serves observers;
    /// -1 where there is none.
    public long master() {
        return role instanceof Learning learning ? learning.master() : -1;
    }

    /// Whether it is in the last phase: broadcasting, or served by who does.
    public boolean isEstablished() {
        return switch (role) {
            case Looking looking -> false;
            case Learning learning -> learning.isServing();
            case Leading leading -> leading.isBroadcasting();
        };
    }

    /// What the state has come to, in the words of the reference: `discovery`, `synchronization` or
    /// `broadcast`; empty in an election.
    public String phase() {
        return switch (role) {
            case Looking looking -> "";
            case Learning learning -> learning.phaseName();
            case Leading leading -> leading.phaseName();
        };
    }

    /// The epoch of the history.
    public long currentEpoch() {
        return context.store.currentEpoch();
    }

    /// The learners of this leader, or the observers of this follower.
    public List<LearnerView> learners() {
        return switch (role) {
            case Looking looking -> List.of();
            case Learning learning -> views(learning.observers());
            case Leading leading -> views(leading.followers());
        };
    }

    private List<LearnerView> views(Iterable<Follower> learners) {
        List<LearnerView> views = new ArrayList<>();
        for (Follower follower : learners) {
            if (follower.isAtLeast(Follower.Stage.INTRODUCED)) {
                views.add(
                        new LearnerView(
                                follower.link,
                                follower.serverId,
                                follower.observer,
                                context.configs.committed().isVoter(follower.serverId),
                                follower.isAtLeast(Follower.Stage.SYNCHRONISED)));
            }
        }
        return views;
    }

    /// A learner, for those who look on.
    public record LearnerView(
            long link, long serverId, boolean observer, boolean voter, boolean synchronised) {}

    // ---- roles ----

    private void changeRole() {
        for (Context.Next next = context.takeNext(); next != null; next = context.takeNext()) {
            role.leave();
            context.becomeUnavailable(false);
            context.links.roleChanged(next.reason());
            switch (next.kind()) {
                case LOOK ->
                        role =
                                new Looking(
                                        context,
                                        role instanceof Learning learning && learning.isObserver());
                case LEAD -> {
                    settle(next.leader(), ServerState.LEADING);
                    role = new Leading(context);
                }
                case LEARN -> {
                    settle(
                            next.leader(),
                            context.isObserver() ? ServerState.OBSERVING : ServerState.FOLLOWING);
                    role = new Learning(context, next.leader());
                }
            }
            role.enter();
            if (role instanceof Leading) {
                early.replay(role::step);
            }
        }
    }

    private void settle(long leader, ServerState state) {
        Vote vote = context.elector.currentVote();
        if (vote.leader() == leader && context.elector.state() == state) {
            return;
        }
        context.elector.settle(
                state,
                new Vote(
                        leader,
                        context.history.lastLoggedZxid(),
                        vote.electionEpoch(),
                        vote.peerEpoch()));
    }

    private final class Election implements ElectionPort {
        @Override
        public void send(long serverId, Notification notification) {
            context.links.notify(serverId, notification);
        }

        @Override
        public void connectAll() {
            context.links.connectElection();
        }

        @Override
        public void elected(Vote vote, ServerState state) {
            context.listener.elected(context.nowMillis - context.lookingSinceMillis);
            context.next(
                    state == ServerState.LEADING ? Context.Next.Kind.LEAD : Context.Next.Kind.LEARN,
                    vote.leader(),
                    "elected server " + vote.leader());
        }

        @Override
        public void learned(QuorumConfig config) {
            if (context.settings.reconfigEnabled()) {
                Reconfigs.learn(context, config);
            }
        }

        @Override
        public void seenLooking(long serverId) {
            if (role instanceof Leading leading) {
                leading.seenLooking(serverId);
            }
        }
    }
}
