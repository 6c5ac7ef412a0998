package paddock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.ErrorCode;

import java.time.Duration;
import java.util.Optional;

final class RetryPolicyTest {
    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(40);

    private final RetryPolicy safe = RetryPolicy.safe(5, FIRST, LONGEST);
    private final RetryPolicy updatesToo = RetryPolicy.updatesToo(5, FIRST, LONGEST);

    private static RetryPolicy.Failure failure(ErrorCode code, boolean perhaps, int attempts) {
        return new RetryPolicy.Failure(
                ClientException.of(
                        new ClientException.Failure(code.code(), "setData", "/a", perhaps)),
                true,
                attempts);
    }

    @Test
    void whatMayHaveHappenedIsRepeatedOnlyWhereThatIsWanted() {
        var perhaps = failure(ErrorCode.CONNECTION_LOSS, true, 1);
        var surelyNot = failure(ErrorCode.CONNECTION_LOSS, false, 1);

        assertThat(safe.next(perhaps)).isEmpty();
        assertThat(safe.next(surelyNot)).isPresent();
        assertThat(updatesToo.next(perhaps)).isPresent();
        assertThat(RetryPolicy.never().next(surelyNot)).isEmpty();
    }

    @Test
    void whatAServerRefusedIsNotRepeated() {
        assertThat(updatesToo.next(failure(ErrorCode.BAD_VERSION, false, 1))).isEmpty();
        assertThat(updatesToo.next(failure(ErrorCode.SESSION_EXPIRED, true, 1))).isEmpty();
        assertThat(updatesToo.next(failure(ErrorCode.REQUEST_TIMEOUT, true, 1))).isEmpty();
        assertThat(safe.next(failure(ErrorCode.THROTTLED_OP, false, 1))).isPresent();
    }

    @Test
    void pausesGrowUpToABoundAndEnd() {
        long[] bounds = {10, 20, 40, 40};
        for (int attempts = 1; attempts <= bounds.length; attempts++) {
            for (int i = 0; i < 200; i++) {
                Optional<Duration> pause =
                        safe.next(failure(ErrorCode.CONNECTION_LOSS, false, attempts));
                assertThat(pause.orElseThrow().toMillis()).isBetween(1L, bounds[attempts - 1]);
            }
        }
        assertThat(safe.next(failure(ErrorCode.CONNECTION_LOSS, false, 5))).isEmpty();
    }

    @Test
    void takesNoNonsense() {
        assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.safe(0, FIRST, LONGEST));
        assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.safe(1, LONGEST, FIRST));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.safe(1, Duration.ZERO, FIRST));
    }
}
