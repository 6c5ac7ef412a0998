package paddock.server.metrics;

/// Summaries of which there is one for each key (commands reference, C6).
public enum SummarySet {
    /// Bytes written below each top-level znode: path and data of each create, setData and delete.
    WRITE_PER_NAMESPACE("write_per_namespace", false),
    /// Bytes read below each top-level znode: path, data and stat of each exists, getData and
    /// getChildren.
    READ_PER_NAMESPACE("read_per_namespace", false),
    /// Packets waiting for each learner.
    LEARNER_HANDLER_QP_SIZE("learner_handler_qp_size", false),
    /// Time packets waited for each learner, in milliseconds.
    LEARNER_HANDLER_QP_TIME_MS("learner_handler_qp_time_ms", true),
    /// Time from a proposal to each learner's acknowledgement, in milliseconds.
    ACK_LATENCY("ack_latency", true);

    private final String metricName;
    private final boolean advanced;

    SummarySet(String metricName, boolean advanced) {
        this.metricName = metricName;
        this.advanced = advanced;
    }

    /// The name without a prefix and without a key.
    public String metricName() {
        return metricName;
    }

    /// Whether percentiles are kept besides smallest, largest, count and sum.
    public boolean advanced() {
        return advanced;
    }
}
