package paddock.server.metrics;

import java.util.Locale;

/// Everything that is measured event by event, by the names monitoring knows (commands reference,
/// C4 and C5). Times are in milliseconds.
public enum Summary {
    FSYNCTIME(false),
    SNAPSHOTTIME(false),
    RESTORE_TIME(false),
    DBINITTIME(false),
    FOLLOWER_SYNC_TIME(false),
    OBSERVER_SYNC_TIME(false),
    ELECTION_TIME(false),
    CONNECTION_TOKEN_DEFICIT(false),
    INFLIGHT_SNAP_COUNT(false),
    INFLIGHT_DIFF_COUNT(false),
    NODE_CREATED_WATCH_COUNT(false),
    NODE_DELETED_WATCH_COUNT(false),
    NODE_CHANGED_WATCH_COUNT(false),
    NODE_CHILDREN_WATCH_COUNT(false),
    PREP_PROCESSOR_QUEUE_SIZE(false),
    PREP_PROCESS_TIME(false),
    PROPOSAL_PROCESS_TIME(false),
    UNAVAILABLE_TIME(false),
    LEADER_UNAVAILABLE_TIME(false),
    REQUESTS_IN_SESSION_QUEUE(false),
    PENDING_SESSION_QUEUE_SIZE(false),
    READS_AFTER_WRITE_IN_SESSION_QUEUE(false),
    READS_ISSUED_FROM_SESSION_QUEUE(false),
    SESSION_QUEUES_DRAINED(false),
    TIME_WAITING_EMPTY_POOL_IN_COMMIT_PROCESSOR_READ_MS(false),
    WRITE_BATCH_TIME_IN_COMMIT_PROCESSOR(false),
    CONCURRENT_REQUEST_PROCESSING_IN_COMMIT_PROCESSOR(false),
    READ_COMMIT_PROC_REQ_QUEUED(false),
    WRITE_COMMIT_PROC_REQ_QUEUED(false),
    COMMIT_COMMIT_PROC_REQ_QUEUED(false),
    READ_COMMIT_PROC_ISSUED(false),
    WRITE_COMMIT_PROC_ISSUED(false),
    COMMIT_PROCESS_TIME(false),
    STARTUP_TXNS_LOADED(false),
    STARTUP_TXNS_LOAD_TIME(false),
    STARTUP_SNAP_LOAD_TIME(false),
    SYNC_PROCESSOR_QUEUE_SIZE(false),
    SYNC_PROCESS_TIME(false),
    SYNC_PROCESSOR_BATCH_SIZE(false),
    NETTY_QUEUED_BUFFER_CAPACITY(false),
    LEARNER_REQUEST_PROCESSOR_QUEUE_SIZE(false),
    SOCKET_CLOSING_TIME(false),
    READLATENCY(true),
    UPDATELATENCY(true),
    PROPAGATION_LATENCY(true),
    DEAD_WATCHERS_CLEANER_LATENCY(true),
    PREP_PROCESSOR_QUEUE_TIME_MS(true),
    CLOSE_SESSION_PREP_TIME(true),
    READ_COMMITPROC_TIME_MS(true),
    WRITE_COMMITPROC_TIME_MS(true),
    LOCAL_WRITE_COMMITTED_TIME_MS(true),
    SERVER_WRITE_COMMITTED_TIME_MS(true),
    OM_PROPOSAL_PROCESS_TIME_MS(true),
    OM_COMMIT_PROCESS_TIME_MS(true),
    READ_FINAL_PROC_TIME_MS(true),
    WRITE_FINAL_PROC_TIME_MS(true),
    PROPOSAL_LATENCY(true),
    PROPOSAL_ACK_CREATION_LATENCY(true),
    COMMIT_PROPAGATION_LATENCY(true),
    SYNC_PROCESSOR_QUEUE_AND_FLUSH_TIME_MS(true),
    SYNC_PROCESSOR_QUEUE_TIME_MS(true),
    SYNC_PROCESSOR_QUEUE_FLUSH_TIME_MS(true),
    QUORUM_ACK_LATENCY(true),
    REQUEST_THROTTLE_QUEUE_TIME_MS(true),
    JVM_PAUSE_TIME_MS(true);

    private final String metricName = name().toLowerCase(Locale.ROOT);
    private final boolean advanced;

    Summary(boolean advanced) {
        this.advanced = advanced;
    }

    /// The name without a prefix.
    public String metricName() {
        return metricName;
    }

    /// Whether percentiles are kept besides smallest, largest, count and sum.
    public boolean advanced() {
        return advanced;
    }
}
