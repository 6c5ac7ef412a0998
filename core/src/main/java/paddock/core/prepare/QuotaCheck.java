package paddock.core.prepare;

import paddock.core.quota.Quota;
import paddock.core.tree.QuotaTracker;
import paddock.wire.protocol.ErrorCode;

import java.util.Optional;

/// Holds updates to the quotas (data model reference, section 7).
final class QuotaCheck {
    private final QuotaTracker quotas;
    private final boolean enforce;
    private final QuotaListener listener;

    QuotaCheck(QuotaTracker quotas, boolean enforce, QuotaListener listener) {
        this.quotas = quotas;
        this.enforce = enforce;
        this.listener = listener;
    }

    /// Refuses a change that a hard limit does not allow.
    ///
    /// The usage is that of the tree as it is: what was prepared and not yet applied, earlier parts
    /// of the same multi included, does not count. Without statistics nothing is refused.
    void check(String path, int countDifference, int bytesDifference) throws Rejection {
        String root = enforce ? quotas.rootOf(path) : null;
        if (root == null) {
            return;
        }
        Optional<Quota> limits = Quota.parse(quotas.limits(root));
        if (limits.isEmpty()) {
            throw new Rejection(ErrorCode.MARSHALLING_ERROR);
        }
        if (!quotas.hasStatistics(root)) {
            return;
        }
        Quota.Excess excess =
                limits.get().exceeds(quotas.usage(root), countDifference, bytesDifference);
        if (excess == Quota.Excess.NO) {
            return;
        }
        boolean hard = excess == Quota.Excess.HARD;
        listener.exceeded(path, root, hard);
        if (hard) {
            throw new Rejection(ErrorCode.QUOTA_EXCEEDED);
        }
    }
}
