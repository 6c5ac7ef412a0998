package paddock.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

final class HistogramProperties {
    @Test
    void percentilesAreExactWhenSmallAndWithinThreePercentBeyond() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            long[] values = new long[1 + random.nextInt(500)];
            int bits = 1 + random.nextInt(39);
            Histogram histogram = new Histogram();
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextLong(1L << bits);
                histogram.record(values[i]);
            }
            Arrays.sort(values);

            for (double share : new double[] {0.5, 0.95, 0.99, 0.999}) {
                long exact = values[(int) Math.max(1, Math.ceil(share * values.length)) - 1];
                long told = histogram.percentile(share);
                if (exact < 128) {
                    assertThat(told).as("seed %d, share %s", seed, share).isEqualTo(exact);
                } else {
                    assertThat(told)
                            .as("seed %d, share %s", seed, share)
                            .isBetween(exact, exact + exact / 32);
                }
            }
        }
    }

    @Test
    void theExtremesHaveAPlace() {
        Histogram histogram = new Histogram();
        assertThat(histogram.percentile(0.5)).isZero();

        histogram.record(-1);
        assertThat(histogram.percentile(0.5)).isZero();

        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.percentile(0.99)).isEqualTo((1L << 41) - 1);
    }
}
