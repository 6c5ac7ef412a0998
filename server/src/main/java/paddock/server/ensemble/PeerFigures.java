package paddock.server.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.server.metrics.Counter;
import paddock.server.metrics.Recorder;
import paddock.server.metrics.Summary;
import paddock.server.words.ServerView.ProposalSizes;
import paddock.zab.port.PeerListener;

/// What monitoring is told of a member (commands reference, C2 to C4). Written by the replica's
/// thread, read by any.
final class PeerFigures implements PeerListener {
    private final Recorder recorder;

    /// Of this reign; null where this server does not lead.
    private volatile @Nullable Reign reign;

    /// What a leader tells of itself.
    ///
    /// @param sinceNanos when it began, on the monotonic clock
    /// @param sizes of what it has proposed
    record Reign(long sinceNanos, ProposalSizes sizes) {
        long millis() {
            return (System.nanoTime() - sinceNanos) / 1_000_000;
        }
    }

    PeerFigures(Recorder recorder) {
        this.recorder = recorder;
    }

    /// What there is to tell of this server's reign; null where it does not lead.
    @Nullable Reign reign() {
        return reign;
    }

    @Override
    public void looking() {
        reign = null;
        recorder.count(Counter.LOOKING_COUNT);
    }

    @Override
    public void elected(long millis) {
        recorder.record(Summary.ELECTION_TIME, millis);
    }

    @Override
    public void available(boolean leads, long millis) {
        reign = leads ? new Reign(System.nanoTime(), new ProposalSizes(-1, -1, -1)) : null;
        recorder.record(leads ? Summary.LEADER_UNAVAILABLE_TIME : Summary.UNAVAILABLE_TIME, millis);
    }

    @Override
    public void bringsUpToDate(boolean snapshot) {
        recorder.count(snapshot ? Counter.SNAP_COUNT : Counter.DIFF_COUNT);
    }

    @Override
    public void proposed(int bytes) {
        recorder.count(Counter.PROPOSAL_COUNT);
        Reign now = reign;
        if (now != null) {
            ProposalSizes sizes = now.sizes;
            int min = sizes.min() < 0 ? bytes : Math.min(sizes.min(), bytes);
            reign =
                    new Reign(
                            now.sinceNanos,
                            new ProposalSizes(bytes, min, Math.max(sizes.max(), bytes)));
        }
    }

    @Override
    public void committed() {
        recorder.count(Counter.COMMIT_COUNT);
    }

    @Override
    public void turnedAwayFrom() {
        recorder.count(Counter.QUIT_LEADING_DUE_TO_DISLOYAL_VOTER);
    }

    @Override
    public void upToDate(boolean observer, long millis) {
        recorder.record(observer ? Summary.OBSERVER_SYNC_TIME : Summary.FOLLOWER_SYNC_TIME, millis);
    }

    @Override
    public void proposalReceived() {
        recorder.count(Counter.LEARNER_PROPOSAL_RECEIVED_COUNT);
    }

    @Override
    public void commitReceived() {
        recorder.count(Counter.LEARNER_COMMIT_RECEIVED_COUNT);
    }

    @Override
    public void revalidating() {
        recorder.count(Counter.REVALIDATE_COUNT);
    }
}
