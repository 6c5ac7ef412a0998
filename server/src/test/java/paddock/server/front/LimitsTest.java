package paddock.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;

final class LimitsTest {
    private final InetAddress here = InetAddress.getLoopbackAddress();

    @Test
    void connectionsOfOneAddressAreCountedUntilTheyAreGone() {
        ConnectionLimits limits = new ConnectionLimits(2, 0);

        assertThat(limits.admit(here)).isTrue();
        assertThat(limits.admit(here)).isTrue();
        assertThat(limits.admit(here)).isFalse();
        limits.release(here);
        assertThat(limits.admit(here)).isTrue();
        assertThat(limits.count()).isEqualTo(2);
        assertThat(limits.rejected()).isEqualTo(1);
    }

    @Test
    void connectionsInAllAreBoundedToo() {
        ConnectionLimits limits = new ConnectionLimits(0, 1);

        assertThat(limits.admit(here)).isTrue();
        assertThat(limits.admit(here)).isFalse();
    }

    @Test
    void largeRequestsAreBoundedTogetherAndSmallOnesNotAtAll() {
        LargeRequests requests = new LargeRequests(2_000, 5_000);

        assertThat(requests.admit(1_500)).isTrue();
        assertThat(requests.admit(4_900)).isTrue();
        assertThat(requests.admit(3_000)).isFalse();
        assertThat(requests.admit(1_500)).isTrue();
        requests.release(4_900);
        assertThat(requests.admit(3_000)).isTrue();
    }

    @Test
    void noThresholdMeansNoLargeRequests() {
        LargeRequests requests = new LargeRequests(-1, 1);

        assertThat(requests.admit(1_000_000)).isTrue();
    }
}
