package paddock.server.refusal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Says what is refused, one line of each kind a second, with how many others there were meanwhile.
/// A kind is a message, whatever its values. Any thread may say something.
public final class Refusals {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final LongSupplier clock;

    /// By message. Written by whoever says something; there are no more than messages in the code.
    private final ConcurrentHashMap<String, Kind> kinds = new ConcurrentHashMap<>();

    /// When the next line may be written, and how many were not since the last.
    private record Kind(long dueNanos, long unsaid, boolean due) {}

    /// @param log of the class that refuses
    public Refusals(Logger log) {
        this(log, System::nanoTime);
    }

    Refusals(Logger log, LongSupplier clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Something was refused that an operator may want to do something about.
    public void warn(String message, @Nullable Object... values) {
        say(Level.WARN, message, values);
    }

    /// Something was refused as a matter of course.
    public void info(String message, @Nullable Object... values) {
        say(Level.INFO, message, values);
    }

    /// Something was refused because of an error of this server; the last value may be it.
    public void error(String message, @Nullable Object... values) {
        say(Level.ERROR, message, values);
    }

    private void say(Level level, String message, @Nullable Object[] values) {
        long now = clock.getAsLong();
        Kind kind =
                kinds.compute(
                        message,
                        (same, before) -> {
                            if (before == null) {
                                return new Kind(now + INTERVAL_NANOS, 0, true);
                            }
                            // The count of the last line was told with it.
                            long unsaid = before.due ? 0 : before.unsaid;
                            return now - before.dueNanos >= 0
                                    ? new Kind(now + INTERVAL_NANOS, unsaid, true)
                                    : new Kind(before.dueNanos, unsaid + 1, false);
                        });
        if (kind.due) {
            String more =
                    kind.unsaid == 0 ? "" : " (" + kind.unsaid + " more like this were not logged)";
            switch (level) {
                case ERROR -> log.error(message + more, values);
                case WARN -> log.warn(message + more, values);
                default -> log.info(message + more, values);
            }
        }
    }
}
