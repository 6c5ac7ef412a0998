package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Zxid;
import paddock.wire.protocol.Request;
import paddock.zab.peer.Follower.Stage;
import paddock.zab.quorum.Reconfiguration;

/// Leads, or tries to (ensemble protocol reference, sections 6 and 9).
///
/// [Discovery] finds an epoch that is newer than all that a quorum has promised; [Synchronisation]
/// gives a quorum the history of this server; then transactions are [broadcast][Broadcast]. Each
/// stage waits for a quorum, for [PeerSettings#initLimit] ticks at most.
final class Leading implements Role {
    /// Where a new epoch is begun, long before the numbers end.
    private static final long ROLL_OVER_COUNTER = Zxid.LAST_COUNTER - 100_000;

    private enum Phase {
        /// A quorum has to say what it promised.
        DISCOVERY,
        /// A quorum has to promise the new epoch.
        PROMISES,
        /// A quorum has to have the initial history.
        SYNCHRONISATION,
        BROADCAST
    }

    private final Context context;
    private final Followers followers;
    private final Discovery discovery;
    private final Synchronisation synchronisation;
    private final Broadcast broadcast;
    private final LeadershipProof proof;
    private final HandOver handOver;

    private Phase phase = Phase.DISCOVERY;
    private long phaseDeadlineMillis;
    private long enteredMillis;
    private long nextPingMillis;

    Leading(Context context) {
        this.context = context;
        followers = new Followers(context);
        discovery = new Discovery(context, followers);
        synchronisation = new Synchronisation(context, followers);
        broadcast = new Broadcast(context, followers);
        proof = new LeadershipProof(context, followers, broadcast);
        handOver = new HandOver(context, followers, broadcast);
    }

    boolean isBroadcasting() {
        return phase == Phase.BROADCAST;
    }

    String phaseName() {
        return switch (phase) {
            case DISCOVERY, PROMISES -> "discovery";
            case SYNCHRONISATION -> "synchronization";
            case BROADCAST -> "broadcast";
        };
    }

    boolean isHandingOver() {
        return handOver.isUnderWay();
    }

    Iterable<Follower> followers() {
        return followers;
    }

    @Override
    public void enter() {
        discovery.begin();
        enteredMillis = context.nowMillis;
        phaseDeadlineMillis = context.nowMillis + context.settings.initMillis();
        nextPingMillis = context.nowMillis + context.settings.tickMillis() / 2;
        decideEpoch();
    }

    @Override
    public void leave() {
        followers.disconnectAll("this server does not lead any more");
        if (phase == Phase.BROADCAST) {
            context.service.suspend();
        }
    }

    @Override
    public long deadlineMillis() {
        return nextPingMillis;
    }

    @Override
    public void step(PeerEvent event) {
        switch (event) {
            case PeerEvent.Ticked() -> tick();
            case PeerEvent.LearnerLinkUp(var link) -> followers.connected(link);
            case PeerEvent.ObserverLinkUp(var link) ->
                    context.links.disconnectLearner(
                            link, "the leader serves observers at its other port");
            case PeerEvent.LearnerLinkDown(var link) -> lost(link);
            case PeerEvent.FromLearner(var link, var message) -> {
                Follower follower = followers.get(link);
                if (follower != null) {
                    follower.heardMillis = context.nowMillis;
                    received(follower, message);
                }
            }
            case PeerEvent.Durable durable -> {
                completePromises();
                establish();
                commit();
            }
            case PeerEvent.SnapshotSaved saved -> {}
            case PeerEvent.LeaderLinkUp() -> {}
            case PeerEvent.LeaderLinkDown down -> {}
            case PeerEvent.FromLeader from -> {}
            case PeerEvent.SnapshotArrived arrived -> {}
            case PeerEvent.Notified notified -> {}
            case PeerEvent.ElectionLinkUp up -> {}
            case PeerEvent.ElectionLinkDown down -> {}
        }
    }

    private void received(Follower follower, LearnerMessage message) {
        switch (message) {
            case LearnerMessage.Info info -> introduced(follower, info);
            case LearnerMessage.AckEpoch ack -> promised(follower, ack);
            case LearnerMessage.Ack(var zxid) -> acknowledged(follower, zxid);
            case LearnerMessage.Pong(var zxid, var sessions) -> {
                follower.pingsAnswered++;
                if (follower.isAtLeast(Stage.SERVING)) {
                    context.service.touched(follower.link, sessions);
                }
                proof.answered();
            }
            case LearnerMessage.Revalidate revalidate -> {
                if (serves(follower)) {
                    context.service.revalidate(follower.link, revalidate);
                }
            }
            case LearnerMessage.Request request -> {
                if (serves(follower)) {
                    context.service.requested(follower.link, request);
                }
            }
        }
    }

    private boolean serves(Follower follower) {
        if (follower.isAtLeast(Stage.SYNCHRONISED) && phase == Phase.BROADCAST) {
            return true;
        }
        drop(follower, "it asked for something before it was up to date");
        return false;
    }

