package paddock.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

class SessionTableTest {
    private static final int TICK = 1_000;

    private final SessionTable table = new SessionTable(TICK);

    @Test
    void anUnheardSessionExpiresInTheTickAfterItsTimeout() {
        table.open(7, 4_000);
        table.touch(7, 500);

        assertThat(expired(4_999)).isEmpty();
        assertThat(expired(5_000)).containsExactly(7L);
        assertThat(expired(99_000)).isEmpty();
    }

    @Test
    void aTouchOnTheTickStillLeavesTheFullTimeout() {
        table.open(7, 4_000);
        table.touch(7, 1_000);

        assertThat(expired(5_000)).isEmpty();
        assertThat(expired(6_000)).containsExactly(7L);
    }

    @Test
    void aSessionHeardFromMovesOn() {
        table.open(7, 4_000);
        table.touch(7, 0);

        assertThat(expired(5_000, 3_100)).isEmpty();
        assertThat(table.buckets()).containsExactly(entry(8_000L, List.of(7L)));
        assertThat(expired(8_000, 3_100)).containsExactly(7L);
    }

    @Test
    void theTimeOfASessionStartsWhenTimeIsFirstLookedAt() {
        table.open(7, 4_000);

        assertThat(table.buckets()).isEmpty();
        assertThat(expired(1_000_500)).isEmpty();
        assertThat(table.buckets()).containsExactly(entry(1_005_000L, List.of(7L)));
    }

    @Test
    void anExpiredSessionIsClosingUntilItIsClosed() {
        table.open(7, 4_000);
        table.touch(7, 0);
        expired(5_000);

        assertThat(table.isKnown(7)).isTrue();
        assertThat(table.isClosing(7)).isTrue();
        assertThat(table.isLive(7)).isFalse();
        assertThat(table.closingCount()).isEqualTo(1);
        assertThat(table.touch(7, 5_000)).isFalse();
        assertThat(table.setTimeout(7, 8_000, 5_000)).isFalse();
        assertThat(table.markClosing(7)).isFalse();
        assertThat(table.close(7)).isTrue();
        assertThat(table.close(7)).isFalse();
        assertThat(table.isKnown(7)).isFalse();
        assertThat(table.isClosing(7)).isFalse();
        assertThat(table.closingCount()).isZero();
    }

    @Test
    void aSessionMarkedClosingDoesNotExpire() {
        table.open(7, 4_000);
        table.touch(7, 0);

        assertThat(table.markClosing(7)).isTrue();
        assertThat(table.buckets()).isEmpty();
        assertThat(expired(99_000)).isEmpty();
    }

    @Test
    void aShorterTimeoutBringsTheEndNearer() {
        table.open(7, 40_000);
        table.touch(7, 0);

        assertThat(table.setTimeout(7, 2_000, 500)).isTrue();
        assertThat(table.timeoutMillis(7)).isEqualTo(OptionalInt.of(2_000));
        assertThat(expired(3_000)).containsExactly(7L);
    }

    @Test
    void openingAgainOnlySetsTheTimeout() {
        table.open(7, 4_000);
        table.touch(7, 0);
        table.open(7, 9_000);

        assertThat(table.size()).isEqualTo(1);
        assertThat(table.timeouts()).containsExactly(entry(7L, 9_000));
    }

    @Test
    void unknownSessionsAreNothing() {
        assertThat(table.isKnown(7)).isFalse();
        assertThat(table.isLive(7)).isFalse();
        assertThat(table.timeoutMillis(7)).isEmpty();
        assertThat(table.touch(7, 0)).isFalse();
        assertThat(table.markClosing(7)).isFalse();
    }

    @Test
    void afterARestartAllHaveTheirFullTimeoutAgain() {
        table.open(8, 4_000);
        table.open(-7, 6_000);
        table.open(9, 4_000);
        table.touch(8, 0);
        table.markClosing(9);

        table.restartClocks(100_000);

        assertThat(table.closingCount()).isZero();
        assertThat(table.buckets())
                .containsExactly(entry(105_000L, List.of(8L, 9L)), entry(107_000L, List.of(-7L)));
        assertThat(table.ids()).containsExactly(-7, 8, 9);
    }

    @Test
    void aPostponedDeadlineIsNeverFartherThanAFullTimeout() {
        table.open(7, 4_000);
        table.touch(7, 1_000);
        table.open(8, 4_000);
        table.touch(8, 61_500);
        table.open(9, 4_000);

        table.postpone(60_000, 62_000, id -> id == 7 ? 1_500 : LastHeard.NEVER);

        assertThat(table.buckets())
                .containsExactly(entry(66_000L, List.of(7L)), entry(67_000L, List.of(8L)));
        assertThat(expired(67_000)).containsExactly(7L, 8L);
        assertThat(table.buckets()).containsExactly(entry(72_000L, List.of(9L)));
    }

    @Test
    void whatIsHeardLateDoesNotBringTheEndNearer() {
        table.open(7, 4_000);
        table.heard(7, 3_000);
        table.heard(7, 1_000);

        assertThat(table.buckets()).containsExactly(entry(8_000L, List.of(7L)));
    }

    @Test
    void aReportMayCloseTheSessionAtOnce() {
        for (long id = 1; id <= 3; id++) {
            table.open(id, 4_000);
            table.touch(id, 0);
        }
        List<Long> expired = new ArrayList<>();

        table.expire(
                5_000,
                id -> LastHeard.NEVER,
                id -> {
                    expired.add(id);
                    table.close(id);
                    table.close(3);
                });

        assertThat(expired).containsExactly(1L, 2L);
        assertThat(table.size()).isZero();
        assertThat(table.buckets()).isEmpty();
    }

    @Test
    void monotonicTimeMayBeNegative() {
        table.open(7, 4_000);
        table.touch(7, -10_500);

        assertThat(table.buckets()).containsExactly(entry(-6_000L, List.of(7L)));
        assertThat(expired(-6_001)).isEmpty();
        assertThat(expired(-6_000)).containsExactly(7L);
    }

    @Test
    void aTickTakesTime() {
        assertThatThrownBy(() -> new SessionTable(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<Long> expired(long nowMillis) {
        return expired(nowMillis, LastHeard.NEVER);
    }

    private List<Long> expired(long nowMillis, long lastHeardMillis) {
        List<Long> expired = new ArrayList<>();
        table.expire(nowMillis, id -> lastHeardMillis, expired::add);
        return expired;
    }
}
