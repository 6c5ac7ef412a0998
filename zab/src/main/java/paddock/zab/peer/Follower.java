package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LearnerMessage;

/// A learner, follower or observer, as its leader sees it.
final class Follower {
    enum Stage {
        /// Connected; who it is has still to be heard.
        NEW,
        /// It waits for the epoch.
        INTRODUCED,
        /// It knows the epoch.
        OFFERED,
        /// It promised to follow no older epoch.
        PROMISED,
        /// It is being brought up to date, and gets everything new.
        SYNCHRONISING,
        /// It has the initial history on disk.
        SYNCHRONISED,
        SERVING
    }

    final long link;
    final long connectedMillis;
    long serverId;
    boolean observer;
    int features;
    Stage stage = Stage.NEW;
    long acceptedEpoch;
    long promisedEpoch;
    long lastLoggedZxid;
    long heardMillis;

    /// Everything up to here is on its disk.
    long ackedZxid;

    /// The last proposal sent to it, and since when the oldest unacknowledged one waits.
    long sentZxid;

    long waitingSinceMillis;
    long pingsSent;
    long pingsAnswered;

    /// The ping whose answer shows that it still follows; see [LeadershipProof].
    long provingPing = Long.MAX_VALUE;

    boolean countsSnapshot;
    boolean countsDiff;

    Follower(long link, long nowMillis) {
        this.link = link;
        connectedMillis = nowMillis;
        heardMillis = nowMillis;
    }

    void introduce(LearnerMessage.Info info, int offered) {
        serverId = info.serverId();
        observer = info.observer();
        features = info.features() & offered;
        acceptedEpoch = info.acceptedEpoch();
        stage = Stage.INTRODUCED;
    }

    boolean isAtLeast(Stage other) {
        return stage.compareTo(other) >= 0;
    }

    /// Whether it gets what is proposed and committed as it happens.
    boolean isForwarded() {
        return isAtLeast(Stage.SYNCHRONISING);
    }

    boolean can(int feature) {
        return (features & feature) != 0;
    }

    boolean isCumulative() {
        return can(Features.CUMULATIVE);
    }

    /// Why it is to be sent away because of what it has not done in time, or null.
    @Nullable String silence(long nowMillis, PeerSettings settings) {
        if (!isAtLeast(Stage.SYNCHRONISED)) {
            return nowMillis - heardMillis > settings.initMillis()
                    ? "it was not up to date within " + settings.initMillis() + " ms"
                    : null;
        }
        if (nowMillis - heardMillis > settings.syncMillis()) {
            return "not heard of for " + settings.syncMillis() + " ms";
        }
        if (ackedZxid < sentZxid && nowMillis - waitingSinceMillis > settings.syncMillis()) {
            return "it did not acknowledge anything for " + settings.syncMillis() + " ms";
        }
        return null;
    }

    @Override
    public String toString() {
        return (observer ? "observer " : "follower ") + serverId + " (link " + link + ")";
    }
}
