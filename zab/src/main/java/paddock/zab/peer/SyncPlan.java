package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Zxid;
import paddock.zab.port.Store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// How a learner's history is made a part of the leader's (ensemble protocol reference, section 7).
sealed interface SyncPlan {
    /// The learner keeps everything and gets what follows.
    record Diff(long zxid, List<EncodedTxn> backlog) implements SyncPlan {}

    /// The learner forgets what comes after `keep`, and gets what follows.
    record Trunc(long keep, List<EncodedTxn> backlog) implements SyncPlan {}

    /// The learner gets the tree.
    record Snap() implements SyncPlan {}

    /// Chooses the cheapest way for a learner whose log ends with `peer`.
    ///
    /// @param cutsAnywhere whether the learner can truncate its log to an earlier epoch, which the
    ///   reference cannot. The leader's last transaction before `peer` is in the learner's log all
    ///   the same: whoever logged anything of an epoch has all of what that epoch began with.
    static SyncPlan choose(
            long peer, boolean cutsAnywhere, History history, Store store, PeerSettings settings) {
        if (settings.forceSnapshotSync()) {
            return new Snap();
        }
        long last = history.lastCommittedZxid();
        if (peer == last) {
            return new Diff(peer, List.of());
        }
        Collection<EncodedTxn> committed = history.committed();
        long max = history.lastCommittedTxnZxid();
        long min = committed.isEmpty() ? max : committed.iterator().next().zxid();
        boolean epochOnly = Zxid.isBeginOfEpoch(peer);
        if (peer > max && !epochOnly) {
            return new Trunc(max, List.of());
        }
        if (peer > max) {
            return new Snap();
        }
        if (peer >= min) {
            Walk walk = new Walk(peer, max, cutsAnywhere);
            walk.through(committed);
            return walk.plan();
        }
        return fromDisk(new Walk(peer, max, cutsAnywhere), peer, min, committed, store, settings);
    }

    private static SyncPlan fromDisk(
            Walk walk,
            long peer,
            long min,
            Collection<EncodedTxn> committed,
            Store store,
            PeerSettings settings) {
        if (settings.snapshotSizeFactor() < 0) {
            return new Snap();
        }
        try (Store.LogTail tail = store.tail(peer)) {
            if (tail == null) {
                return new Snap();
            }
            double limit = store.snapshotBytes() * settings.snapshotSizeFactor();
            if (limit > 0 && tail.bytes() > limit) {
                return new Snap();
            }
            long reached = 0;
            for (EncodedTxn txn = tail.next();
                    txn != null && txn.zxid() <= min;
                    txn = tail.next()) {
                if (reached == 0 && txn.zxid() > peer) {
                    return new Snap();
                }
                walk.over(txn);
                reached = txn.zxid();
            }
            if (reached < min) {
                return new Snap();
            }
            walk.through(committed);
            return walk.plan();
        }
    }

    /// Follows the leader's history from where the learner's may leave it.
    final class Walk {
        private final long peer;
        private final long max;
        private final boolean cutsAnywhere;
        private final List<EncodedTxn> backlog = new ArrayList<>();
        private long previous;
        private @Nullable Long keep;
        private boolean diff;
        private boolean impossible;
        private long queued;

        Walk(long peer, long max, boolean cutsAnywhere) {
            this.peer = peer;
            this.max = max;
            this.cutsAnywhere = cutsAnywhere;
            queued = peer;
            diff = peer == max;
        }

        void through(Collection<EncodedTxn> txns) {
            for (EncodedTxn txn : txns) {
                over(txn);
            }
        }

        void over(EncodedTxn txn) {
            long zxid = txn.zxid();
            if (impossible || zxid < peer) {
                previous = zxid;
                return;
            }
            if (!diff && keep == null) {
                meet(zxid);
                if (impossible || zxid == peer) {
                    return;
                }
            }
            if (keep != null ? zxid > Math.max(keep, lastQueued()) : zxid > lastQueued()) {
                backlog.add(txn);
            }
        }

        private void meet(long zxid) {
            if (zxid == peer || Zxid.isBeginOfEpoch(peer)) {
                diff = true;
            } else if (previous == 0 || !cutsAnywhere && Zxid.epoch(zxid) != Zxid.epoch(peer)) {
                impossible = true;
            } else {
                // The learner logged something that the leader never saw.
                keep = previous;
                queued = previous;
            }
        }

        private long lastQueued() {
            return backlog.isEmpty() ? queued : backlog.getLast().zxid();
        }

        SyncPlan plan() {
            if (impossible) {
                return new Snap();
            }
            if (keep != null) {
                return new Trunc(keep, backlog);
            }
            return diff || Zxid.isBeginOfEpoch(peer) ? new Diff(max, backlog) : new Snap();
        }
    }
}
