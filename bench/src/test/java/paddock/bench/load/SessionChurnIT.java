package paddock.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Request;

import java.time.Duration;
import java.util.List;

class SessionChurnIT {
    private static final byte[] READ = Frames.request(1, new Request.GetData("/a", false));
    private static final byte[] CLOSE = Frames.request(2, new Request.CloseSession());

    @Test
    void oneSessionFollowsTheOtherInEveryPlace() throws Exception {
        try (RunningEcho echo = new RunningEcho();
                SessionChurn churn =
                        new SessionChurn(
                                List.of(echo.address()), 3, place -> List.of(READ, CLOSE))) {
            LoadResult result = churn.run(Duration.ZERO, Duration.ofMillis(500), Window.UNWATCHED);

            // More lives than places: somebody was followed by the next.
            assertThat(result.operations()).isGreaterThan(3);
            assertThat(result.latencies().getTotalCount()).isEqualTo(result.operations());
            assertThat(result.generatorCpuNanos()).isPositive();
        }
    }

    @Test
    void aServerThatHangsUpInTheMiddleOfALifeFailsTheRun() throws Exception {
        try (RunningEcho echo = new RunningEcho();
                SessionChurn churn =
                        new SessionChurn(
                                List.of(echo.address()), 1, place -> List.of(CLOSE, READ))) {
            assertThatThrownBy(
                            () ->
                                    churn.run(
                                            Duration.ofSeconds(10),
                                            Duration.ofSeconds(10),
                                            Window.UNWATCHED))
                    .isInstanceOf(LoadFailure.class);
        }
    }
}
