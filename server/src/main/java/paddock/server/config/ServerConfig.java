package paddock.server.config;

import paddock.zab.quorum.ConfigText;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a server was told, checked and typed, grouped by who needs it.
///
/// @param serverId the id in `myid`, 0 where there is no such file
/// @param reconfigEnabled whether clients may change the members; a server that stands alone has
///   none to change, and says so
/// @param ensemble what it is a member of; empty for a server that stands alone
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
        long serverId,
        boolean reconfigEnabled,
        Optional<Ensemble> ensemble) {

    /// Where clients connect.
    ///
    /// @param clientAddress resolved; port 0 asks the system for a free one; empty when no client
    ///   shall connect
    /// @param listenBacklog empty for the system's default
    /// @param tcpKeepAlive whether client connections use TCP keepalive
    /// @param eventLoops threads that serve clients, at least 1
    /// @param sessionlessTimeoutMillis when a connection without a session is closed
    /// @param maxUnsentBytes how much may wait for one client that does not read
    /// @param maxUnsentBytesInAll how much may wait for all clients that are behind with reading
    /// @param maxUnfinishedBytes how much requests may hold in all of which only a part is here
    /// @param maxOutstandingBytes how many bytes of requests may be in progress before connections
    ///   stop being read
    public record Network(
            Optional<InetSocketAddress> clientAddress,
            OptionalInt listenBacklog,
            boolean tcpKeepAlive,
            int eventLoops,
            int sessionlessTimeoutMillis,
            long maxUnsentBytes,
            long maxUnsentBytesInAll,
            long maxUnfinishedBytes,
            long maxOutstandingBytes) {}

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
    /// @param snapCount a snapshot is due after between half of this many transactions and all;
    ///   empty for what suits the tree
    /// @param snapSizeLimitBytes a snapshot is due after this much log; empty for never
    /// @param logSizeLimitBytes a new log file is due at this size; empty for never
    /// @param preallocationBytes step by which the log file grows; 0 for none
    /// @param forceSync whether a write is acknowledged only after fsync
    /// @param directLog whether the log is written past the page cache, where that is possible
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
            OptionalInt snapCount,
            OptionalLong snapSizeLimitBytes,
            OptionalLong logSizeLimitBytes,
            long preallocationBytes,
            boolean forceSync,
            boolean directLog,
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
    /// @param localSessionTokens cost of a connection that opens a local session
    public record ConnectionThrottle(
            int tokens,
            int fillMillis,
            int fillTokens,
            OptionalInt freezeMillis,
            double dropIncrease,
            double dropDecrease,
            double decreaseRatio,
            int newSessionTokens,
            int renewSessionTokens,
            int localSessionTokens) {}

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
    /// @param allowed as they are named; `*` stands for most of them
    public record Words(List<String> allowed) {
        /// Keeps its own copy of the list.
        public Words {
            allowed = List.copyOf(allowed);
        }
    }

    /// The ensemble that a server is a member of, and how it behaves there.
    ///
    /// @param serverId this server's, one of the members'
    /// @param members as they stand in the file, with the version that its name tells
    /// @param proposed the membership that was proposed last, where reconfiguration has left one
    /// @param text how this server reads and writes memberships
    /// @param file the configuration file, beside which those of memberships stand
    /// @param dynamicFile the file that holds the members, where it is another one
    /// @param standaloneEnabled whether an ensemble may not shrink to one participant
    /// @param mayStartEmpty whether it may vote without data, and without being told to begin
    public record Ensemble(
            long serverId,
            QuorumConfig members,
            Optional<QuorumConfig> proposed,
            ConfigText text,
            Path file,
            Optional<Path> dynamicFile,
            boolean standaloneEnabled,
            boolean mayStartEmpty,
            Timing timing,
            Connections connections,
            Leader leader,
            Synchronisation synchronisation,
            Observers observers,
            Modes modes) {
        /// This server among the members.
        public Member self() {
            return Objects.requireNonNull(members.members().get(serverId));
        }
    }

    /// How long members wait for each other.
    ///
    /// @param initLimit ticks that connecting and catching up may each take
    /// @param syncLimit ticks that two members may be silent to each other
    /// @param connectLimit ticks that connecting to the leader may take
    /// @param connectPauseMillis between two tries to connect to the leader
    /// @param epochWaitMillis how long a leader waits for a member that looks for one; empty: as
    ///   long as for any
    /// @param leaderlessMillis how long clients are kept without a leader; empty: for a tick or a
    ///   second, whatever is less
    /// @param minNotificationMillis after which an unanswered vote is sent again, then twice it
    /// @param maxNotificationMillis the longest such time
    public record Timing(
            int initLimit,
            int syncLimit,
            int connectLimit,
            int connectPauseMillis,
            OptionalInt epochWaitMillis,
            OptionalInt leaderlessMillis,
            int minNotificationMillis,
            int maxNotificationMillis) {}

    /// How members are connected.
    ///
    /// @param listenOnAllAddresses whether the ports are opened on all interfaces
    /// @param connectTimeoutMillis for one address of a member
    /// @param handshakeTimeoutMillis for a server to say who it is
    /// @param bindTries a second apart; 0 for ever
    /// @param tcpKeepAlive on the election port
    /// @param maxUnknown connections of servers unknown or not known yet
    /// @param leaderNodelay TCP_NODELAY of connections from learners
    /// @param followerNodelay TCP_NODELAY of the connection to the leader
    public record Connections(
            boolean listenOnAllAddresses,
            int connectTimeoutMillis,
            long handshakeTimeoutMillis,
            int bindTries,
            boolean tcpKeepAlive,
            int maxUnknown,
            boolean leaderNodelay,
            boolean followerNodelay) {}

    /// How this server leads.
    ///
    /// @param serves whether a leader serves clients
    /// @param maxSnapshotSyncs members that are sent a snapshot at a time
    /// @param maxDiffSyncs members that are sent transactions at a time
    public record Leader(boolean serves, int maxSnapshotSyncs, int maxDiffSyncs) {}

    /// How members catch up.
    ///
    /// @param committedLogCount transactions kept in memory for that
    /// @param snapshotSizeFactor how long the log to be sent may be, as a part of the newest
    ///   snapshot; negative: it is never sent
    /// @param forceSnapshot whether members are always sent a snapshot
    public record Synchronisation(
            int committedLogCount, double snapshotSizeFactor, boolean forceSnapshot) {}

    /// What is special about observers.
    ///
    /// @param writeToDisk whether they keep a log and snapshots
    /// @param reconnectDelayMillis the longest pause before connecting
    /// @param electionDelayMillis the longest pause after losing the leader
    /// @param masterPort where followers serve observers; empty: only the leader does
    /// @param masterQueueBytes what a follower keeps for its observers
    public record Observers(
            boolean writeToDisk,
            int reconnectDelayMillis,
            int electionDelayMillis,
            OptionalInt masterPort,
            long masterQueueBytes) {}

    /// Modes that clients can tell.
    ///
    /// @param localSessions whether sessions are first known to one server alone
    /// @param localSessionUpgrades whether they become known to all when they need to be
    /// @param readOnly whether a server without leader serves reads to those who ask for it
    public record Modes(boolean localSessions, boolean localSessionUpgrades, boolean readOnly) {}

    /// The answer to the word `conf`.
    ///
    /// @param clientPort the port that is open; -1 when there is none
    /// @param dataDirSize bytes in the snapshot folder
    /// @param dataLogSize bytes in the log folder
    public String conf(int clientPort, long dataDirSize, long dataLogSize) {
        return standaloneConf(clientPort, dataDirSize, dataLogSize)
                + ensemble.map(member -> conf(member, member.members())).orElse("");
    }

    /// The same for a member of an ensemble of which the members have changed.
    public String conf(int clientPort, long dataDirSize, long dataLogSize, QuorumConfig committed) {
        return standaloneConf(clientPort, dataDirSize, dataLogSize)
                + ensemble.map(member -> conf(member, committed)).orElse("");
    }

    private static String conf(Ensemble ensemble, QuorumConfig committed) {
        Member self = committed.members().getOrDefault(ensemble.serverId(), ensemble.self());
        Member.Endpoint endpoint = self.endpoints().getFirst();
        return """
        initLimit=%d
        syncLimit=%d
        electionAlg=3
        electionPort=%d
        quorumPort=%d
        peerType=%d
        membership:\s
        %s\
        """
                .formatted(
                        ensemble.timing().initLimit(),
                        ensemble.timing().syncLimit(),
                        endpoint.electionPort(),
                        endpoint.quorumPort(),
                        self.isParticipant() ? 0 : 1,
                        committed.text());
    }

    private String standaloneConf(int clientPort, long dataDirSize, long dataLogSize) {
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
