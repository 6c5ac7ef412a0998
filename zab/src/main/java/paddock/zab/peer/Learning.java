package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Zxid;
import paddock.zab.port.Service;
import paddock.zab.quorum.InvalidConfigException;
import paddock.zab.quorum.QuorumConfig;

import java.util.function.Consumer;

/// Follows or observes a leader (ensemble protocol reference, section 8).
///
/// First its history is made a part of the leader's, by catching up; from then on it logs what is
/// proposed, acknowledges what is durable, and applies what is committed.
final class Learning implements Role {
    private enum Phase {
        CONNECTING,
        /// The leader knows who is there; its epoch is awaited.
        DISCOVERING,
        /// The epoch is promised once everything logged is durable.
        PROMISING,
        /// The leader sends what is missing.
        SYNCHRONISING,
        /// All of the initial history is here, and on its way to disk.
        SAVING,
        /// The leader waits for a quorum that has the initial history.
        WAITING,
        SERVING
    }

    private final Context context;
    private final long leader;
    private final boolean observer;
    private final CatchUp catchUp;
    private final LearnerLog log;
    private final ObserverMaster observers;
    private final MasterLink link;

    private Phase phase = Phase.CONNECTING;
    private long enteredMillis;
    private long deadlineMillis;
    private long epoch;
    private int features;
    private long promisedEpoch;

    private @Nullable QuorumConfig newConfig;

    /// Who leads under a membership that was committed while this server waited.
    private long designatedLeader;

    Learning(Context context, long leader) {
        this.context = context;
        this.leader = leader;
        this.observer = context.isObserver();
        catchUp = new CatchUp(context);
        log = new LearnerLog(context, observer);
        observers = new ObserverMaster(context);
        link = new MasterLink(context, leader, observer);
    }

    long leader() {
        return leader;
    }

    boolean isObserver() {
        return observer;
    }

    /// The server that this one learns from: the leader, or a follower that stands for it.
    long master() {
        return link.server();
    }

    /// See [Followers#countsOnOrder].
    boolean countsOnOrder(long link) {
        return observers.countsOnOrder(link);
    }

    /// The observers that this follower serves.
    Iterable<Follower> observers() {
        return observers.all();
    }

    String phaseName() {
        return switch (phase) {
            case CONNECTING, DISCOVERING, PROMISING -> "discovery";
            case SYNCHRONISING, SAVING, WAITING -> "synchronization";
            case SERVING -> "broadcast";
        };
    }

    boolean isServing() {
        return phase == Phase.SERVING;
    }

    @Override
    public void enter() {
        enteredMillis = context.nowMillis;
        deadlineMillis = context.nowMillis + context.settings.initMillis();
        if (!context.configs.committed().members().containsKey(leader)) {
            context.look("server " + leader + " was elected and is not a member");
            return;
        }
        context.history.keepLog(!observer || context.settings.observing().keepsLog());
        link.begin();
    }

    @Override
    public void leave() {
        observers.end();
        context.links.disconnectLeader("no longer a learner of server " + leader);
        if (phase == Phase.SERVING) {
            context.service.suspend();
        } else if (phase == Phase.SYNCHRONISING && catchUp.isBySnapshot()) {
            // The tree may still have missed transactions that were to follow it, and is nothing
            // that this server can vote for. One that is complete is kept, also while it is saved.
            context.history.reload();
        }
        if (context.history.isAheadOfLog() && !context.isObserver()) {
            // From now on it counts what this server has on disk.
            context.history.reload();
        }
    }

    @Override
    public long deadlineMillis() {
        return Math.min(
                Math.min(deadlineMillis, link.deadlineMillis()), observers.deadlineMillis());
    }

