package paddock.server.config;

import static paddock.server.config.Key.Section.ENSEMBLE;
import static paddock.server.config.Key.Section.THROTTLING;
import static paddock.server.config.Key.count;
import static paddock.server.config.Key.decimal;
import static paddock.server.config.Key.flag;
import static paddock.server.config.Key.millis;
import static paddock.server.config.Key.path;
import static paddock.server.config.Key.port;
import static paddock.server.config.Key.size;
import static paddock.server.config.Key.text;
import static paddock.server.config.Key.yesNo;

import java.nio.file.Path;
import java.util.List;

/// The rows of the table that only members of an ensemble look at.
final class EnsembleKeys {
    private EnsembleKeys() {}

    // Who belongs to it.

    static final Key<Boolean> STANDALONE_ENABLED =
            flag(ENSEMBLE, "standaloneEnabled")
                    .environment("ZOO_STANDALONE_ENABLED")
                    .byDefault(true)
                    .doc(
                            "Whether a single participant runs as a standalone server; otherwise it"
                                    + " is an ensemble of one, which others can join.");
    static final Key<Boolean> RECONFIG_ENABLED =
            flag(ENSEMBLE, "reconfigEnabled")
                    .byDefault(false)
                    .doc("Whether clients may change the members while the ensemble runs.");
    static final Key<Path> DYNAMIC_CONFIG_FILE =
            path(ENSEMBLE, "dynamicConfigFile")
                    .doc(
                            "File with the server.N, group and weight lines, kept apart from the"
                                    + " rest.");
    static final Key<String> PEER_TYPE =
            text(ENSEMBLE, "peerType", "participant/observer")
                    .byDefault("participant")
                    .doc("Role of this server. What the list of servers says goes before it.");
    static final Key<Boolean> MULTI_ADDRESS =
            flag(ENSEMBLE, "multiAddress.enabled")
                    .byDefault(false)
                    .doc(
                            "Whether a server line may name several addresses, separated by |. The"
                                    + " reference reads only the property.");
    static final Key<Path> ORACLE_PATH =
            path(ENSEMBLE, "oraclePath")
                    .doc(
                            "File whose first character, 1, lets one of exactly two participants go"
                                    + " on alone.");
    static final Key<Boolean> DB_AUTOCREATE =
            flag(ENSEMBLE, "db.autocreate")
                    .byDefault(true)
                    .doc(
                            "Whether a member without data may vote; without it, only one with a"
                                    + " file named initialize in its data folder.");

    // How long things may take.

    static final Key<Integer> INIT_LIMIT =
            count(ENSEMBLE, "initLimit", "ticks")
                    .environment("ZOO_INIT_LIMIT")
                    .from(1, "initLimit is not set")
                    .byDefaultFollows("required")
                    .doc("How long a member may take to connect to the leader and to catch up.");
    static final Key<Integer> SYNC_LIMIT =
            count(ENSEMBLE, "syncLimit", "ticks")
                    .environment("ZOO_SYNC_LIMIT")
                    .from(1, "syncLimit is not set")
                    .byDefaultFollows("required")
                    .doc("How far a member may lag behind its leader before they part.");
    static final Key<Integer> CONNECT_LIMIT =
            count(ENSEMBLE, "connectToLearnerMasterLimit", "ticks")
                    .from(0)
                    .byDefault(0)
                    .doc("How long connecting to the leader may take; 0 is initLimit.");
    static final Key<Integer> CONNECT_PAUSE =
            millis(ENSEMBLE, "leaderConnectDelayDuringRetryMs")
                    .from(0)
                    .byDefault(100)
                    .doc("Pause between two tries to connect to the leader.");
    static final Key<Integer> MAX_TIME_TO_WAIT_FOR_EPOCH =
            millis(ENSEMBLE, "leader.maxTimeToWaitForEpoch")
                    .from(-1)
                    .byDefault(-1)
                    .doc(
                            "How long an elected leader waits for a member that voted for it and is"
                                    + " looking for a leader again; -1 is initLimit.");

    static final Key<Integer> LEADERLESS_LIMIT =
            millis(ENSEMBLE, "connection.leaderlessMs")
                    .from(0)
                    .byDefaultFollows("tickTime, at most 1000")
                    .ownInvention()
                    .doc(
                            "How long connections are kept while a member has no leader; what their"
                                    + " clients want waits for the next one.");

    // Elections.

