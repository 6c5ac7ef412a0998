package paddock.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final Heartbeat heartbeat = new Heartbeat();

    @Test
    void theLongestGapIsThatBetweenNeighboursInTimeWhoeverNotedThemFirst() {
        beat(100, 10, 40, 50);

        assertThat(heartbeat.longestGap(10, 100)).isEqualTo(50);
        assertThat(heartbeat.longestGap(10, 45)).isEqualTo(30);
    }

    @Test
    void aGapThatBeganBeforeCountsWhole() {
        beat(10, 40, 45, 50);

        assertThat(heartbeat.longestGap(39, 50)).isEqualTo(30);
        assertThat(heartbeat.longestGap(40, 50)).isEqualTo(5);
    }

    @Test
    void aGapThatIsNotOverIsNoFigure() {
        beat(10, 20);

        assertThatThrownBy(() -> heartbeat.longestGap(10, 21)).isInstanceOf(LoadFailure.class);
        assertThatThrownBy(() -> heartbeat.longestGap(9, 20)).isInstanceOf(LoadFailure.class);
        assertThatThrownBy(() -> new Heartbeat().longestGap(0, 0)).isInstanceOf(LoadFailure.class);
    }

    @Test
    void manyBeatsAreKept() {
        for (int i = 0; i < 10_000; i++) {
            heartbeat.beat(i * 3L);
        }

        assertThat(heartbeat.count()).isEqualTo(10_000);
        assertThat(heartbeat.longestGap(0, 29_997)).isEqualTo(3);
        assertThat(heartbeat.beatAfter(29_996)).isTrue();
        assertThat(heartbeat.beatAfter(29_997)).isFalse();
    }

    private void beat(long... times) {
        for (long each : times) {
            heartbeat.beat(each);
        }
    }
}
