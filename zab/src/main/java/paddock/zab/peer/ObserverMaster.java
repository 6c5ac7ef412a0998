package paddock.zab.peer;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Zxid;
import paddock.zab.peer.Follower.Stage;

import java.util.List;

/// A follower as observers see it, for which it stands for the leader (ensemble protocol reference,
/// section 13): it brings them up to date from its own history and tells them what is committed as
/// it hears of it. What their clients want goes on to the leader, by way of the service.
///
/// No quorum is waited for: the follower is served itself, so its epoch is established and what it
/// committed is committed. Observers that come before that wait.
final class ObserverMaster {
    private final Context context;
    private final Followers observers;
    private final Synchronisation synchronisation;

    /// The epoch of the leader, 0 before this follower serves.
    private long epoch;

    private long nextPingMillis = Long.MAX_VALUE;

    ObserverMaster(Context context) {
        this.context = context;
        observers = new Followers(context);
        synchronisation = new Synchronisation(context, observers);
    }

    List<Follower> all() {
        return observers.all();
    }

    boolean countsOnOrder(long link) {
        return observers.countsOnOrder(link);
    }

    /// From here on this follower serves.
    void begin(long established) {
        epoch = established;
        for (Follower observer : observers) {
            if (observer.stage == Stage.INTRODUCED) {
                offer(observer);
            }
        }
    }

    /// It does not follow any more, and observers have to look for somebody else.
    void end() {
        observers.disconnectAll("this server does not follow any more");
    }

    // ---- from observers ----

    void connected(long link) {
        observers.connected(link);
        if (nextPingMillis == Long.MAX_VALUE) {
            schedulePing();
        }
    }

    void lost(long link) {
        observers.remove(link);
    }

    void received(long link, LearnerMessage message) {
        Follower observer = observers.get(link);
        if (observer == null) {
            return;
        }
        observer.heardMillis = context.nowMillis;
        switch (message) {
            case LearnerMessage.Info info -> introduced(observer, info);
            case LearnerMessage.AckEpoch ack -> promised(observer, ack);
            case LearnerMessage.Ack(var zxid) -> acknowledged(observer, zxid);
            case LearnerMessage.Pong(var zxid, var sessions) -> {
                if (observer.isAtLeast(Stage.SERVING)) {
                    context.service.touched(link, sessions);
                }
            }
            case LearnerMessage.Revalidate revalidate -> {
                if (serves(observer)) {
                    context.service.revalidate(link, revalidate);
                }
            }
            case LearnerMessage.Request request -> {
                if (serves(observer)) {
                    context.service.requested(link, request);
                }
            }
        }
    }

    private void introduced(Follower observer, LearnerMessage.Info info) {
        String refusal =
                info.observer()
                        ? observers.refusal(observer, info)
                        : "only observers are served at this port";
        if (refusal != null) {
            drop(observer, refusal);
            return;
        }
        for (Follower other : observers.earlier(info.serverId())) {
            drop(other, "the server is here again");
        }
        observer.introduce(info, context.settings.features());
        if (epoch != 0) {
            offer(observer);
        }
    }

    private void offer(Follower observer) {
        observer.stage = Stage.OFFERED;
        observers.send(
                observer,
                new LeaderMessage.Info(epoch, LearnerMessage.PROTOCOL_VERSION, observer.features));
    }

    private void promised(Follower observer, LearnerMessage.AckEpoch ack) {
        if (observer.stage != Stage.OFFERED) {
            drop(observer, "it promised an epoch that it was not offered");
            return;
        }
        observer.stage = Stage.PROMISED;
        observer.lastLoggedZxid = ack.lastLoggedZxid();
        synchronise(observer);
    }

    private void acknowledged(Follower observer, long zxid) {
        if (observer.stage == Stage.SYNCHRONISING && zxid == Zxid.beginOf(epoch)) {
            observer.stage = Stage.SERVING;
            observers.send(observer, new LeaderMessage.UpToDate());
            synchroniseWaiting();
        } else if (observer.stage != Stage.SERVING || !Zxid.isBeginOfEpoch(zxid)) {
            drop(
                    observer,
                    "it acknowledged %s, and observers acknowledge nothing but an epoch"
                            .formatted(Zxid.text(zxid)));
        }
    }

    private boolean serves(Follower observer) {
        if (observer.stage == Stage.SERVING) {
            return true;
        }
        drop(observer, "it asked for something before it was up to date");
        return false;
    }

    private void drop(Follower observer, String reason) {
        context.links.disconnectLearner(observer.link, reason);
        observers.remove(observer.link);
    }

    // ---- synchronisation ----

    /// Goes on with those that had to wait.
    void synchroniseWaiting() {
        for (Follower observer : observers.all()) {
            if (observer.stage == Stage.PROMISED) {
                synchronise(observer);
            }
        }
    }

    private void synchronise(Follower observer) {
        if (isAhead(observer)) {
            return;
        }
        switch (synchronisation.begin(observer)) {
            // A change of membership under way reaches it like any transaction, once committed.
            case BEGUN -> synchronisation.end(observer, epoch, context.configs.committed());
            case PUT_OFF -> {}
            case OVER_LIMIT -> drop(observer, "too many observers are being brought up to date");
        }
    }

    /// An observer logs of an epoch nothing but what is committed. What it heard of sooner, from
    /// the leader or another follower, will be heard of here, and would be cut off for nothing.
    private boolean isAhead(Follower observer) {
        long zxid = observer.lastLoggedZxid;
        return Zxid.epoch(zxid) == epoch
                && !Zxid.isBeginOfEpoch(zxid)
                && zxid > context.history.lastCommittedZxid();
    }

    // ---- what is committed ----

    void committed(EncodedTxn txn) {
        observers.inform(new LeaderMessage.Inform(txn));
    }

    /// A change of membership was committed.
    void activated(EncodedTxn txn, long designatedLeader) {
        observers.inform(new LeaderMessage.InformAndActivate(txn, designatedLeader));
    }

    // ---- time ----

    long deadlineMillis() {
        return nextPingMillis;
    }

    void tick() {
        if (context.nowMillis < nextPingMillis) {
            return;
        }
        schedulePing();
        for (Follower observer : observers.all()) {
            String silence = observer.silence(context.nowMillis, context.settings);
            if (silence != null) {
                drop(observer, silence);
            } else if (observer.isAtLeast(Stage.SERVING)) {
                observers.send(observer, new LeaderMessage.Ping(context.history.lastLoggedZxid()));
            }
        }
        synchroniseWaiting();
    }

    private void schedulePing() {
        nextPingMillis = context.nowMillis + context.settings.tickMillis() / 2;
    }
}