    @Override
    public void step(PeerEvent event) {
        switch (event) {
            case PeerEvent.Ticked() -> {
                link.connectIfDue();
                if (context.nowMillis >= deadlineMillis) {
                    lost("nothing heard of " + link.name() + " while " + phase);
                }
                observers.tick();
            }
            case PeerEvent.LeaderLinkUp() -> introduce();
            case PeerEvent.LeaderLinkDown(var reason) ->
                    lost("lost " + link.name() + ": " + reason);
            case PeerEvent.FromLeader(var message) -> {
                heard();
                received(message);
            }
            case PeerEvent.SnapshotArrived(var snapshot) -> {
                heard();
                install(snapshot);
            }
            case PeerEvent.Durable durable -> progress();
            case PeerEvent.SnapshotSaved saved -> progress();
            case PeerEvent.ObserverLinkUp(var link) -> {
                if (observer) {
                    context.links.disconnectLearner(link, "this server is an observer itself");
                } else {
                    observers.connected(link);
                }
            }
            case PeerEvent.LearnerLinkDown(var link) -> observers.lost(link);
            case PeerEvent.FromLearner(var link, var message) -> observers.received(link, message);
            case PeerEvent.LearnerLinkUp up -> {}
            case PeerEvent.Notified notified -> {}
            case PeerEvent.ElectionLinkUp up -> {}
            case PeerEvent.ElectionLinkDown down -> {}
        }
    }

    /// Where a follower never came to serve this observer, the next one is asked at once.
    private void lost(String reason) {
        if (link.isToLeader() || phase == Phase.SERVING) {
            context.look(reason);
        } else {
            context.next(Context.Next.Kind.LEARN, leader, reason);
        }
    }

    private void heard() {
        long limit =
                phase.compareTo(Phase.WAITING) < 0
                        ? context.settings.initMillis()
                        : context.settings.syncMillis();
        deadlineMillis = context.nowMillis + limit;
    }

    private void introduce() {
        if (phase != Phase.CONNECTING) {
            return;
        }
        phase = Phase.DISCOVERING;
        context.links.toLeader(
                new LearnerMessage.Info(
                        observer,
                        context.store.acceptedEpoch(),
                        context.serverId(),
                        LearnerMessage.PROTOCOL_VERSION,
                        context.configs.committed().version(),
                        context.settings.features()));
    }

    private void received(LeaderMessage message) {
        switch (message) {
            case LeaderMessage.Info(var newEpoch, var version, var offered) ->
                    discovered(newEpoch, offered);
            case LeaderMessage.Diff diff -> beginLogSync(Long.MAX_VALUE);
            case LeaderMessage.Trunc(var zxid) -> beginLogSync(zxid);
            case LeaderMessage.Snap snap -> throw new IllegalStateException("comes as an event");
            case LeaderMessage.Proposal(var txn) -> proposed(txn);
            case LeaderMessage.Commit(var zxid) -> committed(zxid);
            case LeaderMessage.CommitAndActivate(var zxid, var designated) -> {
                committed(
                        zxid,
                        txn -> {
                            if (txn.zxid() == zxid) {
                                observers.activated(txn, designated);
                            } else {
                                observers.committed(txn);
                            }
                        });
                activate(designated);
            }
            case LeaderMessage.Inform(var txn) -> informed(txn);
            case LeaderMessage.InformAndActivate(var txn, var designated) -> {
                informed(txn);
                activate(designated);
            }
            case LeaderMessage.NewLeader(var newEpoch, var config) -> complete(newEpoch, config);
            case LeaderMessage.UpToDate() -> serve();
            case LeaderMessage.Ping(var zxid) -> {
                // Before it serves, a learner has nothing to tell.
                if (phase == Phase.SERVING) {
                    context.links.toLeader(
                            new LearnerMessage.Pong(zxid, context.service.takeTouched()));
                }
            }
            case LeaderMessage.Revalidated(var session, var valid) -> {
                if (phase == Phase.SERVING) {
                    context.service.revalidated(session, valid);
                }
            }
            case LeaderMessage.Synced() -> {
                if (phase == Phase.SERVING) {
                    context.service.synced();
                }
            }
            case LeaderMessage.HandOver(var designated) -> handOver(designated);
        }
    }

    // ---- discovery ----

