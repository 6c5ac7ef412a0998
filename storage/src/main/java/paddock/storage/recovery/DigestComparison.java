package paddock.storage.recovery;

import org.jspecify.annotations.Nullable;

import paddock.storage.recovery.RecoveryReport.DigestVerdict;
import paddock.storage.snapshot.SnapshotSummary.SnapshotDigest;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.TxnDigest;

/// Compares digests on disk with the tree, from the moment on when they must agree: a fuzzy
/// snapshot is ahead of its name here and there until the transaction its digest speaks of is
/// replayed.
final class DigestComparison {
    private final boolean enabled;
    private boolean aligned;
    private @Nullable SnapshotDigest awaited;
    private long compared;
    private DigestVerdict.@Nullable Differs difference;

    DigestComparison(boolean enabled) {
        this.enabled = enabled;
    }

    /// The tree is empty, so every digest in the log must agree.
    void startedEmpty() {
        aligned = true;
    }

    void loaded(long snapshotZxid, @Nullable SnapshotDigest digest, Restored restored) {
        if (digest == null
                || digest.version() != TxnDigest.VERSION
                || digest.zxid() == 0
                || digest.zxid() < snapshotZxid) {
            return;
        }
        awaited = digest;
        alignIfReached(snapshotZxid, restored);
    }

    void replayed(LoggedTxn txn, Restored restored) {
        if (!enabled) {
            return;
        }
        TxnDigest digest = txn.digest();
        if (!aligned) {
            alignIfReached(txn.header().zxid(), restored);
        } else if (digest != null && digest.version() == TxnDigest.VERSION) {
            compare(txn.header().zxid(), digest.treeDigest(), restored);
        }
    }

    private void alignIfReached(long zxid, Restored restored) {
        if (enabled && awaited != null && awaited.zxid() == zxid) {
            aligned = true;
            compare(zxid, awaited.treeDigest(), restored);
        }
    }

    private void compare(long zxid, long onDisk, Restored restored) {
        long computed = restored.treeDigest();
        compared++;
        if (onDisk != computed && difference == null) {
            difference = new DigestVerdict.Differs(zxid, onDisk, computed);
        }
    }

    DigestVerdict verdict() {
        if (difference != null) {
            return difference;
        }
        return compared == 0 ? new DigestVerdict.NotCompared() : new DigestVerdict.Agreed(compared);
    }
}
