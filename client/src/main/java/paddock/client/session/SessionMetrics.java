package paddock.client.session;

import java.net.SocketAddress;

/// Counts what a session does. Called on the session's own thread: quick, and never blocking.
public interface SessionMetrics {
    /// A request was handed to the network.
    default void sent(int opCode, int bytes) {}

    /// A request is over, answered or not.
    ///
    /// @param error 0 or a code, see [Outcome#done]
    /// @param nanos since it was submitted
    default void finished(int opCode, int error, long nanos) {}

    /// A server sent a watch event.
    default void watchFired() {}

    /// A server serves the session.
    ///
    /// @param nanos since the attempt began
    default void connected(SocketAddress server, long nanos) {}

    /// A connection ended, or could not be made.
    default void connectionLost(String why) {}
}