    private void discovered(long newEpoch, int offered) {
        if (phase != Phase.DISCOVERING) {
            unexpected("an epoch");
            return;
        }
        features = offered & context.settings.features();
        epoch = newEpoch;
        long accepted = context.store.acceptedEpoch();
        if (newEpoch < accepted) {
            context.refusedMillis = context.nowMillis;
        }
        if (newEpoch < accepted && !context.settings.makes(Mutation.OLD_EPOCH_FOLLOWED)) {
            context.look(
                    "leader %d offers epoch %d, epoch %d is promised"
                            .formatted(leader, newEpoch, accepted));
            return;
        }
        if (newEpoch > accepted) {
            promisedEpoch = context.store.currentEpoch();
            if (!context.settings.makes(Mutation.EPOCH_WRITTEN_AFTER_ACK)) {
                context.store.acceptEpoch(newEpoch);
            }
        } else {
            promisedEpoch = -1;
        }
        phase = Phase.PROMISING;
        progress();
    }

    /// Goes on where only the disk had to be waited for.
    private void progress() {
        switch (phase) {
            case PROMISING -> promise();
            case SAVING -> acknowledgeEpoch();
            case SERVING -> log.acknowledgeDurable(features);
            case CONNECTING, DISCOVERING, SYNCHRONISING, WAITING -> {}
        }
    }

    private void promise() {
        // The leader takes for granted what the log is said to hold.
        if (!context.history.isDurable()) {
            return;
        }
        phase = Phase.SYNCHRONISING;
        context.links.toLeader(
                new LearnerMessage.AckEpoch(context.history.lastLoggedZxid(), promisedEpoch));
        if (context.settings.makes(Mutation.EPOCH_WRITTEN_AFTER_ACK)) {
            context.store.acceptEpoch(epoch);
        }
    }

    // ---- synchronisation ----

    private void beginLogSync(long keepUpTo) {
        if (phase != Phase.SYNCHRONISING || catchUp.hasBegun()) {
            unexpected("a second beginning of the synchronisation");
            return;
        }
        if (keepUpTo < context.history.lastLoggedZxid() && context.history.isAheadOfLog()) {
            context.history.reload();
            context.look("there is no log to be cut after zxid " + Zxid.text(keepUpTo));
            return;
        }
        if (context.history.isDisowned()) {
            throw new UnrecoverableException(
                    "leader %d sends no tree to a server without a history".formatted(leader));
        }
        if (!catchUp.fromLog(keepUpTo)) {
            context.history.disown();
            context.look(
                    "leader %d wants the log cut after zxid %s, which is not in it: a whole tree is needed"
                            .formatted(leader, Zxid.text(keepUpTo)));
        }
    }

    private void install(Service.Snapshot snapshot) {
        if (phase != Phase.SYNCHRONISING || catchUp.hasBegun()) {
            unexpected("a second beginning of the synchronisation");
            return;
        }
        catchUp.fromSnapshot(snapshot);
    }

    private void proposed(EncodedTxn txn) {
        if (phase == Phase.SERVING) {
            context.listener.proposalReceived();
            if (!Zxid.mayFollow(txn.zxid(), context.history.lastLoggedZxid())) {
                gap(txn, context.history.lastLoggedZxid());
                return;
            }
            log(txn);
            if (context.settings.makes(Mutation.APPLY_BEFORE_COMMIT)) {
                context.history.commitTail();
            }
            return;
        }
        if (!catchUp.hasBegun()) {
            unexpected("a proposal");
            return;
        }
        long before = catchUp.lastArrivedZxid();
        if (before >= 0 && !Zxid.mayFollow(txn.zxid(), before)) {
            gap(txn, before);
            return;
        }
        noteReconfig(txn);
        catchUp.add(txn);
    }

    private void log(EncodedTxn txn) {
        noteReconfig(txn);
        log.append(txn);
    }

    /// A proposed membership has to be known before it is in force: from here on it is counted too.
    private void noteReconfig(EncodedTxn txn) {
        QuorumConfig config = Reconfigs.proposedBy(context, txn);
        if (config != null && context.settings.reconfigEnabled()) {
            Reconfigs.see(context, config);
        }
    }

    private void committed(long zxid) {
        committed(zxid, observers::committed);
    }

    /// @param told of each transaction that was committed, once this server serves
    private void committed(long zxid, Consumer<EncodedTxn> told) {
        if (phase == Phase.SERVING) {
            context.listener.commitReceived();
            log.commit(zxid, features, leader, told);
            observers.synchroniseWaiting();
        } else if (!catchUp.hasProposals()) {
            unexpected("a commit of " + Zxid.text(zxid));
        } else {
            catchUp.committed(zxid, phase != Phase.SYNCHRONISING);
        }
    }