    // ---- discovery ----

    /// A server that voted for this one looks for a leader again: it will hardly come.
    void seenLooking(long serverId) {
        int patience = context.settings.epochWaitMillis();
        if (phase == Phase.DISCOVERY
                && patience >= 0
                && context.elector.votedForResult(serverId)
                && context.nowMillis - enteredMillis > patience) {
            context.listener.turnedAwayFrom();
            context.look("server %d has turned away before it followed".formatted(serverId));
        }
    }

    private void introduced(Follower follower, LearnerMessage.Info info) {
        String refusal = followers.refusal(follower, info);
        if (refusal != null) {
            drop(follower, refusal);
            return;
        }
        for (Follower other : followers.earlier(info.serverId())) {
            drop(other, "the server is here again");
        }
        follower.introduce(info, context.settings.features());
        if (info.acceptedEpoch() > discovery.epoch()
                && followers.isVoter(follower)
                && phase == Phase.BROADCAST) {
            // It promised itself to a leader that came to nothing, and may follow no older epoch. A
            // new one of this leader takes it back in, where all members know how.
            context.heardEpoch = info.acceptedEpoch();
            handOver.begin(context.serverId());
        }
        if (phase == Phase.DISCOVERY) {
            discovery.raiseAbove(info.acceptedEpoch());
            decideEpoch();
        } else {
            discovery.offer(follower);
        }
    }

    private void decideEpoch() {
        if (discovery.isDecided()) {
            enterPhase(Phase.PROMISES);
            discovery.decide();
            completePromises();
        }
    }

    private void promised(Follower follower, LearnerMessage.AckEpoch ack) {
        if (follower.stage != Stage.OFFERED) {
            drop(follower, "it promised an epoch that it was not offered");
            return;
        }
        if (phase == Phase.PROMISES && discovery.isAhead(ack)) {
            if (followers.isVoter(follower)) {
                context.look("server " + follower.serverId + " is ahead");
            }
            drop(follower, "its history is ahead of this server's");
            return;
        }
        follower.stage = Stage.PROMISED;
        follower.promisedEpoch = ack.currentEpoch();
        follower.lastLoggedZxid = ack.lastLoggedZxid();
        if (phase == Phase.PROMISES) {
            completePromises();
        } else {
            synchronise(follower);
        }
    }

    private void completePromises() {
        if (phase == Phase.PROMISES && discovery.isPromised()) {
            discovery.enterEpoch();
            enterPhase(Phase.SYNCHRONISATION);
            synchroniseWaiting();
            establish();
        }
    }

    // ---- synchronisation ----

    private void synchroniseWaiting() {
        for (Follower follower : followers.all()) {
            if (follower.stage == Stage.PROMISED && !context.isEnding()) {
                synchronise(follower);
            }
        }
    }

    private void synchronise(Follower follower) {
        switch (synchronisation.begin(follower)) {
            case BEGUN -> {
                if (!follower.observer) {
                    broadcast.sendOutstanding(follower);
                }
                synchronisation.end(follower, discovery.epoch(), context.configs.lastSeen());
            }
            case PUT_OFF -> {}
            case OVER_LIMIT -> drop(follower, "too many learners are being brought up to date");
        }
    }

    private void acknowledged(Follower follower, long zxid) {
        if (follower.stage == Stage.SYNCHRONISING) {
            acknowledgedEpoch(follower, zxid);
        } else if (!follower.isAtLeast(Stage.SYNCHRONISED)) {
            drop(follower, "it acknowledged %s too early".formatted(Zxid.text(zxid)));
        } else if (zxid > broadcast.lastProposedZxid()) {
            drop(
                    follower,
                    "it acknowledged %s, the last proposal is %s"
                            .formatted(Zxid.text(zxid), Zxid.text(broadcast.lastProposedZxid())));
        } else if (!Zxid.isBeginOfEpoch(zxid)) {
            // An ack covers all earlier proposals, since a follower logs in zxid order.
            follower.ackedZxid = Math.max(follower.ackedZxid, zxid);
            follower.waitingSinceMillis = context.nowMillis;
            commit();
        }
    }

    private void acknowledgedEpoch(Follower follower, long zxid) {
        if (zxid != Zxid.beginOf(discovery.epoch())) {
            drop(follower, "it acknowledged %s instead of the epoch".formatted(Zxid.text(zxid)));
            return;
        }
        follower.stage = Stage.SYNCHRONISED;
        if (phase == Phase.BROADCAST) {
            welcome(follower);
        } else {
            establish();
        }
        synchroniseWaiting();
    }

    private void establish() {
        if (phase != Phase.SYNCHRONISATION
                || !context.history.isDurable()
                || !followers.areQuorum(follower -> follower.isAtLeast(Stage.SYNCHRONISED))) {
            return;
        }
        enterPhase(Phase.BROADCAST);
        broadcast.begin(discovery.epoch());
        context.service.lead(broadcast.lastProposedZxid());
        context.becomeAvailable(true);
        for (Follower follower : followers) {
            if (follower.stage == Stage.SYNCHRONISED) {
                welcome(follower);
            }
        }
    }

