package paddock.server.links;

import paddock.server.config.ServerConfig;

/// What the links must know of the configuration. Times are in milliseconds.
///
/// @param serverId this server
/// @param initMillis how long a link of the quorum port may be silent until both sides have the
///   same history, `initLimit`
/// @param syncMillis how long it may be silent afterwards, `syncLimit`
/// @param connectMillis how long reaching the leader may take in all
/// @param connectPauseMillis how long to wait between two tries to reach the leader
/// @param electionConnectMillis how long opening an election link may take for each address
/// @param handshakeMillis how long a server may take to say who it is on the election port
/// @param bindAttempts how often a port is tried that somebody else has; 0 for ever
/// @param bindPauseMillis how long to wait between two of these attempts
/// @param listenOnAllAddresses whether the ports are opened on all interfaces
/// @param tcpKeepAlive whether the operating system probes idle election links
/// @param leaderNodelay whether small packets to learners are sent at once
/// @param learnerNodelay the same for those to the leader
/// @param maxStrangers connections of servers unknown or not known yet, on each port
/// @param maxFieldBytes the longest string or buffer in a packet
/// @param maxUnsentBytes what may wait for one learner that does not read
/// @param observerMasterPort where voters serve observers while they follow; 0: nowhere
/// @param maxUnsentToObserver what may wait of committed transactions for one observer there, once
///   it was sent what it had missed
public record LinkSettings(
        long serverId,
        long initMillis,
        long syncMillis,
        long connectMillis,
        long connectPauseMillis,
        int electionConnectMillis,
        long handshakeMillis,
        int bindAttempts,
        long bindPauseMillis,
        boolean listenOnAllAddresses,
        boolean tcpKeepAlive,
        boolean leaderNodelay,
        boolean learnerNodelay,
        int maxStrangers,
        int maxFieldBytes,
        long maxUnsentBytes,
        int observerMasterPort,
        long maxUnsentToObserver) {
    private static final long BIND_PAUSE_MILLIS = 1_000;
    private static final long LEAST_UNSENT_BYTES = 64L << 20;
    private static final long MOST_UNSENT_BYTES = 512L << 20;

    /// What a configuration says, of a server that is a member of an ensemble.
    public static LinkSettings of(ServerConfig config) {
        ServerConfig.Ensemble ensemble = config.ensemble().orElseThrow();
        ServerConfig.Timing timing = ensemble.timing();
        ServerConfig.Connections connections = ensemble.connections();
        long tick = config.sessions().tickMillis();
        ServerConfig.Limits limits = config.limits();
        long maxField = (long) limits.maxRequestBytes() + limits.extraRecordBytes();
        return new LinkSettings(
                ensemble.serverId(),
                timing.initLimit() * tick,
                timing.syncLimit() * tick,
                timing.connectLimit() * tick,
                timing.connectPauseMillis(),
                connections.connectTimeoutMillis(),
                connections.handshakeTimeoutMillis(),
                connections.bindTries(),
                BIND_PAUSE_MILLIS,
                connections.listenOnAllAddresses(),
                connections.tcpKeepAlive(),
                connections.leaderNodelay(),
                connections.followerNodelay(),
                connections.maxUnknown(),
                Math.clamp(maxField, 1, Integer.MAX_VALUE),
                // Shared between learners for the most part, so this is no sum to be afraid of.
                Math.clamp(
                        Runtime.getRuntime().maxMemory() / 8,
                        LEAST_UNSENT_BYTES,
                        MOST_UNSENT_BYTES),
                ensemble.observers().masterPort().orElse(0),
                ensemble.observers().masterQueueBytes());
    }
}
