package paddock.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuspensionsTest {
    private static final long MILLI = 1_000_000;

    private final Suspensions suspensions = new Suspensions(1_000, 0);

    @Test
    void whatIsALittleLateIsNoSuspension() {
        assertThat(suspensions.endedAt(1_400 * MILLI)).isZero();
        assertThat(suspensions.endedAt(2_800 * MILLI)).isZero();
    }

    @Test
    void aSuspensionIsWhatGoesBeyondTheInterval() {
        assertThat(suspensions.endedAt(500 * MILLI)).isZero();
        assertThat(suspensions.endedAt(61_500 * MILLI)).isEqualTo(60_000);
        assertThat(suspensions.endedAt(61_501 * MILLI)).isZero();
    }
}
