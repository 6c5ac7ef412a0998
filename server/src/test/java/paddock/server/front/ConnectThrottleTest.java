package paddock.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

final class ConnectThrottleTest {
    private final AtomicLong clock = new AtomicLong(1_000);

    @Test
    void throttleOfNoTokensAdmitsEverybody() {
        ConnectThrottle throttle = throttle(0, 10, -1, 0);

        for (int i = 0; i < 100; i++) {
            assertThat(throttle.admit(false)).isTrue();
        }
    }

    @Test
    void emptyBucketRefusesUntilItIsFilledAgain() {
        ConnectThrottle throttle = throttle(2, 10, -1, 0);

        assertThat(throttle.admit(false)).isTrue();
        assertThat(throttle.admit(false)).isTrue();
        assertThat(throttle.admit(false)).isFalse();
        clock.addAndGet(20);
        assertThat(throttle.admit(false)).isTrue();
        assertThat(throttle.rejected()).isEqualTo(1);
        assertThat(throttle.admitted()).isEqualTo(3);
    }

    @Test
    void resumedSessionCostsWhatItIsConfiguredToCost() {
        var settings = new ConnectThrottle.Settings(5, 10, 1, -1, 0.02, 0.002, 0, 3, 2);
        ConnectThrottle throttle = new ConnectThrottle(settings, clock::get, () -> 0.5);

        assertThat(throttle.admit(false)).isTrue();
        assertThat(throttle.admit(false)).isFalse();
        assertThat(throttle.admit(true)).isTrue();
        assertThat(throttle.admit(true)).isFalse();
    }

    @Test
    void bucketThatStaysEmptyMakesDropsMoreLikelyAndARefilledOneLess() {
        ConnectThrottle throttle = throttle(1, 1_000, 100, 0.9);

        assertThat(throttle.admit(false)).isTrue();
        for (int i = 1; i <= 3; i++) {
            clock.addAndGet(101);
            assertThat(throttle.admit(false)).isFalse();
            assertThat(throttle.dropProbability()).isEqualTo(0.5 * Math.min(i, 2));
        }
        clock.addAndGet(5_000);
        throttle.admit(false);
        assertThat(throttle.dropProbability()).isEqualTo(1.0);
    }

    private ConnectThrottle throttle(int size, int fillMillis, int freezeMillis, double random) {
        var settings =
                new ConnectThrottle.Settings(size, fillMillis, 1, freezeMillis, 0.5, 0.25, 0, 1, 1);
        return new ConnectThrottle(settings, clock::get, () -> random);
    }
}
