package paddock.server.words;

import org.jspecify.annotations.Nullable;

import paddock.server.metrics.ConnectionStats;
import paddock.server.metrics.Metrics;
import paddock.server.metrics.Recorder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// A server that is whatever a test says.
final class FakeServer implements ServerView {
    final Metrics metrics = new Metrics();
    final Recorder recorder = metrics.newRecorder();
    final List<ConnectionStats> connections = new ArrayList<>();
    final List<OutstandingRequest> outstanding = new ArrayList<>();
    final List<DigestEntry> digests = new ArrayList<>();
    final SortedMap<Long, List<Long>> sessions = new TreeMap<>();
    final SortedMap<Long, Integer> sessionTimeouts = new TreeMap<>();
    @Nullable SortedMap<Long, List<Long>> localSessions;
    final SortedMap<Long, List<ConnectionStats>> connectionBuckets = new TreeMap<>();
    final Map<Long, List<String>> ephemerals = new LinkedHashMap<>();
    final Map<Long, List<String>> watchedPaths = new LinkedHashMap<>();
    final Map<String, List<Long>> watchingSessions = new LinkedHashMap<>();
    final SortedMap<String, NamespaceQuota> quotas = new TreeMap<>();
    final SequencedMap<String, String> environment = new LinkedHashMap<>();
    boolean serving = true;
    boolean connectionsInBuckets = true;
    boolean stopped;
    Mode mode = Mode.STANDALONE;
    Optional<String> peerState = Optional.empty();
    OptionalLong observerMaster = OptionalLong.empty();
    Optional<ProposalSizes> proposalSizes = Optional.empty();
    Optional<ShownConfiguration.Member> member = Optional.empty();
    WatchSummary watchSummary = new WatchSummary(0, 0, 0);
    int aliveConnections = 1;
    long outstandingRequests;
    long lastZxid;
    long nodeCount = 5;
    long traceMask = 306;

    @Override
    public String version() {
        return "3.9.5-0123456789012345678901234567890123456789, built on 2026-02-11 20:18 UTC";
    }

    @Override
    public boolean serving() {
        return serving;
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public Optional<String> peerState() {
        return peerState;
    }

    @Override
    public OptionalLong observerMaster() {
        return observerMaster;
    }

    @Override
    public long uptimeMillis() {
        return 72_671;
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public Collection<ConnectionStats> connections() {
        return connections;
    }

    @Override
    public int aliveConnections() {
        return aliveConnections;
    }

    @Override
    public long outstandingRequests() {
        return outstandingRequests;
    }

    @Override
    public List<OutstandingRequest> outstandingRequestList() {
        return outstanding;
    }

    @Override
    public long lastZxid() {
        return lastZxid;
    }

    @Override
    public long nodeCount() {
        return nodeCount;
    }

    @Override
    public long approximateDataSize() {
        return 44;
    }

    @Override
    public long ephemeralCount() {
        return 1;
    }

    @Override
    public long watchCount() {
        return 2;
    }

    @Override
    public long globalSessions() {
        return 3;
    }

    @Override
    public Optional<ProposalSizes> proposalSizes() {
        return proposalSizes;
    }

    @Override
    public SortedMap<String, NamespaceQuota> namespaceQuotas() {
        return quotas;
    }

    @Override
    public WatchSummary watchSummary() {
        return watchSummary;
    }

    @Override
    public Map<Long, List<String>> watchedPathsBySession() {
        return watchedPaths;
    }

    @Override
    public Map<String, List<Long>> watchingSessionsByPath() {
        return watchingSessions;
    }

    @Override
    public SortedMap<Long, List<Long>> sessionsByExpiry() {
        return sessions;
    }

    @Override
    public Map<Long, List<String>> ephemeralsBySession() {
        return ephemerals;
    }

    @Override
    public Optional<SortedMap<Long, ? extends Collection<ConnectionStats>>> connectionsByExpiry() {
        return connectionsInBuckets ? Optional.of(connectionBuckets) : Optional.empty();
    }

    @Override
    public ShownConfiguration configuration() {
        return new ShownConfiguration(
                32711,
                -1,
                Path.of("/data/version-2"),
                Path.of("/logs/version-2"),
                2000,
                60,
                4000,
                40000,
                -1,
                member.isPresent() ? 1 : 0,
                member);
    }

    @Override
    public long dataDirSizeBytes() {
        return 67_110_800;
    }

    @Override
    public long logDirSizeBytes() {
        return 478;
    }

    @Override
    public List<DigestEntry> digestHistory() {
        return digests;
    }

    @Override
    public long traceMask() {
        return traceMask;
    }

    @Override
    public void setTraceMask(long mask) {
        traceMask = mask;
    }

    @Override
    public SequencedMap<String, String> environment() {
        return environment;
    }

    @Override
    public ProcessGauges processGauges() {
        return ProcessGauges.ofThisProcess().withClients(1, 2, 3);
    }

    @Override
    public void shutdown() {
        stopped = true;
    }

    @Override
    public SortedMap<Long, Integer> globalSessionTimeouts() {
        return sessionTimeouts;
    }

    @Override
    public Optional<SortedMap<Long, ? extends Collection<Long>>> localSessionsByExpiry() {
        return Optional.ofNullable(localSessions);
    }

    @Override
    public CompletableFuture<String> handOver(long serverId) {
        return CompletableFuture.completedFuture("handed over to " + serverId);
    }
}
