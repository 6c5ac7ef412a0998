package paddock.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.OptionalInt;
import java.util.SplittableRandom;

class SnapshotDueTest {
    private static final long BYTES = 100;

    private static SnapshotDue due(OptionalInt snapCount, long maxBytes) {
        return due(snapCount, maxBytes, 10, 0);
    }

    private static SnapshotDue due(OptionalInt snapCount, long maxBytes, int znodes, int replayed) {
        return new SnapshotDue(snapCount, maxBytes, new SplittableRandom(7), znodes, replayed);
    }

    /// How many transactions pass until a snapshot is due; the tree grows with each of them.
    private static int txnsUntil(SnapshotDue due, int znodes) {
        for (int txns = 1; ; txns++) {
            due.logged();
            if (due.take(znodes + txns, 0)) {
                return txns;
            }
        }
    }

    @Test
    void comesAfterBetweenHalfOfSnapCountAndAllOfItHoweverLargeTheTreeIs() {
        SnapshotDue due = due(OptionalInt.of(1000), 0);
        for (int i = 0; i < 100; i++) {
            assertThat(txnsUntil(due, 50_000_000)).isBetween(500, 1001);
        }
    }

    @Test
    void isNotAlwaysAfterTheSameNumber() {
        SnapshotDue due = due(OptionalInt.of(1000), 0);
        assertThat(txnsUntil(due, 1)).isNotEqualTo(txnsUntil(due, 1));
    }

    @Test
    void leftToTheServerASmallTreeWaitsForTheUsualNumber() {
        assertThat(txnsUntil(due(OptionalInt.empty(), 0), 10)).isBetween(50_000, 100_001);
    }

    @Test
    void leftToTheServerALargeTreeWaitsForAsManyAsItHasZnodes() {
        SnapshotDue due = due(OptionalInt.empty(), 0, 1_000_000, 0);
        assertThat(txnsUntil(due, 1_000_000)).isBetween(500_000, 1_000_001);
    }

    @Test
    void countsTheZnodesThereWereAtTheLastSnapshot() {
        SnapshotDue due = due(OptionalInt.empty(), 0);
        int first = txnsUntil(due, 300_000);
        assertThat(first).isLessThanOrEqualTo(100_001);

        assertThat(txnsUntil(due, 300_000)).isBetween(150_000, 300_000 + first + 1);
    }

    @Test
    void countsWhatWasReplayedAtTheStart() {
        SnapshotDue due = due(OptionalInt.empty(), 0, 10, 49_000);
        assertThat(txnsUntil(due, 10)).isBetween(1_000, 51_001);
    }

    @Test
    void aServerThatHasJustStartedServesFirst() {
        SnapshotDue due = due(OptionalInt.empty(), 0, 10, 1_000_000);
        assertThat(txnsUntil(due, 10)).isEqualTo(5_000);
        assertThat(txnsUntil(due, 10)).isGreaterThan(50_000);
    }

    @Test
    void comesAfterMuchLogToo() {
        SnapshotDue due = due(OptionalInt.empty(), BYTES);
        assertThat(due.take(1, BYTES / 2 - 1)).isFalse();
        assertThat(due.take(1, BYTES + 1)).isTrue();
        assertThat(due.take(1, BYTES + 2)).isFalse();
        assertThat(due.take(1, 2 * BYTES + 2)).isTrue();
    }
}
