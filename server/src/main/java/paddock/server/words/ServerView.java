package paddock.server.words;

import paddock.server.metrics.ConnectionStats;
import paddock.server.metrics.Metrics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/// The server as the four-letter words show it.
///
/// Methods may be called by any thread at any time, and should be cheap unless they say otherwise:
/// monitoring asks `mntr` every few seconds. Before [#serving] says yes, only [#version],
/// [#environment], [#traceMask] and [#setTraceMask] are called.
public interface ServerView {
    /// What this server is to its clients.
    enum Mode {
        STANDALONE("standalone"),
        LEADER("leader"),
        FOLLOWER("follower"),
        OBSERVER("observer"),
        READ_ONLY("read-only");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        /// The name shown to operators.
        public String text() {
            return text;
        }
    }

    /// Sizes of the last, the smallest and the largest proposal; -1 before the first.
    record ProposalSizes(int last, int min, int max) {}

    /// What watches there are on data and on the existence of znodes.
    record WatchSummary(int connections, int paths, int watches) {}

    /// One entry of the digest history.
    record DigestEntry(long zxid, long digest) {}

    /// A request that was taken in and not answered yet.
    record OutstandingRequest(
            long sessionId, int cxid, String operation, String path, long waitedMillis) {}

    /// Quota and use of one top-level znode; -1 where there is no limit.
    record NamespaceQuota(long countLimit, long bytesLimit, long countUsage, long bytesUsage) {}

    /// Version, revision and build time: `3.9.5-<revision>, built on 2026-02-11 20:18 UTC`.
    String version();

    /// Whether clients are being served.
    boolean serving();

    /// What this server is to its clients.
    Mode mode();

    /// State of an ensemble member, such as `leading - broadcast`; empty for a standalone server.
    default Optional<String> peerState() {
        return Optional.empty();
    }

    /// The server that an observer learns from: the leader, or a follower that serves observers.
    default OptionalLong observerMaster() {
        return OptionalLong.empty();
    }

    /// Time since the server began to serve.
    long uptimeMillis();

    /// All counters and measurements.
    Metrics metrics();

    /// The connections of the listener that the word came in by, the asking one included.
    Collection<ConnectionStats> connections();

    /// All open connections, those without a session included.
    int aliveConnections();

    /// Requests taken in and not answered yet.
    long outstandingRequests();

    /// Those requests one by one. May take a while.
    List<OutstandingRequest> outstandingRequestList();

    /// The last transaction applied.
    long lastZxid();

    /// Znodes, the built-in ones included.
    long nodeCount();

    /// Bytes of all paths and data, roughly.
    long approximateDataSize();

    /// Ephemeral znodes.
    long ephemeralCount();

    /// Watches of all kinds.
    long watchCount();

    /// Sessions known to the whole ensemble, and to this server if it stands alone.
    long globalSessions();

    /// Sessions known to this server only.
    default long localSessions() {
        return 0;
    }

    /// Sizes of proposals, for a leader.
    default Optional<ProposalSizes> proposalSizes() {
        return Optional.empty();
    }

    /// Gauges of the present role besides those every server has, by name without prefix.
    default SequencedMap<String, Number> roleGauges() {
        return new java.util.LinkedHashMap<>();
    }

    /// Quotas on top-level znodes, by the znode's name.
    SortedMap<String, NamespaceQuota> namespaceQuotas();

    /// How many watches on data there are.
    WatchSummary watchSummary();

    /// Watched paths by session. May take a while.
    Map<Long, ? extends Collection<String>> watchedPathsBySession();

    /// Watching sessions by path. May take a while.
    Map<String, ? extends Collection<Long>> watchingSessionsByPath();

    /// Session ids by the wall time their bucket falls due, empty buckets included.
    SortedMap<Long, ? extends Collection<Long>> sessionsByExpiry();

    /// The same for the sessions that only this server knows; empty where new sessions are known to
    /// all.
    default Optional<SortedMap<Long, ? extends Collection<Long>>> localSessionsByExpiry() {
        return Optional.empty();
    }

    /// The sessions known to the whole ensemble, with their timeouts in milliseconds. May take a
    /// while.
    SortedMap<Long, Integer> globalSessionTimeouts();

    /// Paths of ephemeral znodes by the session that owns them. May take a while.
    Map<Long, ? extends Collection<String>> ephemeralsBySession();

    /// Connections by the wall time they would be closed for silence; empty where connections are
    /// not kept in such buckets.
    default Optional<SortedMap<Long, ? extends Collection<ConnectionStats>>> connectionsByExpiry() {
        return Optional.empty();
    }

    /// What `conf` shows.
    ShownConfiguration configuration();

    /// Bytes in the folder of snapshots.
    long dataDirSizeBytes();

    /// Bytes in the folder of transaction logs.
    long logDirSizeBytes();

    /// Digests of the tree at every 128th transaction, oldest first.
    List<DigestEntry> digestHistory();

    /// Which events a debug log would tell.
    long traceMask();

    /// Replaces [#traceMask].
    void setTraceMask(long mask);

    /// What `envi` shows after its first line, in order; see [Environment].
    SequencedMap<String, String> environment();

    /// Figures about the process and about refused connections that no other method tells.
    ProcessGauges processGauges();

    /// Stops the server in an orderly way. Returns at once.
    void shutdown();

    /// As a leader, lets another server lead: a named voter, or with -1 the one that has logged the
    /// most.
    ///
    /// @return what came of it, as a sentence without its full stop
    CompletableFuture<String> handOver(long serverId);
}
