package paddock.server.links;

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
        long maxUnsentBytes) {}
