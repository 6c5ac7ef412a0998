package paddock.server.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

import java.util.ArrayList;
import java.util.List;

class RefusalsTest {
    private static final long SECOND = 1_000_000_000;

    private final Lines lines = new Lines();
    private long now = Long.MAX_VALUE - SECOND / 2; // this clock may begin, and overflow, anywhere
    private final Refusals refusals = new Refusals(lines, () -> now);

    @Test
    void theFirstOfAKindIsSaidAtOnce() {
        refusals.warn("too long: {}", 5);
        refusals.info("too short: {}", 1);

        assertThat(lines.said).containsExactly("WARN too long: 5", "INFO too short: 1");
    }

    @Test
    void aFloodIsOneLineASecondAndIsCounted() {
        for (int i = 0; i < 1_000; i++) {
            refusals.warn("too long: {}", i);
        }
        now += SECOND;
        refusals.warn("too long: {}", 1_000);
        now += SECOND;
        refusals.warn("too long: {}", 1_001);

        assertThat(lines.said)
                .containsExactly(
                        "WARN too long: 0",
                        "WARN too long: 1000 (999 more like this were not logged)",
                        "WARN too long: 1001");
    }

    /// A log that is a list.
    private static final class Lines extends AbstractLogger {
        private static final long serialVersionUID = 1L;

        final transient List<String> said = new ArrayList<>();

        @Override
        protected String getFullyQualifiedCallerName() {
            return Lines.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                Marker marker,
                String message,
                Object[] arguments,
                Throwable throwable) {
            said.add(level + " " + MessageFormatter.arrayFormat(message, arguments).getMessage());
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isTraceEnabled(Marker marker) {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled(Marker marker) {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled(Marker marker) {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled(Marker marker) {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled(Marker marker) {
            return true;
        }
    }
}
