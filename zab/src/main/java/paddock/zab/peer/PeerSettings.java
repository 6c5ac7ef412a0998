package paddock.zab.peer;

import paddock.wire.ensemble.Features;

import java.util.EnumSet;
import java.util.Set;

/// How a peer behaves.
///
/// @param serverId this server
/// @param tickMillis the unit of the limits, milliseconds
/// @param initLimit ticks that discovery and synchronisation may each take
/// @param syncLimit ticks that two servers may be silent to each other
/// @param committedLogCount how many committed transactions are kept to bring learners up to date
/// @param snapshotSizeFactor how large the log to be sent may be, as a part of the newest snapshot;
///   negative: the log on disk is never sent
/// @param forceSnapshotSync whether every learner gets a snapshot
/// @param maxSnapshotSyncs how many learners may be sent a snapshot at once; voters are exempt
/// @param maxDiffSyncs the same for those that are sent transactions
/// @param reconfigEnabled whether memberships have versions and can change
/// @param standaloneEnabled whether a single voter would be a server without an ensemble, which no
///   change of membership leads to
/// @param epochWaitMillis how long an elected leader waits for a quorum once a server that voted
///   for it looks for a leader again; -1: as long as without that
/// @param observing how it behaves as an observer
/// @param observerMasters whether followers serve observers too, at a port of their own, and an
///   observer learns from them
/// @param features what this server offers beyond the reference, see [Features]
/// @param mutations mistakes made on purpose, to see them found; empty outside of tests
public record PeerSettings(
        long serverId,
        int tickMillis,
        int initLimit,
        int syncLimit,
        int committedLogCount,
        double snapshotSizeFactor,
        boolean forceSnapshotSync,
        int maxSnapshotSyncs,
        int maxDiffSyncs,
        boolean reconfigEnabled,
        boolean standaloneEnabled,
        int epochWaitMillis,
        ObserverSettings observing,
        boolean observerMasters,
        int features,
        Set<Mutation> mutations) {
    /// The reference's least number of committed transactions kept.
    public static final int MIN_COMMITTED_LOG = 500;

    public PeerSettings {
        mutations =
                mutations.isEmpty() ? EnumSet.noneOf(Mutation.class) : EnumSet.copyOf(mutations);
    }

    /// The defaults of the reference.
    public static PeerSettings of(long serverId, int tickMillis, int initLimit, int syncLimit) {
        return new PeerSettings(
                serverId,
                tickMillis,
                initLimit,
                syncLimit,
                MIN_COMMITTED_LOG,
                0.33,
                false,
                10,
                100,
                false,
                true,
                -1,
                ObserverSettings.EAGER,
                false,
                Features.ALL,
                EnumSet.noneOf(Mutation.class));
    }

    long initMillis() {
        return (long) initLimit * tickMillis;
    }

    long syncMillis() {
        return (long) syncLimit * tickMillis;
    }

    boolean makes(Mutation mistake) {
        return mutations.contains(mistake);
    }
}
