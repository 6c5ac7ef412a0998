package paddock.server.lifecycle;

import paddock.core.acl.AclRules;
import paddock.core.acl.AuthScheme;
import paddock.core.acl.DigestScheme;
import paddock.core.acl.IpScheme;
import paddock.core.database.Database;
import paddock.core.prepare.PrepareRules;
import paddock.core.tree.ZnodeKinds;
import paddock.replica.LocalSessionMode;
import paddock.replica.MemberSettings;
import paddock.replica.ReplicaSettings;
import paddock.server.config.ServerConfig;
import paddock.server.front.ConnectThrottle;
import paddock.server.front.Front;
import paddock.server.front.FrontSettings;
import paddock.server.replica.DiskSettings;
import paddock.server.replica.HostSettings;
import paddock.storage.snapshot.Compression;
import paddock.storage.snapshot.SnapshotSettings;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// What the parts of a server must know, derived from its configuration.
final class Derived {
    private Derived() {}

    static SnapshotSettings snapshotSettings(ServerConfig.Storage storage) {
        Compression compression =
                switch (storage.compression()) {
                    case NONE -> Compression.NONE;
                    case GZIP -> Compression.GZIP;
                    case SNAPPY -> Compression.SNAPPY;
                };
        return new SnapshotSettings(
                compression, storage.digestEnabled(), storage.lastProcessedZxidInSnapshots());
    }

    /// Makes what a tree is built with that another server sends.
    static Supplier<Database.Builder> builders(ServerConfig config) {
        ZnodeKinds kinds = new ZnodeKinds(config.nodes().ttlEnabled(), config.nodes().ttlAs353());
        long hashSeed = new SecureRandom().nextLong();
        return () -> Database.builder(kinds, config.storage().digestEnabled(), hashSeed);
    }

    static AclRules aclRules(ServerConfig.Security security) {
        List<AuthScheme> schemes = new ArrayList<>();
        schemes.add(new IpScheme());
        if (security.digestEnabled()) {
            schemes.add(
                    new DigestScheme(
                            security.digestAlgorithm(), security.superDigest().orElse(null)));
        }
        return new AclRules(schemes, security.skipAcl());
    }

    static PrepareRules prepareRules(ServerConfig config) {
        return new PrepareRules(
                config.storage().digestEnabled(),
                config.nodes().enforceQuota(),
                config.storage().pathsInCloseSession(),
                config.reconfigEnabled());
    }

    static ReplicaSettings replicaSettings(ServerConfig config) {
        ServerConfig.Nodes nodes = config.nodes();
        int tickMillis = config.sessions().tickMillis();
        ReplicaSettings alone =
                new ReplicaSettings(
                        // A server that stands alone opens sessions as the reference's first member
                        // does.
                        config.ensemble().map(ServerConfig.Ensemble::serverId).orElse(1L),
                        tickMillis,
                        config.requestThrottle().throttledOpMillis().orElse(0),
                        nodes.containerCheckMillis(),
                        nodes.containersPerMinute(),
                        nodes.neverUsedContainerMillis().orElse(0));
        return config.ensemble()
                .map(
                        ensemble ->
                                new MemberSettings(
                                        ensemble.timing()
                                                .leaderlessMillis()
                                                .orElse(
                                                        MemberSettings.usualLeaderlessMillis(
                                                                tickMillis)),
                                        localSessions(config),
                                        ensemble.modes().readOnly(),
                                        ensemble.leader().serves()))
                .map(alone::with)
                .orElse(alone);
    }

    /// Whether a member without a leader serves reads.
    static boolean servesReadOnly(ServerConfig config) {
        return config.ensemble().map(each -> each.modes().readOnly()).orElse(false);
    }

    static LocalSessionMode localSessions(ServerConfig config) {
        return config.ensemble()
                .map(ServerConfig.Ensemble::modes)
                .filter(ServerConfig.Modes::localSessions)
                .map(
                        modes ->
                                modes.localSessionUpgrades()
                                        ? LocalSessionMode.UPGRADED
                                        : LocalSessionMode.KEPT)
                .orElse(LocalSessionMode.OFF);
    }

    static HostSettings hostSettings(ServerConfig config) {
        return new HostSettings(
                config.storage().snapCount(),
                config.storage().snapSizeLimitBytes().orElse(0),
                config.requestThrottle().shutdownMillis());
    }

    static DiskSettings diskSettings(ServerConfig.Storage storage) {
        return new DiskSettings(
                storage.forceSync(),
                storage.directLog(),
                storage.preallocationBytes(),
                storage.logSizeLimitBytes().orElse(0),
                storage.fsyncWarningMillis(),
                storage.maxBatchSize().orElse(Integer.MAX_VALUE),
                storage.flushDelayMillis());
    }

    static FrontSettings frontSettings(ServerConfig config) {
        ServerConfig.Network network = config.network();
        ServerConfig.Limits limits = config.limits();
        int throttle = config.requestThrottle().maxRequests();
        int outstanding = limits.maxOutstandingRequests();
        return new FrontSettings(
                limits.maxRequestBytes(),
                limits.extraRecordBytes(),
                config.sessions().minTimeoutMillis(),
                config.sessions().maxTimeoutMillis(),
                limits.maxConnectionsPerAddress(),
                limits.maxConnections(),
                throttle > 0 ? Math.min(throttle, outstanding) : outstanding,
                network.sessionlessTimeoutMillis(),
                limits.largeRequestBytes().orElse(-1),
                limits.maxLargeRequestBytes(),
                network.maxOutstandingBytes() / 2,
                Math.min(network.maxUnsentBytes(), network.maxUnsentBytesInAll() / 2),
                network.maxUnsentBytesInAll(),
                network.maxUnfinishedBytes(),
                config.security().requiredSchemes(),
                network.tcpKeepAlive(),
                network.listenBacklog().orElse(-1));
    }

    static ConnectThrottle throttle(ServerConfig config) {
        ServerConfig.ConnectionThrottle throttle = config.connectionThrottle();
        return new ConnectThrottle(
                new ConnectThrottle.Settings(
                        throttle.tokens(),
                        throttle.fillMillis(),
                        throttle.fillTokens(),
                        throttle.freezeMillis().orElse(-1),
                        throttle.dropIncrease(),
                        throttle.dropDecrease(),
                        throttle.decreaseRatio(),
                        localSessions(config) == LocalSessionMode.OFF
                                ? throttle.newSessionTokens()
                                : throttle.localSessionTokens(),
                        throttle.renewSessionTokens()),
                Front::monotonicMillis,
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
