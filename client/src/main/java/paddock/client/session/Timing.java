package paddock.client.session;

import java.util.concurrent.TimeUnit;

/// The times of a session: when what is due, by the monotonic clock (client protocol reference,
/// section 18).
final class Timing {
    private static final long MAX_PING_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FIRST_PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MAX_PROBE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /// Less than this nobody connects in.
    private static final int MIN_CONNECT_MILLIS = 10;

    private final long firstPauseMillis;
    private final long longestPauseMillis;
    private int timeoutMillis;
    private long readNanos;
    private long pingNanos;
    private long probePauseNanos;

    private long now;
    private long lastHeard;
    private long lastSent;
    private boolean readOnly;
    private boolean probing;
    private long nextProbe;

    Timing(SessionSettings settings) {
        firstPauseMillis = settings.firstPauseMillis();
        longestPauseMillis = settings.longestPauseMillis();
        negotiated(settings.sessionTimeoutMillis());
    }

    void negotiated(int millis) {
        timeoutMillis = millis;
        readNanos = TimeUnit.MILLISECONDS.toNanos(millis) * 2 / 3;
        pingNanos = Math.min(readNanos / 2, MAX_PING_NANOS);
    }

    void itIs(long nanos) {
        now = nanos;
    }

    long now() {
        return now;
    }

    void heard(long nanos) {
        now = nanos;
        lastHeard = nanos;
    }

    void sent(long nanos) {
        lastSent = nanos;
    }

    /// How long an attempt may take, so that all servers can be tried before the session expires.
    int connectMillis(int servers) {
        return Math.max(timeoutMillis / Math.max(servers, 1), MIN_CONNECT_MILLIS);
    }

    /// The bound of the pause after so many vain rounds.
    long longestPauseMillis(int rounds) {
        int doublings = Math.min(rounds - 1, 30);
        return Math.min(firstPauseMillis << doublings, longestPauseMillis);
    }

    void connected(boolean toReadOnly) {
        readOnly = toReadOnly;
        probing = false;
        probePauseNanos = FIRST_PROBE_NANOS;
        nextProbe = now + probePauseNanos;
    }

    boolean silentForTooLong() {
        return now - lastHeard >= readNanos;
    }

    long readMillis() {
        return TimeUnit.NANOSECONDS.toMillis(readNanos);
    }

    boolean pingDue() {
        return now - lastSent >= pingNanos;
    }

    boolean probeDue() {
        return !probing && now - nextProbe >= 0;
    }

    void probing() {
        probing = true;
    }

    void probeFailed() {
        probing = false;
        probePauseNanos = Math.min(2 * probePauseNanos, MAX_PROBE_NANOS);
        nextProbe = now + probePauseNanos;
    }

    /// When something is due next while connected.
    long nextWake() {
        long next = earlier(lastHeard + readNanos, lastSent + pingNanos);
        return readOnly && !probing ? earlier(next, nextProbe) : next;
    }

    /// When the session counts as over where no server is heard.
    long endOfReach() {
        return lastHeard + TimeUnit.MILLISECONDS.toNanos(timeoutMillis) * 4 / 3;
    }

    boolean outOfReach() {
        return now - endOfReach() >= 0;
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}
