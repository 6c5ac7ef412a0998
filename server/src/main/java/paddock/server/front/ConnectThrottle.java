package paddock.server.front;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// Bounds the rate of new sessions with a bucket of tokens, and drops some at random while the
/// bucket stays empty (security reference, section 9). Any thread.
public final class ConnectThrottle {
    private final Settings settings;
    private final LongSupplier clockMillis;
    private final DoubleSupplier random;
    private double tokens;
    private long lastFillMillis;
    private long lastFreezeMillis;
    private double dropProbability;
    private long rejected;
    private long admitted;

    /// The settings of the throttle.
    ///
    /// @param size tokens the bucket holds; 0 turns the throttle off
    /// @param fillMillis how long it takes to add `fillCount` tokens
    /// @param fillCount tokens added each time
    /// @param freezeMillis how often the probability of a drop is adjusted; -1 for never
    /// @param dropIncrease what an empty bucket adds to the probability
    /// @param dropDecrease what a recovered bucket takes off it
    /// @param decreaseRatio the share of the bucket that may be missing for it to count as
    ///   recovered
    /// @param newSessionTokens what opening a session costs
    /// @param renewSessionTokens what resuming one costs
    public record Settings(
            int size,
            int fillMillis,
            int fillCount,
            int freezeMillis,
            double dropIncrease,
            double dropDecrease,
            double decreaseRatio,
            int newSessionTokens,
            int renewSessionTokens) {}

    /// A throttle with a full bucket.
    ///
    /// @param clockMillis a clock that never goes back
    /// @param random numbers from 0 to 1
    public ConnectThrottle(Settings settings, LongSupplier clockMillis, DoubleSupplier random) {
        this.settings = settings;
        this.clockMillis = clockMillis;
        this.random = random;
        tokens = settings.size();
        lastFillMillis = clockMillis.getAsLong();
        lastFreezeMillis = lastFillMillis;
    }

    /// Whether one more session may be opened, or resumed.
    public synchronized boolean admit(boolean resumed) {
        if (settings.size() <= 0) {
            admitted++;
            return true;
        }
        long now = clockMillis.getAsLong();
        if (dropsAtRandom(now)) {
            rejected++;
            return false;
        }
        fill(now);
        int cost = resumed ? settings.renewSessionTokens() : settings.newSessionTokens();
        if (tokens < cost) {
            rejected++;
            return false;
        }
        tokens -= cost;
        admitted++;
        return true;
    }

    /// Sessions refused so far.
    public synchronized long rejected() {
        return rejected;
    }

    /// Sessions let through so far.
    public synchronized long admitted() {
        return admitted;
    }

    /// How likely a session is to be refused at random.
    public synchronized double dropProbability() {
        return dropProbability;
    }

    private void fill(long now) {
        long elapsed = now - lastFillMillis;
        if (elapsed > settings.fillMillis()) {
            double more = (double) elapsed * settings.fillCount() / settings.fillMillis();
            tokens = Math.min(settings.size(), tokens + more);
            lastFillMillis = now;
        }
    }

    private boolean dropsAtRandom(long now) {
        if (settings.freezeMillis() == -1) {
            return false;
        }
        if (now - lastFreezeMillis > settings.freezeMillis()) {
            lastFreezeMillis = now;
            double missing = settings.size() - tokens;
            if (tokens < 1) {
                dropProbability = Math.min(1, dropProbability + settings.dropIncrease());
            } else if (missing <= Math.round(settings.size() * settings.decreaseRatio())) {
                dropProbability = Math.max(0, dropProbability - settings.dropDecrease());
            }
        }
        return random.getAsDouble() < dropProbability;
    }
}
