package paddock.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.OptionalInt;
import java.util.SplittableRandom;

class SnapshotDueTest {
    private static final long BYTES = 100;

    private static SnapshotDue due(OptionalInt snapCount, long maxBytes) {
        return new SnapshotDue(snapCount, maxBytes, new SplittableRandom(7));
    }

    /// How many transactions pass until a snapshot of a tree of so many znodes is due.
    private static int txnsUntil(SnapshotDue due, int znodes) {
        for (int txns = 1; ; txns++) {
            due.logged();
            if (due.take(znodes, 0)) {
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
        assertThat(txnsUntil(due(OptionalInt.empty(), 0), 1_000_000)).isBetween(500_000, 1_000_001);
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
