package paddock.zab.peer;

import static org.assertj.core.api.Assertions.assertThat;

import static paddock.zab.peer.Stage.txn;
import static paddock.zab.peer.Stage.zxid;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.EncodedTxn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The table of the ensemble protocol reference, section 7.
class SyncPlanTest {
    private final Disk disk = new Disk();

    /// A log on disk of which the leader remembers the last part.
    private static final class Disk extends Stage {
        List<EncodedTxn> logged = List.of();
        long snapshotBytes;

        Disk() {
            super(3, 0);
        }

        @Override
        public @Nullable LogTail tail(long from) {
            if (logged.isEmpty()) {
                return null;
            }
            Iterator<EncodedTxn> all = logged.iterator();
            return new LogTail() {
                @Override
                public long bytes() {
                    return 1000;
                }

                @Override
                public @Nullable EncodedTxn next() {
                    return all.hasNext() ? all.next() : null;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public long snapshotBytes() {
            return snapshotBytes;
        }
    }

    private static List<EncodedTxn> txns(long... zxids) {
        List<EncodedTxn> txns = new ArrayList<>();
        for (long each : zxids) {
            txns.add(txn(each));
        }
        return txns;
    }

    private History remembering(long... zxids) {
        History history = new History(disk, disk, 500);
        for (EncodedTxn txn : txns(zxids)) {
            history.append(txn);
            history.commitNext();
        }
        return history;
    }

    private String plan(long peer, History history) {
        return plan(peer, false, history);
    }

    private String plan(long peer, boolean cutsAnywhere, History history) {
        SyncPlan plan =
                SyncPlan.choose(peer, cutsAnywhere, history, disk, PeerSettings.of(3, 1000, 10, 5));
        return switch (plan) {
            case SyncPlan.Diff(var zxid, var backlog) -> "DIFF %x %s".formatted(zxid, hex(backlog));
            case SyncPlan.Trunc(var keep, var backlog) ->
                    "TRUNC %x %s".formatted(keep, hex(backlog));
            case SyncPlan.Snap() -> "SNAP";
        };
    }

    private static List<String> hex(List<EncodedTxn> txns) {
        return txns.stream().map(txn -> Long.toHexString(txn.zxid())).toList();
    }

    @Test
    void whoHasEverythingGetsAnEmptyDiff() {
        assertThat(plan(zxid(1, 2), remembering(zxid(1, 1), zxid(1, 2))))
                .isEqualTo("DIFF 100000002 []");
    }

    @Test
    void whoIsBehindGetsWhatFollows() {
        assertThat(plan(zxid(1, 1), remembering(zxid(1, 1), zxid(1, 2), zxid(2, 1))))
                .isEqualTo("DIFF 200000001 [100000002, 200000001]");
    }

    @Test
    void whoIsAheadIsCut() {
        assertThat(plan(zxid(1, 7), remembering(zxid(1, 5), zxid(1, 6))))
                .isEqualTo("TRUNC 100000006 []");
    }

    @Test
    void whoLoggedWhatTheLeaderNeverSawIsCutAndGetsWhatFollows() {
        assertThat(plan(zxid(1, 6), remembering(zxid(1, 4), zxid(1, 5), zxid(1, 7))))
                .isEqualTo("TRUNC 100000005 [100000007]");
    }

    @Test
    void theReferenceIsNotCutAcrossEpochs() {
        History history = remembering(zxid(1, 5), zxid(2, 1));

        assertThat(plan(zxid(1, 6), false, history)).isEqualTo("SNAP");
        assertThat(plan(zxid(1, 6), true, history)).isEqualTo("TRUNC 100000005 [200000001]");
    }

    @Test
    void whoOnlyBeganAnEpochGetsWhatFollowsItsHistory() {
        assertThat(plan(zxid(2, 0), remembering(zxid(1, 5), zxid(3, 1))))
                .isEqualTo("DIFF 300000001 [300000001]");
    }

    @Test
    void whoBeganAnEpochThatTheLeaderHasNothingAfterGetsTheTree() {
        assertThat(plan(zxid(2, 0), remembering(zxid(1, 5)))).isEqualTo("SNAP");
    }

    @Test
    void anEpochThatBeganSinceMakesNoDifferenceToWhoHasEverything() {
        History history = remembering(zxid(1, 1), zxid(1, 2));
        history.beginEpoch(2);

        assertThat(plan(zxid(1, 2), history)).isEqualTo("DIFF 100000002 []");
        assertThat(plan(zxid(2, 0), history)).isEqualTo("DIFF 200000000 []");
    }

    @Test
    void whoIsFurtherBehindGetsTheLogFromDisk() {
        disk.logged = txns(zxid(1, 1), zxid(1, 2), zxid(1, 3), zxid(1, 4));

        assertThat(plan(zxid(1, 2), remembering(zxid(1, 4), zxid(1, 5))))
                .isEqualTo("DIFF 100000005 [100000003, 100000004, 100000005]");
    }

    @Test
    void aLogThatBeginsAfterTheLearnerEndsIsOfNoUse() {
        disk.logged = txns(zxid(1, 3), zxid(1, 4));

        assertThat(plan(zxid(1, 2), remembering(zxid(1, 4), zxid(1, 5)))).isEqualTo("SNAP");
    }

    @Test
    void aLogThatEndsBeforeWhatIsRememberedIsOfNoUse() {
        disk.logged = txns(zxid(1, 1), zxid(1, 2));

        assertThat(plan(zxid(1, 1), remembering(zxid(1, 4), zxid(1, 5)))).isEqualTo("SNAP");
    }

    @Test
    void aLogThatIsLargeBesideTheTreeIsNotSent() {
        disk.logged = txns(zxid(1, 1), zxid(1, 2), zxid(1, 3), zxid(1, 4));
        disk.snapshotBytes = 2000;

        assertThat(plan(zxid(1, 2), remembering(zxid(1, 4), zxid(1, 5)))).isEqualTo("SNAP");
    }
}
