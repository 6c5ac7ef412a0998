package paddock.server.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.server.metrics.Counter;
import paddock.server.metrics.Summary;
import paddock.server.metrics.SummarySet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// What `mntr` prints.
final class MonitorTest {
    private final FakeServer server = new FakeServer();

    private Map<String, String> mntr() {
        return Monitor.text(server)
                .lines()
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    /// The names that `mntr` of a fresh standalone server of the reference (3.9.5) printed.
    private static List<String> namesOfTheReference() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MonitorTest.class.getResourceAsStream("mntr-names.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void aFreshServerHasEveryNameOfTheReferenceAndNoOther() throws IOException {
        assertThat(mntr()).containsOnlyKeys(namesOfTheReference());
    }

    @Test
    void everyLineHasANameAndAValue() {
        assertThat(Monitor.text(server)).endsWith("\n");
        assertThat(Monitor.text(server).lines()).allMatch(line -> line.matches("zk_\\w+\t\\S.*"));
    }

    @Test
    void versionAndStateComeFirst() {
        assertThat(Monitor.text(server).lines())
                .startsWith("zk_version\t" + server.version(), "zk_server_state\tstandalone");

        server.mode = ServerView.Mode.LEADER;
        server.peerState = Optional.of("leading - broadcast");
        server.proposalSizes = Optional.of(new ServerView.ProposalSizes(92, 48, 95));
        assertThat(Monitor.text(server).lines())
                .startsWith(
                        "zk_version\t" + server.version(),
                        "zk_server_state\tleader",
                        "zk_peer_state\tleading - broadcast")
                .contains("zk_min_proposal_size\t48", "zk_last_proposal_size\t92");
    }

    @Test
    void anObserverTellsWhoServesItRightAfterItsState() {
        server.mode = ServerView.Mode.OBSERVER;
        server.peerState = Optional.of("observing - broadcast");
        server.observerMaster = OptionalLong.of(2);

        assertThat(Monitor.text(server).lines())
                .startsWith(
                        "zk_version\t" + server.version(),
                        "zk_server_state\tobserver",
                        "zk_peer_state\tobserving - broadcast",
                        "zk_observer_master_id\t2");
    }

    @Test
    void gaugesTellWhatTheServerIs() {
        server.aliveConnections = 7;
        server.nodeCount = 307;

        assertThat(mntr())
                .containsEntry("zk_num_alive_connections", "7")
                .containsEntry("zk_znode_count", "307")
                .containsEntry("zk_approximate_data_size", "44")
                .containsEntry("zk_ephemerals_count", "1")
                .containsEntry("zk_watch_count", "2")
                .containsEntry("zk_global_sessions", "3")
                .containsEntry("zk_uptime", "72671")
                .containsEntry("zk_auth_failed_count", "1")
                .containsEntry("zk_connection_drop_probability", "0.0")
                .containsEntry("zk_min_client_response_size", "-1");
        assertThat(Long.parseLong(mntr().getOrDefault("zk_open_file_descriptor_count", "")))
                .isPositive();
    }

    @Test
    void countersAndSummariesTellWhatHappened() {
        server.recorder.count(Counter.COMMIT_COUNT, 3);
        for (int i = 0; i < 302; i++) {
            server.recorder.record(Summary.FSYNCTIME, i < 15 ? 1 : i == 15 ? 3 : 0);
        }
        for (int i = 1; i <= 1000; i++) {
            server.recorder.record(Summary.UPDATELATENCY, i <= 950 ? 1 : i <= 990 ? 3 : 11);
        }
        server.recorder.responded(84, 1);
        server.recorder.responded(16, 2);

        assertThat(mntr())
                .containsEntry("zk_commit_count", "3")
                .containsEntry("zk_avg_fsynctime", "0.0596")
                .containsEntry("zk_min_fsynctime", "0")
                .containsEntry("zk_max_fsynctime", "3")
                .containsEntry("zk_cnt_fsynctime", "302")
                .containsEntry("zk_sum_fsynctime", "18")
                .containsEntry("zk_p50_updatelatency", "1")
                .containsEntry("zk_p95_updatelatency", "1")
                .containsEntry("zk_p99_updatelatency", "3")
                .containsEntry("zk_p999_updatelatency", "11")
                .containsEntry("zk_last_client_response_size", "16")
                .containsEntry("zk_max_client_response_size", "84");
    }

    @Test
    void setsAndQuotasCarryTheirKeyInFront() {
        byte[] path = "/a/b".getBytes(StandardCharsets.UTF_8);
        server.recorder.recordNamespace(SummarySet.WRITE_PER_NAMESPACE, path, 0, path.length, 6);
        server.recorder.record(SummarySet.ACK_LATENCY, "2", 9);
        server.recorder.quotaExceeded("a");
        server.quotas.put("a", new ServerView.NamespaceQuota(10, -1, 4, 99));

        assertThat(mntr())
                .containsEntry("zk_cnt_a_write_per_namespace", "1")
                .containsEntry("zk_avg_a_write_per_namespace", "6.0")
                .doesNotContainKey("zk_p50_a_write_per_namespace")
                .containsEntry("zk_p99_2_ack_latency", "9")
                .containsEntry("zk_a_quota_exceeded_error_per_namespace", "1")
                .containsEntry("zk_a_quota_count_limit_per_namespace", "10")
                .containsEntry("zk_a_quota_bytes_limit_per_namespace", "-1")
                .containsEntry("zk_a_quota_count_usage_per_namespace", "4")
                .containsEntry("zk_a_quota_bytes_usage_per_namespace", "99");
    }
}
