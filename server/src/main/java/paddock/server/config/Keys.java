package paddock.server.config;

import static paddock.server.config.Key.Section.BASIC;
import static paddock.server.config.Key.Section.LIMITS;
import static paddock.server.config.Key.Section.NODES;
import static paddock.server.config.Key.Section.RETENTION;
import static paddock.server.config.Key.Section.SECURITY;
import static paddock.server.config.Key.Section.STORAGE;
import static paddock.server.config.Key.Section.THROTTLING;
import static paddock.server.config.Key.Section.TUNING;
import static paddock.server.config.Key.Section.WORDS;
import static paddock.server.config.Key.count;
import static paddock.server.config.Key.decimal;
import static paddock.server.config.Key.flag;
import static paddock.server.config.Key.hours;
import static paddock.server.config.Key.millis;
import static paddock.server.config.Key.oneOf;
import static paddock.server.config.Key.path;
import static paddock.server.config.Key.port;
import static paddock.server.config.Key.size;
import static paddock.server.config.Key.text;
import static paddock.server.config.Key.yesNo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The configuration table. Everything the documentation, the parser and the sample file know about
/// a key stands in its row here; the keys of ensembles are in [EnsembleKeys], and those that wait
/// for a part of the server that is not there yet in [WaitingKeys].
public final class Keys {
    private Keys() {}

    // What every server sets.

    static final Key<Integer> CLIENT_PORT =
            port(BASIC, "clientPort")
                    .doc(
                            "TCP port for clients. 0 lets the system choose a free one, which the"
                                    + " log names. Without the key no client can connect.");
    static final Key<String> CLIENT_PORT_ADDRESS =
            text(BASIC, "clientPortAddress", "host or IP")
                    .byDefaultFollows("all interfaces")
                    .doc("Address that clientPort is bound to.");
    static final Key<Integer> CLIENT_PORT_LISTEN_BACKLOG =
            count(BASIC, "clientPortListenBacklog", "connections")
                    .from(-1)
                    .byDefault(-1)
                    .doc("Length of the TCP accept queue; -1 is the system's default.");
    static final Key<Path> DATA_DIR =
            path(BASIC, "dataDir")
                    .environment("ZOO_DATA_DIR")
                    .byDefaultFollows("required")
                    .doc("Folder of the snapshots, kept in its subfolder version-2.");
    static final Key<Path> DATA_LOG_DIR =
            path(BASIC, "dataLogDir")
                    .environment("ZOO_DATA_LOG_DIR")
                    .byDefaultFollows("dataDir")
                    .doc(
                            "Folder of the transaction log. The environment variable counts only"
                                    + " where dataDir comes from the environment too.");
    static final Key<Integer> TICK_TIME =
            millis(BASIC, "tickTime")
                    .environment("ZOO_TICK_TIME")
                    .from(1, "tickTime is not set")
                    .byDefault(3000)
                    .doc("Length of a tick, the unit of session timeouts and ensemble limits.");
    static final Key<Integer> MIN_SESSION_TIMEOUT =
            millis(BASIC, "minSessionTimeout")
                    .from(-1)
                    .byDefaultFollows("2 ticks")
                    .doc("Shortest session timeout a client can get; -1 is the default.");
    static final Key<Integer> MAX_SESSION_TIMEOUT =
            millis(BASIC, "maxSessionTimeout")
                    .from(-1)
                    .byDefaultFollows("20 ticks")
                    .doc("Longest session timeout a client can get; -1 is the default.");

    // Storage.

