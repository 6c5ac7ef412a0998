package paddock.server.config;

import org.jspecify.annotations.Nullable;

import paddock.zab.quorum.Member;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Turns settings into a [ServerConfig], checking what no single key can: that they fit together.
final class ConfigBuilder {
    private static final long KIB = 1024;
    private static final Set<String> SCHEMES = Set.of("digest", "ip");

    private final Settings settings;
    private final Membership membership;
    private final EnsembleBuilder ensembleBuilder;

    ConfigBuilder(Settings settings, Membership membership, EnsembleBuilder ensembleBuilder) {
        this.settings = settings;
        this.membership = membership;
        this.ensembleBuilder = ensembleBuilder;
    }

    ServerConfig build() {
        boolean distributed = ensembleBuilder.isDistributed();
        if (!distributed) {
            ensembleBuilder.checkUnused();
        }
        ServerConfig.Storage storage = storage();
        Optional<ServerConfig.Ensemble> ensemble =
                distributed
                        ? Optional.of(ensembleBuilder.build(storage.dataDir()))
                        : Optional.empty();
        long serverId =
                ensemble.map(ServerConfig.Ensemble::serverId)
                        .orElseGet(() -> EnsembleBuilder.myid(storage.dataDir()));
        // Standalone, the one member there may be is this server, whatever its id.
        Member self =
                ensemble.map(ServerConfig.Ensemble::self)
                        .orElseGet(
                                () ->
                                        membership.isEmpty()
                                                ? null
                                                : membership.participants().getFirst());
        return new ServerConfig(
                network(self),
                sessions(),
                storage,
                retention(),
                limits(),
                connectionThrottle(),
                requestThrottle(),
                nodes(),
                security(),
                words(),
                serverId,
                settings.get(EnsembleKeys.RECONFIG_ENABLED),
                ensemble);
    }

    private ServerConfig.Network network(@Nullable Member self) {
        int backlog = settings.get(Keys.CLIENT_PORT_LISTEN_BACKLOG);
        long largestHeap = Runtime.getRuntime().maxMemory();
        return new ServerConfig.Network(
                clientAddress(self),
                backlog < 0 ? OptionalInt.empty() : OptionalInt.of(backlog),
                settings.get(Keys.CLIENT_TCP_KEEP_ALIVE),
                settings.find(Keys.EVENT_LOOPS)
                        .orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                settings.get(Keys.SESSIONLESS_TIMEOUT),
                settings.get(Keys.MAX_UNSENT_BYTES),
                settings.find(Keys.MAX_UNSENT_BYTES_IN_ALL).orElse(largestHeap / 4),
                settings.find(Keys.MAX_UNFINISHED_BYTES_IN_ALL)
                        .orElseGet(
                                () ->
                                        Math.max(
                                                largestHeap / 4,
                                                4L * settings.get(Keys.JUTE_MAXBUFFER))),
                settings.find(Keys.OUTSTANDING_BYTES_LIMIT).orElse(largestHeap / 8));
    }

    private Optional<InetSocketAddress> clientAddress(@Nullable Member self) {
        Optional<Integer> port = settings.find(Keys.CLIENT_PORT);
        Optional<String> host =
                settings.find(Keys.CLIENT_PORT_ADDRESS).filter(text -> !text.isEmpty());
        if (host.isPresent() && port.isEmpty()) {
            throw settings.refused(
                    Keys.CLIENT_PORT_ADDRESS, "clientPortAddress is set but clientPort is not set");
        }
        Member.ClientAddress fromLine = self == null ? null : self.client();
        if (port.isPresent()) {
            InetSocketAddress address =
                    host.map(name -> resolve(name, port.get()))
                            .orElseGet(() -> new InetSocketAddress(port.get()));
            if (self != null && fromLine != null) {
                checkAgreement(self, fromLine, address);
            }
            return Optional.of(address);
        }
        if (self == null || fromLine == null) {
            settings.findings()
                    .add(Finding.warn("clientPort is not set: no client will be able to connect"));
            return Optional.empty();
        }
        try {
            InetAddress ip = InetAddress.getByName(fromLine.host());
            return Optional.of(new InetSocketAddress(ip, fromLine.port()));
        } catch (UnknownHostException e) {
            throw ConfigException.processing(
                    membership.origin(self.id()),
                    "Address unresolved: " + fromLine.host() + ":" + fromLine.port());
        }
    }