    private void informed(EncodedTxn txn) {
        proposed(txn);
        if (!context.isEnding()) {
            committed(txn.zxid());
        }
    }

    private void complete(long newEpoch, String config) {
        if (phase != Phase.SYNCHRONISING || !catchUp.hasBegun() || newEpoch != epoch) {
            unexpected("the end of a synchronisation for epoch " + newEpoch);
            return;
        }
        phase = Phase.SAVING;
        if (config.length() > 1) {
            try {
                newConfig = context.configs.parse(config);
            } catch (InvalidConfigException e) {
                context.look("leader %d sent no membership: %s".formatted(leader, e.getMessage()));
                return;
            }
            if (context.settings.reconfigEnabled()) {
                Reconfigs.see(context, newConfig);
            }
        }
        if (catchUp.needsSnapshot()) {
            context.service.saveSnapshot();
        }
        if (context.settings.makes(Mutation.NEWLEADER_ACKED_EARLY)) {
            enterEpoch();
        } else {
            acknowledgeEpoch();
        }
    }

    private void acknowledgeEpoch() {
        if (context.history.isDurable()) {
            enterEpoch();
        }
    }

    private void enterEpoch() {
        context.store.enterEpoch(epoch);
        phase = Phase.WAITING;
        heard();
        context.links.toLeader(new LearnerMessage.Ack(Zxid.beginOf(epoch)));
    }

    private void serve() {
        if (phase != Phase.WAITING) {
            unexpected("UPTODATE");
            return;
        }
        phase = Phase.SERVING;
        context.links.toLeader(new LearnerMessage.Ack(Zxid.beginOf(epoch)));
        context.elector.entered(epoch);
        QuorumConfig config = newConfig;
        if (config != null && context.settings.reconfigEnabled()) {
            Reconfigs.activateAtStart(context, config, leader);
            if (context.isEnding()) {
                return;
            }
        }
        link.served();
        context.service.follow(observer, leader);
        context.listener.upToDate(observer, context.nowMillis - enteredMillis);
        context.becomeAvailable(false);
        for (EncodedTxn txn = catchUp.takeConfirmed(); txn != null; txn = catchUp.takeConfirmed()) {
            log(txn);
            context.history.commitNext();
            if (Reconfigs.proposedBy(context, txn) != null) {
                activate(designatedLeader);
            }
        }
        for (EncodedTxn txn = catchUp.takeArrived(); txn != null; txn = catchUp.takeArrived()) {
            log(txn);
        }
        if (!context.isEnding()) {
            observers.begin(epoch);
        }
    }

    // ---- broadcast ----

    /// Puts the membership in force that the last committed transaction proposed.
    private void activate(long designated) {
        if (phase != Phase.SERVING && phase != Phase.SYNCHRONISING) {
            designatedLeader = designated;
            return;
        }
        EncodedTxn change = context.history.lastCommittedTxn();
        QuorumConfig config = change == null ? null : Reconfigs.proposedBy(context, change);
        if (!context.isEnding() && config != null && context.settings.reconfigEnabled()) {
            Reconfigs.activate(context, config, designated, leader);
        }
    }

    private void handOver(long designated) {
        if (phase != Phase.SERVING || observer && designated == context.serverId()) {
            unexpected("a hand-over to server " + designated);
            return;
        }
        String reason = "leader %d hands over to server %d".formatted(leader, designated);
        if (designated == context.serverId()) {
            context.next(Context.Next.Kind.LEAD, designated, reason);
        } else {
            context.next(Context.Next.Kind.LEARN, designated, reason);
        }
    }

    // ---- what must not happen ----

    private void unexpected(String what) {
        context.look("leader %d sent %s while %s".formatted(leader, what, phase));
    }

    private void gap(EncodedTxn txn, long after) {
        context.look(
                "leader %d proposed %s after %s: transactions in between are missing"
                        .formatted(leader, Zxid.text(txn.zxid()), Zxid.text(after)));
    }
}