    static final Key<Boolean> DATADIR_AUTOCREATE =
            flag(STORAGE, "datadir.autocreate")
                    .byDefault(true)
                    .doc("Whether missing data folders are created at start.");
    static final Key<Integer> SNAP_COUNT =
            count(STORAGE, "snapCount", "transactions")
                    .raisedTo(2)
                    .byDefaultFollows(
                            "100000, or the znodes at the last snapshot if those are more")
                    .doc(
                            "A snapshot is taken after between half of this many transactions and"
                                    + " all.");
    static final Key<Long> SNAP_SIZE_LIMIT =
            size(STORAGE, "snapSizeLimitInKb", "KiB")
                    .byDefault(4_194_304L)
                    .doc(
                            "A snapshot is also taken after this much log; 0 or less switches it"
                                    + " off.");
    static final Key<Long> TXN_LOG_SIZE_LIMIT =
            size(STORAGE, "txnLogSizeLimitInKb", "KiB")
                    .byDefault(-1L)
                    .doc("A new log file begins at this size; 0 or less switches it off.");
    static final Key<Long> PRE_ALLOC_SIZE =
            size(STORAGE, "preAllocSize", "KiB")
                    .from(0L)
                    .byDefault(65_536L)
                    .doc("Step by which a log file grows ahead of what is written.");
    static final Key<Boolean> DIRECT_LOG =
            yesNo(STORAGE, "directLog")
                    .byDefault(true)
                    .ownInvention()
                    .doc(
                            "Whether the log is written past the system's page cache, and read past"
                                    + " it by a start, on file systems that can.");
    static final Key<Boolean> FORCE_SYNC =
            yesNo(STORAGE, "forceSync")
                    .byDefault(true)
                    .doc(
                            "Whether an update is on the disk before it is acknowledged. With no, a"
                                    + " power failure loses acknowledged updates.");
    static final Key<Integer> FSYNC_WARNING =
            millis(STORAGE, "fsync.warningthresholdms")
                    .alsoProperty("fsync.warningthresholdms")
                    .from(0)
                    .byDefault(1000)
                    .doc("A sync of the log that takes longer is logged as a warning.");
    static final Key<SnapshotCompression> SNAPSHOT_COMPRESSION =
            oneOf(
                            STORAGE,
                            "snapshot.compression.method",
                            SnapshotCompression.class,
                            SnapshotCompression::suffix)
                    .byDefault(SnapshotCompression.NONE)
                    .doc("How new snapshots are compressed. All three kinds are always readable.");
    static final Key<Boolean> SNAPSHOT_TRUST_EMPTY =
            flag(STORAGE, "snapshot.trust.empty")
                    .byDefault(false)
                    .doc("Whether a log without any snapshot is accepted at start.");
    static final Key<Boolean> DIGEST_ENABLED =
            flag(STORAGE, "digest.enabled")
                    .byDefault(true)
                    .doc("Whether the tree's digest is kept, logged and checked.");
    static final Key<Boolean> SERIALIZE_LAST_PROCESSED_ZXID =
            flag(STORAGE, "serializeLastProcessedZxid.enabled")
                    .byDefault(true)
                    .doc("Whether snapshots end with the last zxid they hold.");
    static final Key<Boolean> CLOSE_SESSION_TXN =
            flag(STORAGE, "closeSessionTxn.enabled")
                    .byDefault(true)
                    .doc("Whether the log entry of a closed session lists its ephemeral znodes.");
    static final Key<Integer> FLUSH_DELAY =
            millis(STORAGE, "flushDelay")
                    .from(0)
                    .byDefault(0)
                    .doc("How long a write may wait for others to share its sync.");
    static final Key<Integer> MAX_BATCH_SIZE =
            count(STORAGE, "maxBatchSize", "transactions")
                    .from(0)
                    .byDefault(1000)
                    .doc("A sync is not delayed further once so many writes wait; 0 is no limit.");

    // Retention.

    static final Key<Integer> SNAP_RETAIN_COUNT =
            count(RETENTION, "autopurge.snapRetainCount", "snapshots")
                    .environment("ZOO_AUTOPURGE_SNAPRETAINCOUNT")
                    .raisedTo(3)
                    .byDefault(3)
                    .doc("How many snapshots, with the logs they need, are kept.");
    static final Key<Duration> PURGE_INTERVAL =
            hours(RETENTION, "autopurge.purgeInterval")
                    .environment("ZOO_AUTOPURGE_PURGEINTERVAL")
                    .byDefault(Duration.ofHours(1))
                    .doc(
                            "How often older snapshots and logs are removed, first at start. 0 or"
                                    + " less keeps everything. The reference's default is 0.");

    // Limits.

