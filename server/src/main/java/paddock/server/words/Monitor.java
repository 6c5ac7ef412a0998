package paddock.server.words;

import paddock.server.metrics.Counter;
import paddock.server.metrics.Distribution;
import paddock.server.metrics.Metrics;
import paddock.server.metrics.Summary;
import paddock.server.metrics.SummarySet;
import paddock.server.metrics.Traffic;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Every figure the server has, by name: what `mntr` prints (commands reference, part C).
public final class Monitor {
    private final SequencedMap<String, Object> values = new LinkedHashMap<>();

    private Monitor() {}

    /// The figures by name without a prefix, in the order they are shown. Values are strings,
    /// integers or doubles.
    public static SequencedMap<String, Object> values(ServerView view) {
        Monitor monitor = new Monitor();
        monitor.add(view);
        return monitor.values;
    }

    static String text(ServerView view) {
        StringBuilder text = new StringBuilder(16_384);
        values(view)
                .forEach(
                        (name, value) ->
                                text.append("zk_")
                                        .append(name)
                                        .append('\t')
                                        .append(value)
                                        .append('\n'));
        return text.toString();
    }

    private void add(ServerView view) {
        values.put("version", view.version());
        values.put("server_state", view.mode().text());
        view.peerState().ifPresent(state -> values.put("peer_state", state));
        view.observerMaster().ifPresent(server -> values.put("observer_master_id", server));
        addTraffic(view.metrics().traffic());
        addServer(view);
        addProcess(view.processGauges());
        addQuotas(view);
        values.putAll(view.roleGauges());
        addMetrics(view.metrics());
    }

    private void addTraffic(Traffic traffic) {
        values.put("avg_latency", traffic.latency().average());
        values.put("min_latency", traffic.latency().min());
        values.put("max_latency", traffic.latency().max());
        values.put("packets_received", traffic.packetsReceived());
        values.put("packets_sent", traffic.packetsSent());
        values.put("last_client_response_size", traffic.lastResponseBytes());
        values.put("min_client_response_size", traffic.minResponseBytes());
        values.put("max_client_response_size", traffic.maxResponseBytes());
    }

    private void addServer(ServerView view) {
        values.put("num_alive_connections", view.aliveConnections());
        values.put("outstanding_requests", view.outstandingRequests());
        values.put("uptime", view.uptimeMillis());
        values.put("znode_count", view.nodeCount());
        values.put("watch_count", view.watchCount());
        values.put("ephemerals_count", view.ephemeralCount());
        values.put("approximate_data_size", view.approximateDataSize());
        values.put("global_sessions", view.globalSessions());
        values.put("local_sessions", view.localSessions());
        view.proposalSizes()
                .ifPresent(
                        sizes -> {
                            values.put("last_proposal_size", sizes.last());
                            values.put("min_proposal_size", sizes.min());
                            values.put("max_proposal_size", sizes.max());
                        });
    }

    private void addProcess(ProcessGauges process) {
        values.put("open_file_descriptor_count", process.openFileDescriptors());
        values.put("max_file_descriptor_count", process.maxFileDescriptors());
        values.put("connection_drop_probability", process.connectionDropProbability());
        values.put("outstanding_tls_handshake", process.outstandingTlsHandshakes());
        values.put("auth_failed_count", process.authFailures());
        values.put("non_mtls_remote_conn_count", process.nonMtlsRemoteConnections());
        values.put("non_mtls_local_conn_count", process.nonMtlsLocalConnections());
    }

    private void addQuotas(ServerView view) {
        view.namespaceQuotas()
                .forEach(
                        (namespace, quota) -> {
                            String prefix = namespace + "_quota_";
                            values.put(prefix + "count_limit_per_namespace", quota.countLimit());
                            values.put(prefix + "bytes_limit_per_namespace", quota.bytesLimit());
                            values.put(prefix + "count_usage_per_namespace", quota.countUsage());
                            values.put(prefix + "bytes_usage_per_namespace", quota.bytesUsage());
                        });
    }

    private void addMetrics(Metrics metrics) {
        for (Counter counter : Counter.values()) {
            values.put(counter.metricName(), metrics.counted(counter));
        }
        metrics.quotaExceeded()
                .forEach(
                        (namespace, count) ->
                                values.put(
                                        namespace + "_quota_exceeded_error_per_namespace", count));
        for (Summary summary : Summary.values()) {
            addDistribution(
                    summary.metricName(), metrics.distribution(summary), summary.advanced());
        }
        for (SummarySet set : SummarySet.values()) {
            metrics.distributions(set)
                    .forEach(
                            (key, distribution) ->
                                    addDistribution(
                                            key + "_" + set.metricName(),
                                            distribution,
                                            set.advanced()));
        }
    }

    private void addDistribution(String name, Distribution distribution, boolean advanced) {
        values.put("avg_" + name, distribution.average());
        values.put("min_" + name, distribution.min());
        values.put("max_" + name, distribution.max());
        values.put("cnt_" + name, distribution.count());
        values.put("sum_" + name, distribution.sum());
        if (advanced) {
            values.put("p50_" + name, distribution.p50());
            values.put("p95_" + name, distribution.p95());
            values.put("p99_" + name, distribution.p99());
            values.put("p999_" + name, distribution.p999());
        }
    }
}
