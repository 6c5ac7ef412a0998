package paddock.server.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a standalone server was told, checked and typed, grouped by who needs it.
///
/// @param serverId the id in `myid`, 0 where there is no such file
public record ServerConfig(
        Network network,
        Sessions sessions,
        Storage storage,
        Retention retention,
        Limits limits,
        ConnectionThrottle connectionThrottle,
        RequestThrottle requestThrottle,
        Nodes nodes,
        Security security,
        Words words,
        long serverId) {

    /// Where clients connect.
    ///
    /// @param clientAddress resolved; port 0 asks the system for a free one; empty when no client
    ///   shall connect
    /// @param listenBacklog empty for the system's default
    /// @param tcpKeepAlive whether client connections use TCP keepalive
    /// @param eventLoops threads that serve clients, at least 1
    /// @param sessionlessTimeoutMillis when a connection without a session is closed
    /// @param maxUnsentBytes how much may wait for one client that does not read
    public record Network(
            Optional<InetSocketAddress> clientAddress,
            OptionalInt listenBacklog,
            boolean tcpKeepAlive,
            int eventLoops,
            int sessionlessTimeoutMillis,
            long maxUnsentBytes) {}

    /// How long sessions may be silent.
    ///
    /// @param tickMillis at least 1
    /// @param minTimeoutMillis what a shorter wish is raised to
    /// @param maxTimeoutMillis what a longer wish is lowered to, not less than the minimum
    public record Sessions(int tickMillis, int minTimeoutMillis, int maxTimeoutMillis) {}

    /// The data folder and how it is written.
    ///
    /// @param dataDir as it was written, without version-2; holds the snapshots
    /// @param dataLogDir as it was written, without version-2; holds the log; often = dataDir
    /// @param createFolders whether missing folders are created
    /// @param snapCount a snapshot is due after between half of this many transactions and all
    /// @param snapSizeLimitBytes a snapshot is due after this much log; empty for never
    /// @param logSizeLimitBytes a new log file is due at this size; empty for never
    /// @param preallocationBytes step by which the log file grows; 0 for none
    /// @param forceSync whether a write is acknowledged only after fsync
    /// @param fsyncWarningMillis slower syncs are logged
    /// @param compression of new snapshots
    /// @param trustEmptySnapshot whether a log without snapshot is accepted
    /// @param digestEnabled whether the tree's digest is kept and checked
    /// @param lastProcessedZxidInSnapshots whether snapshots have that closing section
    /// @param pathsInCloseSession whether closeSession transactions list the ephemerals
    /// @param flushDelayMillis how long a write may wait for company; 0 for not at all
    /// @param maxBatchSize writes that wait no longer; empty for no limit
    public record Storage(
            Path dataDir,
            Path dataLogDir,
            boolean createFolders,
            int snapCount,
            OptionalLong snapSizeLimitBytes,
            OptionalLong logSizeLimitBytes,
            long preallocationBytes,
            boolean forceSync,
            int fsyncWarningMillis,
            SnapshotCompression compression,
            boolean trustEmptySnapshot,
            boolean digestEnabled,
            boolean lastProcessedZxidInSnapshots,
            boolean pathsInCloseSession,
            int flushDelayMillis,
            OptionalInt maxBatchSize) {}

    /// Which old files are removed.
    ///
    /// @param snapshotsToKeep at least 3
    /// @param interval between two purges, the first of which is at start; empty for never
    public record Retention(int snapshotsToKeep, Optional<Duration> interval) {}

    /// How much clients may ask for.
    ///
    /// @param maxConnectionsPerAddress 0 is no limit
    /// @param maxConnections 0 is no limit
    /// @param maxRequestBytes longest frame from a client
    /// @param extraRecordBytes how much longer a record in files may be
    /// @param maxOutstandingRequests in all, before the server stops reading
    /// @param largeRequestBytes requests longer than this count as large; empty: none does
    /// @param maxLargeRequestBytes what large requests in progress may hold in all
    public record Limits(
            int maxConnectionsPerAddress,
            int maxConnections,
            int maxRequestBytes,
            int extraRecordBytes,
            int maxOutstandingRequests,
            OptionalInt largeRequestBytes,
            long maxLargeRequestBytes) {}

    /// A bucket of tokens that new connections draw from.
    ///
    /// @param tokens size of the bucket; 0 switches the throttle off
    /// @param fillMillis how often it is refilled
    /// @param fillTokens by how much
    /// @param freezeMillis how often the drop probability is adjusted; empty for never
    /// @param dropIncrease what an empty bucket adds to the probability
    /// @param dropDecrease what a recovered bucket takes off
    /// @param decreaseRatio share of the bucket that may be missing when recovered
    /// @param newSessionTokens cost of a connection that opens a session
    /// @param renewSessionTokens cost of a connection that takes one up again
    public record ConnectionThrottle(
            int tokens,
            int fillMillis,
            int fillTokens,
            OptionalInt freezeMillis,
            double dropIncrease,
            double dropDecrease,
            double decreaseRatio,
            int newSessionTokens,
            int renewSessionTokens) {}

    /// When requests are held back or refused.
    ///
    /// @param maxRequests in progress; 0 switches the throttle off
    /// @param shutdownMillis how long a stopping server waits for requests in progress
    /// @param throttledOpMillis older requests are answered with THROTTLEDOP; empty: none
    public record RequestThrottle(
            int maxRequests, int shutdownMillis, OptionalInt throttledOpMillis) {}

    /// What znodes may be, and when the server removes them.
    ///
    /// @param ttlEnabled whether znodes with a time to live can be created
    /// @param ttlAs353 whether they are stored the way version 3.5.3 did
    /// @param enforceQuota whether hard quotas are enforced
    /// @param containerCheckMillis between two looks for empty containers and outlived znodes
    /// @param containersPerMinute how many are removed at most
    /// @param neverUsedContainerMillis when a container that never had a child is removed; empty:
    ///   never
    public record Nodes(
            boolean ttlEnabled,
            boolean ttlAs353,
            boolean enforceQuota,
            int containerCheckMillis,
            int containersPerMinute,
            OptionalInt neverUsedContainerMillis) {}

    /// Who may do what.
    ///
    /// @param skipAcl whether ACLs are ignored
    /// @param digestEnabled whether clients can authenticate with user and password
    /// @param superDigest `user:base64(hash)` of who passes every ACL
    /// @param digestAlgorithm name of a [java.security.MessageDigest]
    /// @param requiredSchemes a client must authenticate with one of these first; empty: need not
    public record Security(
            boolean skipAcl,
            boolean digestEnabled,
            Optional<String> superDigest,
            String digestAlgorithm,
            List<String> requiredSchemes) {
        /// Keeps its own copy of the list.
        public Security {
            requiredSchemes = List.copyOf(requiredSchemes);
        }
    }

    /// The four-letter words that are answered.
    ///
    /// @param all whether `*` is among them
    /// @param named the words that are named
    public record Words(boolean all, List<String> named) {
        private static final String KILL = "kill";

        /// Keeps its own copy of the list.
        public Words {
            named = List.copyOf(named);
        }

        /// Whether a word is answered. `kill` ends the server, so `*` does not mean it.
        public boolean allows(String word) {
            return named.contains(word) || (all && !word.equals(KILL));
        }
    }

    /// The answer to the word `conf`.
    ///
    /// @param clientPort the port that is open; -1 when there is none
    /// @param dataDirSize bytes in the snapshot folder
    /// @param dataLogSize bytes in the log folder
    public String conf(int clientPort, long dataDirSize, long dataLogSize) {
        return """
        clientPort=%d
        secureClientPort=-1
        dataDir=%s
        dataDirSize=%d
        dataLogDir=%s
        dataLogSize=%d
        tickTime=%d
        maxClientCnxns=%d
        minSessionTimeout=%d
        maxSessionTimeout=%d
        clientPortListenBacklog=%d
        serverId=%d
        """
                .formatted(
                        clientPort,
                        versionFolder(storage.dataDir()),
                        dataDirSize,
                        versionFolder(storage.dataLogDir()),
                        dataLogSize,
                        sessions.tickMillis(),
                        limits.maxConnectionsPerAddress(),
                        sessions.minTimeoutMillis(),
                        sessions.maxTimeoutMillis(),
                        network.listenBacklog().orElse(-1),
                        serverId);
    }

    private static Path versionFolder(Path folder) {
        return folder.resolve("version-2").toAbsolutePath();
    }
}