    static final Key<Integer> MAX_CLIENT_CNXNS =
            count(LIMITS, "maxClientCnxns", "connections")
                    .environment("ZOO_MAX_CLIENT_CNXNS")
                    .from(0)
                    .byDefault(60)
                    .doc("Connections from one address; 0 is no limit.");
    static final Key<Integer> MAX_CNXNS =
            count(LIMITS, "maxCnxns", "connections")
                    .raisedTo(0)
                    .byDefault(0)
                    .doc("Connections in all; 0 is no limit.");
    static final Key<Integer> JUTE_MAXBUFFER =
            count(LIMITS, "jute.maxbuffer", "bytes")
                    .property("jute.maxbuffer")
                    .range(64, 1 << 30)
                    .byDefault(0xfffff)
                    .doc(
                            "Longest request a client may send. The reference reads only the"
                                    + " property.");
    static final Key<Integer> JUTE_MAXBUFFER_EXTRASIZE =
            count(LIMITS, "jute.maxbuffer.extrasize", "bytes")
                    .raisedTo(1024)
                    .byDefaultFollows("jute.maxbuffer")
                    .doc("How much longer a record inside files and between servers may be.");
    static final Key<Integer> GLOBAL_OUTSTANDING_LIMIT =
            count(LIMITS, "globalOutstandingLimit", "requests")
                    .from(1)
                    .byDefault(1000)
                    .doc(
                            "Requests in progress in all before the server stops reading from"
                                    + " clients.");
    static final Key<Long> LARGE_REQUEST_MAX_BYTES =
            size(LIMITS, "largeRequestMaxBytes", "bytes")
                    .from(1L)
                    .byDefault(104_857_600L)
                    .doc("Bytes that large requests in progress may hold in all.");
    static final Key<Integer> LARGE_REQUEST_THRESHOLD =
            count(LIMITS, "largeRequestThreshold", "bytes")
                    .byDefault(-1)
                    .doc("A longer request counts as large; 0 or less: none does.");
    static final Key<Integer> SESSIONLESS_TIMEOUT =
            millis(LIMITS, "nio.sessionlessCnxnTimeout")
                    .from(1)
                    .byDefault(10_000)
                    .doc("A connection that has opened no session by then is closed.");
    static final Key<Long> MAX_UNSENT_BYTES =
            size(LIMITS, "connection.maxUnsentBytes", "bytes")
                    .from(65_536L)
                    .byDefault(67_108_864L)
                    .ownInvention()
                    .doc(
                            "A client that lets more replies and watch events pile up is"
                                    + " disconnected.");
    static final Key<Long> MAX_UNSENT_BYTES_IN_ALL =
            size(LIMITS, "connection.maxUnsentBytesInAll", "bytes")
                    .from(65_536L)
                    .byDefaultFollows("a quarter of the largest heap")
                    .ownInvention()
                    .doc(
                            "When more replies and watch events than that wait for clients that are"
                                    + " behind with reading, those that have been behind for"
                                    + " longest are disconnected.");
    static final Key<Long> MAX_UNFINISHED_BYTES_IN_ALL =
            size(LIMITS, "connection.maxUnfinishedBytesInAll", "bytes")
                    .from(65_536L)
                    .byDefaultFollows(
                            "a quarter of the largest heap, or four times jute.maxbuffer where that"
                                    + " is more")
                    .ownInvention()
                    .doc(
                            "When requests of which only the beginning has arrived hold more than"
                                    + " that, those clients are disconnected whose rest is overdue"
                                    + " for longest.");
    static final Key<Long> OUTSTANDING_BYTES_LIMIT =
            size(LIMITS, "connection.maxOutstandingBytes", "bytes")
                    .from(65_536L)
                    .byDefaultFollows("an eighth of the largest heap")
                    .ownInvention()
                    .doc(
                            "Bytes of requests in progress in all before the server stops reading"
                                    + " from clients.");

    // Throttling.