    static final Key<Integer> ELECTION_ALG =
            count(ENSEMBLE, "electionAlg", "3")
                    .byDefault(3)
                    .doc("The kind of election; there is only 3.");
    static final Key<Integer> CNX_TIMEOUT =
            millis(ENSEMBLE, "cnxTimeout")
                    .from(1)
                    .byDefault(5000)
                    .doc("How long opening a connection for elections may take.");
    static final Key<Integer> QUORUM_CNXN_TIMEOUT =
            millis(ENSEMBLE, "quorumCnxnTimeoutMs")
                    .from(-1)
                    .byDefaultFollows("syncLimit")
                    .doc("How long a server may take to say who it is on such a connection.");
    static final Key<Integer> MIN_NOTIFICATION_INTERVAL =
            millis(ENSEMBLE, "fastleader.minNotificationInterval")
                    .from(1)
                    .byDefault(200)
                    .doc(
                            "A vote that nobody answers is sent again after this time, then twice"
                                    + " it.");
    static final Key<Integer> MAX_NOTIFICATION_INTERVAL =
            millis(ENSEMBLE, "fastleader.maxNotificationInterval")
                    .from(1)
                    .byDefault(60_000)
                    .doc("The longest such time.");
    static final Key<Integer> BIND_RETRY =
            count(ENSEMBLE, "electionPortBindRetry", "tries")
                    .byDefault(3)
                    .doc(
                            "Tries, a second apart, to open the ports for other servers; 0: until"
                                    + " it works; less than 0: 3.");
    static final Key<Integer> CNXN_THREADS =
            count(ENSEMBLE, "quorum.cnxn.threads.size", "connections")
                    .raisedTo(20)
                    .byDefault(20)
                    .doc("Connections of servers that are no members, or did not say yet who.");
    static final Key<Boolean> LISTEN_ON_ALL_IPS =
            flag(ENSEMBLE, "quorumListenOnAllIPs")
                    .byDefault(false)
                    .doc("Whether the ports for other servers are opened on all interfaces.");
    static final Key<Boolean> TCP_KEEP_ALIVE =
            flag(ENSEMBLE, "tcpKeepAlive")
                    .byDefault(false)
                    .doc("Whether connections for elections use TCP keepalive.");
    static final Key<Boolean> LEADER_NODELAY =
            flag(ENSEMBLE, "leader.nodelay")
                    .property("leader.nodelay")
                    .byDefault(true)
                    .doc("TCP_NODELAY at the leader's end of a connection.");
    static final Key<Boolean> FOLLOWER_NODELAY =
            flag(ENSEMBLE, "follower.nodelay")
                    .property("follower.nodelay")
                    .byDefault(true)
                    .doc("TCP_NODELAY at the other end.");

    // Leading and catching up.

    static final Key<Boolean> LEADER_SERVES =
            yesNo(ENSEMBLE, "leaderServes")
                    .byDefault(true)
                    .doc("Whether the leader serves clients, too.");
    static final Key<Integer> MAX_SNAP_SYNCS =
            count(ENSEMBLE, "leader.maxConcurrentSnapSyncs", "members")
                    .from(1)
                    .byDefault(10)
                    .doc("How many members are sent a snapshot at a time.");
    static final Key<Integer> MAX_DIFF_SYNCS =
            count(ENSEMBLE, "leader.maxConcurrentDiffSyncs", "members")
                    .from(1)
                    .byDefault(100)
                    .doc("How many members are sent the transactions they lack at a time.");
    static final Key<Integer> COMMIT_LOG_COUNT =
            count(ENSEMBLE, "commitLogCount", "transactions")
                    .raisedTo(500)
                    .byDefault(500)
                    .doc("Transactions kept in memory for members that were away for a while.");
    static final Key<Double> SNAPSHOT_SIZE_FACTOR =
            decimal(ENSEMBLE, "snapshotSizeFactor", "ratio")
                    .byDefault(0.33)
                    .doc(
                            "A longer stretch of log, as a part of the snapshot's size, is not"
                                + " sent; the snapshot is. Less than 0: the log is never sent.");
    static final Key<Boolean> FORCE_SNAPSHOT_SYNC =
            flag(ENSEMBLE, "forceSnapshotSync")
                    .byDefault(false)
                    .doc("Whether members are always sent a snapshot; for tests.");

    // Observers.