    private void welcome(Follower follower) {
        follower.stage = Stage.SERVING;
        // Pings that came before this message are not answered.
        follower.pingsSent = 0;
        follower.pingsAnswered = 0;
        followers.send(follower, new LeaderMessage.UpToDate());
        proof.include(follower);
    }

    // ---- broadcast ----

    /// Proposes a transaction, whose zxid is the next one.
    void propose(EncodedTxn txn) {
        long zxid = txn.zxid();
        if (phase != Phase.BROADCAST || zxid != broadcast.lastProposedZxid() + 1) {
            throw new IllegalStateException(
                    "proposal %s after %s while %s"
                            .formatted(
                                    Zxid.text(zxid),
                                    Zxid.text(broadcast.lastProposedZxid()),
                                    phase));
        }
        if (Zxid.counter(zxid) == Zxid.LAST_COUNTER) {
            context.look("the last zxid of epoch " + discovery.epoch() + " is used up");
            return;
        }
        broadcast.propose(txn);
        if (Zxid.counter(zxid) > ROLL_OVER_COUNTER && !handOver.isUnderWay()) {
            // The next epoch begins under the same leader where all members know how.
            handOver.begin(context.serverId());
        }
    }

    private void commit() {
        broadcast.commit();
        handOver.complete();
    }

    /// See [Followers#countsOnOrder].
    boolean countsOnOrder(long link) {
        return followers.countsOnOrder(link);
    }

    /// Tells a learner something once `zxid` is committed, before anything later is.
    void answerAfter(long link, long zxid, LeaderMessage message) {
        broadcast.answerAfter(link, zxid, message);
    }

    /// What a request to change the membership comes to. Observers do not count even where they are
    /// to vote: they are sent no proposals, so that a change that needs them could never be agreed
    /// on.
    Reconfiguration reconfiguration(Request.Reconfig request, long zxid) {
        return Reconfiguration.of(
                request,
                context.configs,
                zxid,
                context.settings.standaloneEnabled(),
                followers.counted(
                        follower -> !follower.observer && follower.isAtLeast(Stage.SYNCHRONISED)));
    }

    /// Lets another server lead: a named one, or with -1 the one that has logged the most.
    ///
    /// @return why that cannot be, and then nothing has changed; null where it has begun
    @Nullable HandOverRefusal handOver(long wanted) {
        if (phase != Phase.BROADCAST) {
            return HandOverRefusal.NOT_LEADING;
        }
        long target = handOver.successor(wanted);
        return target < 0 ? HandOverRefusal.NO_SUCH_FOLLOWER : handOver.begin(target);
    }

    /// Proves that this server still leads, then runs `proven`; never if it does not.
    void prove(Runnable proven) {
        proof.prove(proven);
    }

    // ---- time, and who is still there ----

    private void tick() {
        long now = context.nowMillis;
        if (phase != Phase.BROADCAST && now >= phaseDeadlineMillis) {
            context.look("no quorum within the time of " + phase);
            return;
        }
        if (handOver.isOverdue()) {
            context.look("the hand-over took too long");
            return;
        }
        if (now < nextPingMillis) {
            return;
        }
        nextPingMillis = now + context.settings.tickMillis() / 2;
        for (Follower follower : followers.all()) {
            String silence = follower.silence(now, context.settings);
            if (silence != null) {
                drop(follower, silence);
            } else if (follower.isAtLeast(Stage.SYNCHRONISED)) {
                proof.ping(follower);
            }
        }
        requireQuorum();
        if (phase == Phase.SYNCHRONISATION || phase == Phase.BROADCAST) {
            synchroniseWaiting();
        }
    }

    private void lost(long link) {
        Follower follower = followers.remove(link);
        if (follower != null) {
            missing(follower);
        }
    }

    private void drop(Follower follower, String reason) {
        context.links.disconnectLearner(follower.link, reason);
        followers.remove(follower.link);
        missing(follower);
    }

    private void missing(Follower gone) {
        requireQuorum();
        handOver.lost(gone);
    }

    /// Steps down at once where too few are left: nobody can join a leader without a quorum, so
    /// waiting would only put the election off. Before it leads, those count who have introduced
    /// themselves; in discovery they may be still on their way.
    private void requireQuorum() {
        if (phase == Phase.DISCOVERY || context.settings.makes(Mutation.LEADS_WITHOUT_QUORUM)) {
            return;
        }
        Stage least = phase == Phase.BROADCAST ? Stage.SYNCHRONISED : Stage.INTRODUCED;
        if (!followers.areQuorum(follower -> follower.isAtLeast(least))) {
            context.look("lost the quorum");
        }
    }

    private void enterPhase(Phase next) {
        phase = next;
        phaseDeadlineMillis = context.nowMillis + context.settings.initMillis();
    }
}