    private void checkAgreement(
            Member self, Member.ClientAddress fromLine, InetSocketAddress address) {
        boolean anyAddress = address.getAddress().isAnyLocalAddress();
        boolean samePort = address.getPort() == fromLine.port();
        boolean sameHost = anyAddress || address.getHostString().equals(fromLine.host());
        if (!samePort || !sameHost) {
            throw ConfigException.processing(
                    membership.origin(self.id()),
                    "client address for this server (id = "
                            + self.id()
                            + ") in static config file is "
                            + address
                            + " is different from client address found in dynamic file: "
                            + fromLine.host()
                            + ":"
                            + fromLine.port());
        }
    }

    private InetSocketAddress resolve(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw settings.refused(
                    Keys.CLIENT_PORT_ADDRESS, "the address of " + host + " cannot be found");
        }
    }

    private ServerConfig.Sessions sessions() {
        int tick = settings.get(Keys.TICK_TIME);
        int min =
                settings.find(Keys.MIN_SESSION_TIMEOUT)
                        .filter(value -> value >= 0)
                        .orElse(2 * tick);
        int max =
                settings.find(Keys.MAX_SESSION_TIMEOUT)
                        .filter(value -> value >= 0)
                        .orElse(20 * tick);
        if (min > max) {
            Key<Integer> blamed =
                    settings.written(Keys.MIN_SESSION_TIMEOUT) != null
                            ? Keys.MIN_SESSION_TIMEOUT
                            : Keys.MAX_SESSION_TIMEOUT;
            throw settings.refused(
                    blamed,
                    "minSessionTimeout must not be larger than maxSessionTimeout ("
                            + min
                            + " > "
                            + max
                            + ")");
        }
        return new ServerConfig.Sessions(tick, min, max);
    }

    private ServerConfig.Storage storage() {
        Path dataDir =
                settings.find(Keys.DATA_DIR)
                        .filter(path -> !path.toString().isEmpty())
                        .orElseThrow(() -> settings.incomplete("dataDir is not set"));
        Path dataLogDir =
                settings.find(Keys.DATA_LOG_DIR)
                        .filter(path -> !path.toString().isEmpty())
                        .orElse(dataDir);
        ConfigLoader.warnIfRelative(dataDir, settings.findings());
        if (!dataLogDir.equals(dataDir)) {
            ConfigLoader.warnIfRelative(dataLogDir, settings.findings());
        }
        int batch = settings.get(Keys.MAX_BATCH_SIZE);
        return new ServerConfig.Storage(
                dataDir,
                dataLogDir,
                settings.get(Keys.DATADIR_AUTOCREATE),
                settings.find(Keys.SNAP_COUNT).map(OptionalInt::of).orElseGet(OptionalInt::empty),
                bytes(Keys.SNAP_SIZE_LIMIT),
                bytes(Keys.TXN_LOG_SIZE_LIMIT),
                settings.get(Keys.PRE_ALLOC_SIZE) * KIB,
                forceSync(),
                settings.get(Keys.DIRECT_LOG),
                settings.get(Keys.FSYNC_WARNING),
                settings.get(Keys.SNAPSHOT_COMPRESSION),
                settings.get(Keys.SNAPSHOT_TRUST_EMPTY),
                settings.get(Keys.DIGEST_ENABLED),
                settings.get(Keys.SERIALIZE_LAST_PROCESSED_ZXID),
                settings.get(Keys.CLOSE_SESSION_TXN),
                settings.get(Keys.FLUSH_DELAY),
                batch == 0 ? OptionalInt.empty() : OptionalInt.of(batch));
    }

    private boolean forceSync() {
        boolean forced = settings.get(Keys.FORCE_SYNC);
        if (!forced) {
            settings.findings()
                    .add(
                            Finding.warn(
                                    "forceSync=no: a power failure will lose updates that clients"
                                            + " were told are safe"));
        }
        return forced;
    }

    private OptionalLong bytes(Key<Long> key) {
        long kib = settings.get(key);
        return kib <= 0 ? OptionalLong.empty() : OptionalLong.of(kib * KIB);
    }

    private ServerConfig.Retention retention() {
        Duration interval = settings.get(Keys.PURGE_INTERVAL);
        boolean never = interval.isZero() || interval.isNegative();
        return new ServerConfig.Retention(
                settings.get(Keys.SNAP_RETAIN_COUNT),
                never ? Optional.empty() : Optional.of(interval));
    }

    private ServerConfig.Limits limits() {
        int maxRequest = settings.get(Keys.JUTE_MAXBUFFER);
        return new ServerConfig.Limits(
                settings.get(Keys.MAX_CLIENT_CNXNS),
                settings.get(Keys.MAX_CNXNS),
                maxRequest,
                settings.find(Keys.JUTE_MAXBUFFER_EXTRASIZE).orElse(Math.max(1024, maxRequest)),
                settings.get(Keys.GLOBAL_OUTSTANDING_LIMIT),
                positive(settings.get(Keys.LARGE_REQUEST_THRESHOLD)),
                settings.get(Keys.LARGE_REQUEST_MAX_BYTES));
    }

    private ServerConfig.ConnectionThrottle connectionThrottle() {
        boolean weighed = settings.get(Keys.CONNECTION_WEIGHT_ENABLED);
        return new ServerConfig.ConnectionThrottle(
                settings.get(Keys.CONNECTION_TOKENS),
                settings.get(Keys.CONNECTION_FILL_TIME),
                settings.get(Keys.CONNECTION_FILL_COUNT),
                positive(settings.get(Keys.CONNECTION_FREEZE_TIME)),
                settings.get(Keys.CONNECTION_DROP_INCREASE),
                settings.get(Keys.CONNECTION_DROP_DECREASE),
                settings.get(Keys.CONNECTION_DECREASE_RATIO),
                weighed ? settings.get(Keys.CONNECTION_GLOBAL_WEIGHT) : 1,
                weighed ? settings.get(Keys.CONNECTION_RENEW_WEIGHT) : 1,
                weighed ? settings.get(EnsembleKeys.CONNECTION_LOCAL_WEIGHT) : 1);
    }

    private ServerConfig.RequestThrottle requestThrottle() {
        return new ServerConfig.RequestThrottle(
                settings.get(Keys.THROTTLE_MAX_REQUESTS),
                settings.get(Keys.THROTTLER_SHUTDOWN_TIMEOUT),
                positive(settings.get(Keys.THROTTLED_OP_WAIT_TIME)));
    }

    private ServerConfig.Nodes nodes() {
        return new ServerConfig.Nodes(
                settings.get(Keys.EXTENDED_TYPES),
                settings.get(Keys.EMULATE_353_TTL),
                settings.get(Keys.ENFORCE_QUOTA),
                settings.get(Keys.CONTAINER_CHECK_INTERVAL),
                settings.get(Keys.CONTAINER_MAX_PER_MINUTE),
                positive(settings.get(Keys.CONTAINER_MAX_NEVER_USED)));
    }

    private ServerConfig.Security security() {
        String algorithm = settings.get(Keys.DIGEST_ALGORITHM);
        try {
            MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw settings.refused(
                    Keys.DIGEST_ALGORITHM,
                    "don't support this ACL digest algorithm: "
                            + algorithm
                            + " in the current environment");
        }
        return new ServerConfig.Security(
                settings.get(Keys.SKIP_ACL),
                settings.get(Keys.DIGEST_AUTH_ENABLED),
                settings.find(Keys.SUPER_DIGEST).filter(text -> !text.isEmpty()),
                algorithm,
                requiredSchemes());
    }

    private List<String> requiredSchemes() {
        if (!settings.get(Keys.ENFORCE_AUTH)) {
            return List.of();
        }
        List<String> schemes = list(settings.find(Keys.ENFORCE_AUTH_SCHEMES).orElse(""));
        if (schemes.isEmpty()) {
            throw settings.refused(
                    Keys.ENFORCE_AUTH,
                    "zookeeper.enforce.auth.enabled is true zookeeper.enforce.auth.schemes must be "
                            + " configured.");
        }
        for (String scheme : schemes) {
            boolean off = scheme.equals("digest") && !settings.get(Keys.DIGEST_AUTH_ENABLED);
            if (off || !SCHEMES.contains(scheme)) {
                throw settings.refused(
                        Keys.ENFORCE_AUTH_SCHEMES,
                        "Authentication scheme " + scheme + " is not available.");
            }
        }
        return schemes;
    }

    private ServerConfig.Words words() {
        return new ServerConfig.Words(list(settings.get(Keys.WORDS_WHITELIST)));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static OptionalInt positive(int value) {
        return value <= 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