    static final Key<Integer> THROTTLE_MAX_REQUESTS =
            count(THROTTLING, "request_throttle_max_requests", "requests")
                    .from(0)
                    .byDefault(0)
                    .doc("Requests in progress before further ones are held back; 0 is no limit.");
    static final Key<Integer> THROTTLER_SHUTDOWN_TIMEOUT =
            millis(THROTTLING, "request_throttler.shutdownTimeout")
                    .from(0)
                    .byDefault(10_000)
                    .doc("How long a stopping server waits for requests in progress.");
    static final Key<Integer> THROTTLED_OP_WAIT_TIME =
            millis(THROTTLING, "throttled_op_wait_time")
                    .from(0)
                    .byDefault(0)
                    .doc("A request that waited longer is answered with -127; 0 switches it off.");
    static final Key<Integer> CONNECTION_TOKENS =
            count(THROTTLING, "connection_throttle_tokens", "tokens")
                    .from(0)
                    .byDefault(0)
                    .doc("Size of the bucket that new connections draw from; 0 is no limit.");
    static final Key<Integer> CONNECTION_FILL_TIME =
            millis(THROTTLING, "connection_throttle_fill_time")
                    .from(1)
                    .byDefault(1)
                    .doc("How often the bucket is refilled.");
    static final Key<Integer> CONNECTION_FILL_COUNT =
            count(THROTTLING, "connection_throttle_fill_count", "tokens")
                    .from(1)
                    .byDefault(1)
                    .doc("How many tokens a refill adds.");
    static final Key<Integer> CONNECTION_FREEZE_TIME =
            millis(THROTTLING, "connection_throttle_freeze_time")
                    .from(-1)
                    .byDefault(-1)
                    .doc("How often the share of refused connections is adjusted; -1: never.");
    static final Key<Double> CONNECTION_DROP_INCREASE =
            decimal(THROTTLING, "connection_throttle_drop_increase", "probability")
                    .range(0.0, 1.0)
                    .byDefault(0.02)
                    .doc("What an empty bucket adds to the share of refused connections.");
    static final Key<Double> CONNECTION_DROP_DECREASE =
            decimal(THROTTLING, "connection_throttle_drop_decrease", "probability")
                    .range(0.0, 1.0)
                    .byDefault(0.002)
                    .doc("What a recovered bucket takes off the share of refused connections.");
    static final Key<Double> CONNECTION_DECREASE_RATIO =
            decimal(THROTTLING, "connection_throttle_decrease_ratio", "ratio")
                    .range(0.0, 1.0)
                    .byDefault(0.0)
                    .doc("Share of the bucket that may be missing for it to count as recovered.");
    static final Key<Boolean> CONNECTION_WEIGHT_ENABLED =
            flag(THROTTLING, "connection_throttle_weight_enabled")
                    .byDefault(false)
                    .doc("Whether a connection costs tokens by what it does to its session.");
    static final Key<Integer> CONNECTION_GLOBAL_WEIGHT =
            count(THROTTLING, "connection_throttle_global_session_weight", "tokens")
                    .from(1)
                    .byDefault(3)
                    .doc("Cost of a connection that opens a session.");
    static final Key<Integer> CONNECTION_RENEW_WEIGHT =
            count(THROTTLING, "connection_throttle_renew_session_weight", "tokens")
                    .from(1)
                    .byDefault(2)
                    .doc("Cost of a connection that takes its session up again.");

    // Znodes.

    static final Key<Boolean> EXTENDED_TYPES =
            flag(NODES, "extendedTypesEnabled")
                    .byDefault(false)
                    .doc("Whether znodes with a time to live can be created.");
    static final Key<Boolean> EMULATE_353_TTL =
            flag(NODES, "emulate353TTLNodes")
                    .byDefault(false)
                    .doc("Whether TTLs are stored the way version 3.5.3 did.");
    static final Key<Boolean> ENFORCE_QUOTA =
            flag(NODES, "enforceQuota")
                    .byDefault(false)
                    .doc("Whether writes beyond a hard quota are refused.");
    static final Key<Integer> CONTAINER_CHECK_INTERVAL =
            millis(NODES, "znode.container.checkIntervalMs")
                    .property("znode.container.checkIntervalMs")
                    .from(1)
                    .byDefault(60_000)
                    .doc("How often empty containers and outlived TTL znodes are looked for.");
    static final Key<Integer> CONTAINER_MAX_PER_MINUTE =
            count(NODES, "znode.container.maxPerMinute", "znodes")
                    .property("znode.container.maxPerMinute")
                    .from(1)
                    .byDefault(10_000)
                    .doc("How many of them are removed in a minute at most.");
    static final Key<Integer> CONTAINER_MAX_NEVER_USED =
            millis(NODES, "znode.container.maxNeverUsedIntervalMs")
                    .property("znode.container.maxNeverUsedIntervalMs")
                    .from(0)
                    .byDefault(0)
                    .doc("A container that never had a child is removed after this; 0: never.");

    // Security.

    static final Key<Boolean> SKIP_ACL =
            yesNo(SECURITY, "skipACL").byDefault(false).doc("Whether all ACL checks are skipped.");
    static final Key<Boolean> DIGEST_AUTH_ENABLED =
            flag(SECURITY, "DigestAuthenticationProvider.enabled")
                    .byDefault(true)
                    .doc("Whether clients can authenticate by user and password.");
    static final Key<String> SUPER_DIGEST =
            text(SECURITY, "DigestAuthenticationProvider.superDigest", "user:hash")
                    .doc("Who passes every ACL: user and base64 of the hash of user:password.");
    static final Key<String> DIGEST_ALGORITHM =
            text(SECURITY, "DigestAuthenticationProvider.digestAlg", "algorithm")
                    .byDefault("SHA1")
                    .doc("The hash of user:password in digest ids.");
    static final Key<Boolean> ENFORCE_AUTH =
            flag(SECURITY, "enforce.auth.enabled")
                    .byDefault(false)
                    .doc("Whether a client must authenticate before anything else is answered.");
    static final Key<String> ENFORCE_AUTH_SCHEMES =
            text(SECURITY, "enforce.auth.schemes", "list")
                    .doc("The schemes of which one is enough, separated by commas.");

