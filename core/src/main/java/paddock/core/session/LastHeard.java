package paddock.core.session;

/// Knows when somebody last heard from the client of a session.
@FunctionalInterface
public interface LastHeard {
    /// The answer when nobody has, for instance since the client is not connected.
    long NEVER = Long.MIN_VALUE;

    /// The monotonic time in milliseconds, or [#NEVER].
    long millis(long sessionId);
}