    static final Key<Boolean> SYNC_ENABLED =
            flag(ENSEMBLE, "syncEnabled")
                    .byDefault(true)
                    .doc("Whether an observer writes a log and snapshots.");
    static final Key<Boolean> OBSERVER_SYNC_ENABLED =
            flag(ENSEMBLE, "observer.syncEnabled")
                    .byDefaultFollows("syncEnabled")
                    .doc("The same under another name, which goes before.");
    static final Key<Integer> OBSERVER_RECONNECT_DELAY =
            millis(ENSEMBLE, "observer.reconnectDelayMs")
                    .from(0)
                    .byDefault(0)
                    .doc("The longest pause of an observer before it connects.");
    static final Key<Integer> OBSERVER_ELECTION_DELAY =
            millis(ENSEMBLE, "observer.election.DelayMs")
                    .from(0)
                    .byDefault(200)
                    .doc("The longest pause of an observer that lost its leader.");
    static final Key<Integer> OBSERVER_MASTER_PORT =
            port(ENSEMBLE, "observerMasterPort")
                    .byDefault(0)
                    .doc(
                            "Port at which followers serve observers; 0: only the leader does. The"
                                    + " same on all members.");
    static final Key<Long> OBSERVER_MASTER_SIZE_LIMIT =
            size(ENSEMBLE, "observerMaster.sizeLimit", "bytes")
                    .from(1L)
                    .byDefault(33_554_432L)
                    .doc(
                            "What may wait for one observer at a follower, once it was sent what"
                                    + " it had missed. One that is further behind is"
                                    + " disconnected.");

    // Other modes.

    static final Key<Boolean> LOCAL_SESSIONS =
            flag(ENSEMBLE, "localSessionsEnabled")
                    .byDefault(false)
                    .doc("Whether a session is first known to its own server alone.");
    static final Key<Boolean> LOCAL_SESSIONS_UPGRADING =
            flag(ENSEMBLE, "localSessionsUpgradingEnabled")
                    .byDefault(false)
                    .doc("Whether such a session becomes known to all when it needs to be.");
    static final Key<Integer> CONNECTION_LOCAL_WEIGHT =
            count(THROTTLING, "connection_throttle_local_session_weight", "tokens")
                    .from(1)
                    .byDefault(1)
                    .doc("Cost of a connection that opens a local session.");
    static final Key<Boolean> READ_ONLY_MODE =
            flag(ENSEMBLE, "readonlymode.enabled")
                    .property("readonlymode.enabled")
                    .byDefault(false)
                    .doc(
                            "Whether a server that has lost the others serves reads to clients that"
                                    + " ask for it.");

    static final List<Key<?>> ALL =
            List.of(
                    STANDALONE_ENABLED,
                    RECONFIG_ENABLED,
                    DYNAMIC_CONFIG_FILE,
                    PEER_TYPE,
                    MULTI_ADDRESS,
                    ORACLE_PATH,
                    DB_AUTOCREATE,
                    INIT_LIMIT,
                    SYNC_LIMIT,
                    CONNECT_LIMIT,
                    CONNECT_PAUSE,
                    MAX_TIME_TO_WAIT_FOR_EPOCH,
                    LEADERLESS_LIMIT,
                    ELECTION_ALG,
                    CNX_TIMEOUT,
                    QUORUM_CNXN_TIMEOUT,
                    MIN_NOTIFICATION_INTERVAL,
                    MAX_NOTIFICATION_INTERVAL,
                    BIND_RETRY,
                    CNXN_THREADS,
                    LISTEN_ON_ALL_IPS,
                    TCP_KEEP_ALIVE,
                    LEADER_NODELAY,
                    FOLLOWER_NODELAY,
                    LEADER_SERVES,
                    MAX_SNAP_SYNCS,
                    MAX_DIFF_SYNCS,
                    COMMIT_LOG_COUNT,
                    SNAPSHOT_SIZE_FACTOR,
                    FORCE_SNAPSHOT_SYNC,
                    SYNC_ENABLED,
                    OBSERVER_SYNC_ENABLED,
                    OBSERVER_RECONNECT_DELAY,
                    OBSERVER_ELECTION_DELAY,
                    OBSERVER_MASTER_PORT,
                    OBSERVER_MASTER_SIZE_LIMIT,
                    LOCAL_SESSIONS,
                    LOCAL_SESSIONS_UPGRADING,
                    CONNECTION_LOCAL_WEIGHT,
                    READ_ONLY_MODE);
}