    // Four-letter words.

    static final Key<String> WORDS_WHITELIST =
            text(WORDS, "4lw.commands.whitelist", "list")
                    .environment("ZOO_4LW_COMMANDS_WHITELIST")
                    .byDefault("srvr")
                    .doc(
                            "The words that are answered, separated by commas; * is all of them but"
                                    + " kill and lead, which must be named.");

    // Tuning.

    static final Key<Boolean> CLIENT_TCP_KEEP_ALIVE =
            flag(TUNING, "clientTcpKeepAlive")
                    .byDefault(false)
                    .doc("Whether client connections use TCP keepalive.");
    static final Key<Integer> EVENT_LOOPS =
            count(TUNING, "eventLoops", "threads")
                    .range(1, 1024)
                    .byDefaultFollows("number of cores")
                    .ownInvention()
                    .doc("Threads that serve client connections.");

    private static final List<Key<?>> IN_EFFECT =
            List.of(
                    CLIENT_PORT,
                    CLIENT_PORT_ADDRESS,
                    CLIENT_PORT_LISTEN_BACKLOG,
                    DATA_DIR,
                    DATA_LOG_DIR,
                    TICK_TIME,
                    MIN_SESSION_TIMEOUT,
                    MAX_SESSION_TIMEOUT,
                    DATADIR_AUTOCREATE,
                    SNAP_COUNT,
                    SNAP_SIZE_LIMIT,
                    TXN_LOG_SIZE_LIMIT,
                    PRE_ALLOC_SIZE,
                    FORCE_SYNC,
                    DIRECT_LOG,
                    FSYNC_WARNING,
                    SNAPSHOT_COMPRESSION,
                    SNAPSHOT_TRUST_EMPTY,
                    DIGEST_ENABLED,
                    SERIALIZE_LAST_PROCESSED_ZXID,
                    CLOSE_SESSION_TXN,
                    FLUSH_DELAY,
                    MAX_BATCH_SIZE,
                    SNAP_RETAIN_COUNT,
                    PURGE_INTERVAL,
                    MAX_CLIENT_CNXNS,
                    MAX_CNXNS,
                    JUTE_MAXBUFFER,
                    JUTE_MAXBUFFER_EXTRASIZE,
                    GLOBAL_OUTSTANDING_LIMIT,
                    LARGE_REQUEST_MAX_BYTES,
                    LARGE_REQUEST_THRESHOLD,
                    SESSIONLESS_TIMEOUT,
                    MAX_UNSENT_BYTES,
                    MAX_UNSENT_BYTES_IN_ALL,
                    MAX_UNFINISHED_BYTES_IN_ALL,
                    OUTSTANDING_BYTES_LIMIT,
                    THROTTLE_MAX_REQUESTS,
                    THROTTLER_SHUTDOWN_TIMEOUT,
                    THROTTLED_OP_WAIT_TIME,
                    CONNECTION_TOKENS,
                    CONNECTION_FILL_TIME,
                    CONNECTION_FILL_COUNT,
                    CONNECTION_FREEZE_TIME,
                    CONNECTION_DROP_INCREASE,
                    CONNECTION_DROP_DECREASE,
                    CONNECTION_DECREASE_RATIO,
                    CONNECTION_WEIGHT_ENABLED,
                    CONNECTION_GLOBAL_WEIGHT,
                    CONNECTION_RENEW_WEIGHT,
                    EXTENDED_TYPES,
                    EMULATE_353_TTL,
                    ENFORCE_QUOTA,
                    CONTAINER_CHECK_INTERVAL,
                    CONTAINER_MAX_PER_MINUTE,
                    CONTAINER_MAX_NEVER_USED,
                    SKIP_ACL,
                    DIGEST_AUTH_ENABLED,
                    SUPER_DIGEST,
                    DIGEST_ALGORITHM,
                    ENFORCE_AUTH,
                    ENFORCE_AUTH_SCHEMES,
                    WORDS_WHITELIST,
                    CLIENT_TCP_KEEP_ALIVE,
                    EVENT_LOOPS);

    private static final List<Key<?>> ALL =
            Stream.of(IN_EFFECT, EnsembleKeys.ALL, WaitingKeys.ALL)
                    .<Key<?>>flatMap(List::stream)
                    .toList();

    /// All keys, in the order of the documentation within each section.
    public static List<Key<?>> all() {
        return ALL;
    }
}
