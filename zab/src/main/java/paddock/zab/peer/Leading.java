package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Zxid;
import paddock.wire.protocol.Request;
import paddock.zab.peer.Follower.Stage;
import paddock.zab.quorum.QuorumConfig;
import paddock.zab.quorum.Reconfiguration;

import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/// Leads, or tries to (ensemble protocol reference, sections 6 and 9).
///
/// Discovery finds an epoch that is newer than all that a quorum has promised; synchronisation
/// gives a quorum the history of this server; then transactions are broadcast. Each stage waits for
/// a quorum, for [PeerSettings#initLimit] ticks at most.
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

    /// A transaction that was proposed and is not committed.
    ///
    /// @param next the membership that has to agree as well, because it was on its way in
    private record Outstanding(EncodedTxn txn, @Nullable QuorumConfig next) {}

    private final Context context;
    private final long startedEpoch;
    private final TreeMap<Long, Follower> byLink = new TreeMap<>();
    private final ArrayDeque<Outstanding> outstanding = new ArrayDeque<>();

    /// By ascending zxid.
    private final ArrayDeque<InOrder> inOrder = new ArrayDeque<>();

    private final LeadershipProof proof = new LeadershipProof();

    private Phase phase = Phase.DISCOVERY;
    private long epoch;
    private long lastProposedZxid;
    private long phaseDeadlineMillis;
    private long nextPingMillis;
    private @Nullable HandOver handOver;
    private boolean mayCommit = true;

    /// The last change of membership that was committed here.
    private long activatedZxid;

    /// What a learner is told after one commit and before the next.
    private record InOrder(long zxid, long link, LeaderMessage message) {}

    /// A hand-over that waits for everything proposed to be committed.
    private record HandOver(long target, long deadlineMillis) {}

    Leading(Context context) {
        this.context = context;
        startedEpoch = context.store.currentEpoch();
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
        return handOver != null;
    }

    long epoch() {
        return epoch;
    }

    Iterable<Follower> followers() {
        return byLink.values();
    }

    @Override
    public void enter() {
        epoch = Math.max(context.store.acceptedEpoch(), context.heardEpoch) + 1;
        phaseDeadlineMillis = context.nowMillis + context.settings.initMillis();
        nextPingMillis = context.nowMillis + context.settings.tickMillis() / 2;
        decideEpoch();
    }

    @Override
    public void leave() {
        for (Follower follower : List.copyOf(byLink.values())) {
            context.links.disconnectLearner(follower.link, "this server does not lead any more");
        }
        byLink.clear();
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
            case PeerEvent.LearnerLinkUp(var link) ->
                    byLink.put(link, new Follower(link, context.nowMillis));
            case PeerEvent.LearnerLinkDown(var link) -> lost(link);
            case PeerEvent.FromLearner(var link, var message) -> {
                Follower follower = byLink.get(link);
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
                prove();
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

    private void introduced(Follower follower, LearnerMessage.Info info) {
        if (follower.stage != Stage.NEW) {
            drop(follower, "it introduced itself twice");
            return;
        }
        if (info.configVersion() > context.configs.committed().version()) {
            drop(follower, "it knows a newer membership");
            return;
        }
        for (Follower other : List.copyOf(byLink.values())) {
            if (other != follower
                    && other.serverId == info.serverId()
                    && other.stage != Stage.NEW) {
                drop(other, "the server is here again");
            }
        }
        follower.introduce(info, context.settings.features());
        if (info.acceptedEpoch() > epoch && isVoter(follower) && phase == Phase.BROADCAST) {
            // It promised itself to a leader that came to nothing, and may follow no older epoch. A
            // new one of this leader takes it back in, where all members know how.
            context.heardEpoch = info.acceptedEpoch();
            handOverTo(context.serverId());
        }
        if (phase == Phase.DISCOVERY) {
            epoch = Math.max(epoch, info.acceptedEpoch() + 1);
            decideEpoch();
        } else {
            offer(follower);
        }
    }

    private void decideEpoch() {
        // Only the membership in force is asked here: what it decides binds the next one, too.
        boolean decided =
                context.configs
                        .committed()
                        .isQuorum(counted(follower -> follower.isAtLeast(Stage.INTRODUCED)));
        if (!decided && !context.settings.makes(Mutation.DISCOVERY_SKIPPED)) {
            return;
        }
        context.store.acceptEpoch(epoch);
        enterPhase(Phase.PROMISES);
        for (Follower follower : byLink.values()) {
            if (follower.stage == Stage.INTRODUCED) {
                offer(follower);
            }
        }
        completePromises();
    }

    private void offer(Follower follower) {
        follower.stage = Stage.OFFERED;
        context.links.toLearner(
                follower.link,
                new LeaderMessage.Info(epoch, LearnerMessage.PROTOCOL_VERSION, follower.features));
    }

    private void promised(Follower follower, LearnerMessage.AckEpoch ack) {
        if (follower.stage != Stage.OFFERED) {
            drop(follower, "it promised an epoch that it was not offered");
            return;
        }
        boolean counts = ack.currentEpoch() != -1;
        if (phase == Phase.PROMISES && counts && isAhead(ack)) {
            if (isVoter(follower)) {
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

    private boolean isVoter(Follower follower) {
        return context.configs.isVoter(follower.serverId) && !follower.observer;
    }

    private boolean isAhead(LearnerMessage.AckEpoch ack) {
        return ack.currentEpoch() > startedEpoch
                || ack.currentEpoch() == startedEpoch
                        && ack.lastLoggedZxid() > context.history.lastLoggedZxid();
    }

    private void completePromises() {
        if (phase != Phase.PROMISES || !context.history.isDurable()) {
            return;
        }
        boolean complete =
                context.configs
                        .committed()
                        .isQuorum(
                                counted(
                                        follower ->
                                                follower.isAtLeast(Stage.PROMISED)
                                                        && follower.promisedEpoch != -1));
        if (!complete && !context.settings.makes(Mutation.DISCOVERY_SKIPPED)) {
            return;
        }
        context.store.enterEpoch(epoch);
        if (!context.settings.makes(Mutation.TAIL_FORGOTTEN)) {
            // Everything logged here is what the epoch begins with.
            context.history.commitTail();
        }
        nameFirstMembership();
        enterPhase(Phase.SYNCHRONISATION);
        synchroniseWaiting();
        establish();
    }

    private void synchroniseWaiting() {
        for (Follower follower : List.copyOf(byLink.values())) {
            if (follower.stage == Stage.PROMISED && !context.isEnding()) {
                synchronise(follower);
            }
        }
    }

    /// A membership that was never changed gets the first epoch as its version.
    private void nameFirstMembership() {
        if (context.settings.reconfigEnabled()
                && context.configs.committed().version() == 0
                && context.configs.lastSeen().version() == 0) {
            Reconfigs.see(context, context.configs.committed().withVersion(Zxid.beginOf(epoch)));
        }
    }

    // ---- synchronisation ----

    private void synchronise(Follower follower) {
        long link = follower.link;
        long peer = follower.lastLoggedZxid;
        SyncPlan plan =
                SyncPlan.choose(
                        peer,
                        follower.features != Features.NONE,
                        context.history,
                        context.store,
                        context.settings);
        if (follower.observer && isOverLimit(plan)) {
            drop(follower, "too many learners are being brought up to date");
            return;
        }
        if (plan instanceof SyncPlan.Snap && !context.service.canSendSnapshot()) {
            // It stays where it is and is looked at again when another one is done, or time passes.
            return;
        }
        follower.stage = Stage.SYNCHRONISING;
        follower.ackedZxid = 0;
        switch (plan) {
            case SyncPlan.Diff(var zxid, var backlog) -> {
                follower.countsDiff = true;
                context.links.toLearner(link, new LeaderMessage.Diff(zxid));
                sendBacklog(follower, backlog);
            }
            case SyncPlan.Trunc(var keep, var backlog) -> {
                follower.countsDiff = true;
                context.links.toLearner(link, new LeaderMessage.Trunc(keep));
                sendBacklog(follower, backlog);
            }
            case SyncPlan.Snap() -> {
                follower.countsSnapshot = true;
                context.service.sendSnapshot(link);
            }
        }
        if (!follower.observer) {
            for (Outstanding proposal : outstanding) {
                context.links.toLearner(link, new LeaderMessage.Proposal(proposal.txn));
                follower.sentZxid = proposal.txn.zxid();
                follower.waitingSinceMillis = context.nowMillis;
            }
        }
        context.links.toLearner(
                link, new LeaderMessage.NewLeader(epoch, context.configs.lastSeen().text()));
    }

    private boolean isOverLimit(SyncPlan plan) {
        boolean snapshot = plan instanceof SyncPlan.Snap;
        int limit =
                snapshot ? context.settings.maxSnapshotSyncs() : context.settings.maxDiffSyncs();
        int count = 0;
        for (Follower follower : byLink.values()) {
            if (follower.stage == Stage.SYNCHRONISING
                    && (snapshot ? follower.countsSnapshot : follower.countsDiff)) {
                count++;
            }
        }
        return count >= limit;
    }

    private void sendBacklog(Follower follower, List<EncodedTxn> backlog) {
        boolean hole = context.settings.makes(Mutation.DIFF_WITH_HOLE) && backlog.size() > 1;
        int end = hole ? backlog.size() - 1 : backlog.size();
        for (int i = 0; i < end; i++) {
            EncodedTxn txn = backlog.get(i);
            context.links.toLearner(follower.link, new LeaderMessage.Proposal(txn));
            if (!follower.isCumulative() || i == end - 1) {
                context.links.toLearner(follower.link, new LeaderMessage.Commit(txn.zxid()));
            }
        }
    }

    private void acknowledged(Follower follower, long zxid) {
        if (follower.stage == Stage.SYNCHRONISING) {
            if (zxid != Zxid.beginOf(epoch)) {
                drop(
                        follower,
                        "it acknowledged %s instead of the epoch".formatted(Zxid.text(zxid)));
                return;
            }
            follower.stage = Stage.SYNCHRONISED;
            if (phase == Phase.BROADCAST) {
                welcome(follower);
            } else {
                establish();
            }
            synchroniseWaiting();
            return;
        }
        if (!follower.isAtLeast(Stage.SYNCHRONISED)) {
            drop(follower, "it acknowledged %s too early".formatted(Zxid.text(zxid)));
            return;
        }
        if (zxid > lastProposedZxid) {
            drop(
                    follower,
                    "it acknowledged %s, the last proposal is %s"
                            .formatted(Zxid.text(zxid), Zxid.text(lastProposedZxid)));
            return;
        }
        if (Zxid.isBeginOfEpoch(zxid)) {
            return;
        }
        // An ack covers all earlier proposals, since a follower logs in zxid order.
        follower.ackedZxid = Math.max(follower.ackedZxid, zxid);
        follower.waitingSinceMillis = context.nowMillis;
        commit();
    }

    private void establish() {
        if (phase != Phase.SYNCHRONISATION || !context.history.isDurable()) {
            return;
        }
        if (!context.configs.isQuorum(counted(f -> f.isAtLeast(Stage.SYNCHRONISED)))) {
            return;
        }
        enterPhase(Phase.BROADCAST);
        lastProposedZxid = Zxid.beginOf(epoch);
        context.history.beginEpoch(epoch);
        context.elector.entered(epoch);
        if (context.settings.reconfigEnabled() && context.configs.isChanging()) {
            QuorumConfig config = context.configs.lastSeen();
            long designated = designatedLeader(config, 0);
            mayCommit = designated == context.serverId();
            Reconfigs.activate(context, config, designated, context.serverId());
        }
        context.service.lead(lastProposedZxid);
        for (Follower follower : byLink.values()) {
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
        context.links.toLearner(follower.link, new LeaderMessage.UpToDate());
        pingForProof(follower);
    }

    // ---- broadcast ----

    /// Proposes a transaction, whose zxid is the next one.
    void propose(EncodedTxn txn) {
        long zxid = txn.zxid();
        if (phase != Phase.BROADCAST || zxid != lastProposedZxid + 1) {
            throw new IllegalStateException(
                    "proposal %s after %s while %s"
                            .formatted(Zxid.text(zxid), Zxid.text(lastProposedZxid), phase));
        }
        if (Zxid.counter(zxid) == Zxid.LAST_COUNTER) {
            context.look("the last zxid of epoch " + epoch + " is used up");
            return;
        }
        QuorumConfig change = Reconfigs.proposedBy(context, txn);
        if (change != null && context.settings.reconfigEnabled()) {
            Reconfigs.see(context, change);
        }
        lastProposedZxid = zxid;
        outstanding.add(
                new Outstanding(
                        txn, context.configs.isChanging() ? context.configs.lastSeen() : null));
        context.history.append(txn);
        LeaderMessage proposal = new LeaderMessage.Proposal(txn);
        for (Follower follower : byLink.values()) {
            if (follower.isForwarded() && !follower.observer) {
                context.links.toLearner(follower.link, proposal);
                if (follower.ackedZxid >= follower.sentZxid) {
                    follower.waitingSinceMillis = context.nowMillis;
                }
                follower.sentZxid = zxid;
            }
        }
        if (Zxid.counter(zxid) > ROLL_OVER_COUNTER && handOver == null) {
            // The next epoch begins under the same leader where all members know how.
            handOverTo(context.serverId());
        }
    }

    private void commit() {
        long before = context.history.lastCommittedZxid();
        // One by one even so: a change of membership in the middle changes what the rest needs.
        while (!outstanding.isEmpty() && mayCommit && isAgreed(outstanding.getFirst())) {
            commit(outstanding.removeFirst());
        }
        long committed = context.history.lastCommittedZxid();
        // Where a change of membership was the last one, everybody has been told of it.
        if (committed > before && committed != activatedZxid) {
            LeaderMessage all = new LeaderMessage.Commit(committed);
            for (Follower follower : byLink.values()) {
                if (follower.isForwarded() && !follower.observer && follower.isCumulative()) {
                    context.links.toLearner(follower.link, all);
                }
            }
        }
        // The one who is to lead may be the last to log what the others had agreed on before.
        completeHandOver();
    }

    private boolean isAgreed(Outstanding proposal) {
        long zxid = proposal.txn.zxid();
        if (context.settings.makes(Mutation.COMMIT_WITHOUT_QUORUM)) {
            return context.history.durableZxid() >= zxid;
        }
        LongPredicate logged =
                serverId ->
                        serverId == context.serverId()
                                ? context.history.durableZxid() >= zxid
                                : hasAcked(serverId, zxid);
        return context.configs.committed().isQuorum(logged)
                && (proposal.next == null || proposal.next.isQuorum(logged));
    }

    private boolean hasAcked(long serverId, long zxid) {
        for (Follower follower : byLink.values()) {
            if (follower.serverId == serverId && mayCount(follower)) {
                return follower.ackedZxid >= zxid;
            }
        }
        return false;
    }

    private boolean mayCount(Follower follower) {
        return !follower.observer && follower.isAtLeast(Stage.SYNCHRONISED);
    }

    private void commit(Outstanding proposal) {
        EncodedTxn txn = proposal.txn;
        context.history.commitNext();
        QuorumConfig change =
                context.settings.reconfigEnabled() ? Reconfigs.proposedBy(context, txn) : null;
        if (change != null) {
            activate(txn, change);
            tellInOrder(txn.zxid());
            return;
        }
        for (Follower follower : byLink.values()) {
            if (!follower.isForwarded()) {
                continue;
            }
            if (follower.observer) {
                context.links.toLearner(follower.link, new LeaderMessage.Inform(txn));
            } else if (!follower.isCumulative()) {
                context.links.toLearner(follower.link, new LeaderMessage.Commit(txn.zxid()));
            }
        }
        tellInOrder(txn.zxid());
    }

    /// Whether a learner counts on being answered in the order of commits: the reference's do, and
    /// answer none of their clients any more where they are not.
    boolean countsOnOrder(long link) {
        Follower follower = byLink.get(link);
        return follower != null && !follower.isCumulative();
    }

    /// Tells a learner something once `zxid` is committed, before anything later is.
    void answerAfter(long link, long zxid, LeaderMessage message) {
        if (outstanding.isEmpty() || outstanding.getFirst().txn.zxid() > zxid) {
            context.links.toLearner(link, message);
        } else {
            inOrder.add(new InOrder(zxid, link, message));
        }
    }

    private void tellInOrder(long committed) {
        for (InOrder next = inOrder.peek();
                next != null && next.zxid <= committed;
                next = inOrder.peek()) {
            inOrder.remove();
            if (byLink.containsKey(next.link)) {
                context.links.toLearner(next.link, next.message);
            }
        }
    }

    // ---- changes of membership ----

    /// What a request to change the membership comes to. Observers do not count even where they are
    /// to vote: they are sent no proposals, so that a change that needs them could never be agreed
    /// on.
    Reconfiguration reconfiguration(Request.Reconfig request, long zxid) {
        return Reconfiguration.of(
                request,
                context.configs,
                zxid,
                context.settings.standaloneEnabled(),
                counted(follower -> !follower.observer && follower.isAtLeast(Stage.SYNCHRONISED)));
    }

    private void activate(EncodedTxn txn, QuorumConfig change) {
        long designated = designatedLeader(change, txn.zxid());
        for (Follower follower : byLink.values()) {
            if (follower.isForwarded()) {
                context.links.toLearner(
                        follower.link,
                        follower.observer
                                ? new LeaderMessage.InformAndActivate(txn, designated)
                                : new LeaderMessage.CommitAndActivate(txn.zxid(), designated));
            }
        }
        activatedZxid = txn.zxid();
        mayCommit = designated == context.serverId();
        Reconfigs.activate(context, change, designated, context.serverId());
    }

    /// Who leads under another membership: this server while it votes there, else the voter that
    /// has logged the most.
    private long designatedLeader(QuorumConfig config, long zxid) {
        long self = context.serverId();
        if (config.isVoter(self)) {
            return self;
        }
        long best = self;
        long most = -1;
        for (Follower follower : byLink.values()) {
            if (config.isVoter(follower.serverId)
                    && follower.ackedZxid >= zxid
                    && follower.ackedZxid > most) {
                best = follower.serverId;
                most = follower.ackedZxid;
            }
        }
        return best;
    }

    // ---- hand-over ----

    /// Lets another server lead: a named one, or with -1 the one that has logged the most.
    ///
    /// @return why that cannot be, and then nothing has changed; null where it has begun
    @Nullable HandOverRefusal handOver(long wanted) {
        long target = successor(wanted);
        if (target < 0) {
            return phase == Phase.BROADCAST
                    ? HandOverRefusal.NO_SUCH_FOLLOWER
                    : HandOverRefusal.NOT_LEADING;
        }
        return handOverTo(target);
    }

    private long successor(long wanted) {
        long target = -1;
        long most = -1;
        for (Follower follower : byLink.values()) {
            boolean votes =
                    follower.stage == Stage.SERVING
                            && !follower.observer
                            && context.configs.committed().isVoter(follower.serverId);
            if (votes && (wanted < 0 || wanted == follower.serverId) && follower.ackedZxid > most) {
                target = follower.serverId;
                most = follower.ackedZxid;
            }
        }
        return target;
    }

    private @Nullable HandOverRefusal handOverTo(long target) {
        if (phase != Phase.BROADCAST) {
            return HandOverRefusal.NOT_LEADING;
        }
        if (context.configs.isChanging()) {
            return HandOverRefusal.MEMBERSHIP_CHANGES;
        }
        if (handOver != null) {
            return HandOverRefusal.UNDER_WAY;
        }
        for (Follower follower : byLink.values()) {
            if (follower.isForwarded() && !follower.can(Features.HAND_OVER)) {
                return HandOverRefusal.OTHER_MAKE;
            }
        }
        context.service.drain();
        handOver = new HandOver(target, context.nowMillis + context.settings.tickMillis() / 2);
        completeHandOver();
        return null;
    }

    private void completeHandOver() {
        HandOver wanted = handOver;
        if (wanted == null || !outstanding.isEmpty() || context.isEnding()) {
            return;
        }
        boolean toSelf = wanted.target == context.serverId();
        if (!toSelf && !hasAcked(wanted.target, lastTxnProposed())) {
            return;
        }
        for (Follower follower : byLink.values()) {
            if (follower.stage == Stage.SERVING) {
                context.links.toLearner(follower.link, new LeaderMessage.HandOver(wanted.target));
            }
        }
        context.next(
                toSelf ? Context.Next.Kind.LEAD : Context.Next.Kind.LEARN,
                wanted.target,
                "handed over to server " + wanted.target);
    }

    private long lastTxnProposed() {
        return Zxid.isBeginOfEpoch(lastProposedZxid) ? 0 : lastProposedZxid;
    }

    // ---- time, and who is still there ----

    /// Proves that this server still leads, then runs `proven`; never if it does not.
    void prove(Runnable proven) {
        if (context.settings.makes(Mutation.LEADS_WITHOUT_QUORUM)) {
            proven.run();
            return;
        }
        if (proof.ask(proven)) {
            beginProof();
        }
    }

    private void beginProof() {
        proof.begin();
        for (Follower follower : byLink.values()) {
            follower.provingPing = Long.MAX_VALUE;
            pingForProof(follower);
        }
        prove();
    }

    /// Whoever comes while a round is under way takes part in it: those it was begun with may
    /// leave.
    private void pingForProof(Follower follower) {
        if (proof.isUnderWay() && follower.stage == Stage.SERVING && !follower.observer) {
            ping(follower);
            follower.provingPing = follower.pingsSent;
        }
    }

    private void prove() {
        while (proof.isUnderWay()
                && context.configs.isQuorum(
                        counted(follower -> follower.pingsAnswered >= follower.provingPing))) {
            if (!proof.proven()) {
                return;
            }
            beginProof();
        }
    }

    private void ping(Follower follower) {
        follower.pingsSent++;
        context.links.toLearner(follower.link, new LeaderMessage.Ping(lastProposedZxid));
    }

    private void tick() {
        long now = context.nowMillis;
        if (phase != Phase.BROADCAST && now >= phaseDeadlineMillis) {
            context.look("no quorum within the time of " + phase);
            return;
        }
        HandOver wanted = handOver;
        if (wanted != null && now >= wanted.deadlineMillis) {
            context.look("the hand-over took too long");
            return;
        }
        if (now < nextPingMillis) {
            return;
        }
        nextPingMillis = now + context.settings.tickMillis() / 2;
        for (Follower follower : List.copyOf(byLink.values())) {
            String silence = silence(follower, now);
            if (silence != null) {
                drop(follower, silence);
            } else if (follower.isAtLeast(Stage.SYNCHRONISED)) {
                ping(follower);
            }
        }
        requireQuorum();
        if (phase == Phase.SYNCHRONISATION || phase == Phase.BROADCAST) {
            synchroniseWaiting();
        }
    }

    private @Nullable String silence(Follower follower, long now) {
        PeerSettings settings = context.settings;
        if (!follower.isAtLeast(Stage.SYNCHRONISED)) {
            return now - follower.heardMillis > settings.initMillis()
                    ? "it was not up to date within " + settings.initMillis() + " ms"
                    : null;
        }
        if (now - follower.heardMillis > settings.syncMillis()) {
            return "not heard of for " + settings.syncMillis() + " ms";
        }
        if (follower.ackedZxid < follower.sentZxid
                && now - follower.waitingSinceMillis > settings.syncMillis()) {
            return "it did not acknowledge anything for " + settings.syncMillis() + " ms";
        }
        return null;
    }

    private void lost(long link) {
        Follower follower = byLink.remove(link);
        if (follower != null) {
            missing(follower);
        }
    }

    private void drop(Follower follower, String reason) {
        context.links.disconnectLearner(follower.link, reason);
        byLink.remove(follower.link);
        missing(follower);
    }

    private void missing(Follower gone) {
        requireQuorum();
        HandOver wanted = handOver;
        if (wanted == null || wanted.target != gone.serverId || context.isEnding()) {
            return;
        }
        long other = successor(-1);
        if (other < 0) {
            context.look("nobody is left to hand over to");
            return;
        }
        handOver = new HandOver(other, wanted.deadlineMillis);
        completeHandOver();
    }

    /// Steps down at once where too few are left: nobody can join a leader without a quorum, so
    /// waiting would only put the election off. Before it leads, those count who have introduced
    /// themselves; in discovery they may be still on their way.
    private void requireQuorum() {
        if (phase == Phase.DISCOVERY || context.settings.makes(Mutation.LEADS_WITHOUT_QUORUM)) {
            return;
        }
        Stage least = phase == Phase.BROADCAST ? Stage.SYNCHRONISED : Stage.INTRODUCED;
        if (!context.configs.isQuorum(counted(follower -> follower.isAtLeast(least)))) {
            context.look("lost the quorum");
        }
    }

    private void enterPhase(Phase next) {
        phase = next;
        phaseDeadlineMillis = context.nowMillis + context.settings.initMillis();
    }

    /// This server, and the followers for which something holds.
    private LongPredicate counted(Predicate<Follower> holds) {
        LongPredicate voters = countedVoters(holds);
        if (!context.settings.makes(Mutation.OBSERVER_COUNTED)) {
            return voters;
        }
        long[] spare = {byLink.values().stream().filter(f -> f.observer && holds.test(f)).count()};
        return serverId -> voters.test(serverId) || spare[0]-- > 0;
    }

    private LongPredicate countedVoters(Predicate<Follower> holds) {
        return serverId -> {
            if (serverId == context.serverId()) {
                return true;
            }
            for (Follower follower : byLink.values()) {
                if (!follower.observer
                        && follower.serverId == serverId
                        && follower.stage != Stage.NEW) {
                    return holds.test(follower);
                }
            }
            return false;
        };
    }
}
