package paddock.server.front;

import java.util.List;

/// What the client side must know of the configuration. Times are in milliseconds.
///
/// @param maxFrameBytes the longest request, `jute.maxbuffer`
/// @param extraFieldBytes what a field inside may be longer than that
/// @param minSessionTimeoutMillis the shortest session timeout granted
/// @param maxSessionTimeoutMillis the longest session timeout granted
/// @param maxConnectionsPerAddress connections from one address; 0 for no limit
/// @param maxConnections connections in all; 0 for no limit
/// @param outstandingLimit requests in flight at which connections that have some stop reading
/// @param handshakeTimeoutMillis how long a connection may be without a session
/// @param largeRequestThreshold requests longer than this count as large; -1 for none
/// @param largeRequestMaxBytes large requests in flight together
/// @param outstandingBytesLimit the same in bytes of requests; connections without any in flight
///   stop at twice as much
/// @param slowConsumerBytes unsent bytes at which a client is disconnected
/// @param slowConsumersBytes unsent bytes of all clients that are behind at which some are
///   disconnected
/// @param unfinishedBytes bytes that requests may hold in all that are not all here yet
/// @param enforcedAuthSchemes schemes of which a client needs one for any request; empty for none
/// @param tcpKeepAlive whether the operating system probes idle connections
/// @param backlog connections that may wait to be accepted; -1 for the system's default
public record FrontSettings(
        int maxFrameBytes,
        int extraFieldBytes,
        int minSessionTimeoutMillis,
        int maxSessionTimeoutMillis,
        int maxConnectionsPerAddress,
        int maxConnections,
        int outstandingLimit,
        int handshakeTimeoutMillis,
        int largeRequestThreshold,
        long largeRequestMaxBytes,
        long outstandingBytesLimit,
        long slowConsumerBytes,
        long slowConsumersBytes,
        long unfinishedBytes,
        List<String> enforcedAuthSchemes,
        boolean tcpKeepAlive,
        int backlog) {
    public FrontSettings {
        enforcedAuthSchemes = List.copyOf(enforcedAuthSchemes);
    }

    /// The timeout a client gets that asks for one.
    public int negotiate(int requestedMillis) {
        return Math.clamp(requestedMillis, minSessionTimeoutMillis, maxSessionTimeoutMillis);
    }
}
