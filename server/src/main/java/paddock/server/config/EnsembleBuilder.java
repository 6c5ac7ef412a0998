package paddock.server.config;

import org.jspecify.annotations.Nullable;

import paddock.zab.quorum.ConfigText;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Decides whether this server stands alone or is a member of an ensemble, and of what kind.
final class EnsembleBuilder {
    private static final int ELECTION_ALG = 3;
    private static final int DEFAULT_BIND_TRIES = 3;

    private final Settings settings;
    private final Membership membership;
    private final ConfigText text;
    private final Optional<QuorumConfig> proposed;
    private final @Nullable Path file;

    /// @param proposed the membership that was proposed last, if that is known
    /// @param file the configuration file; null where there is none
    EnsembleBuilder(
            Settings settings,
            Membership membership,
            ConfigText text,
            Optional<QuorumConfig> proposed,
            @Nullable Path file) {
        this.settings = settings;
        this.membership = membership;
        this.text = text;
        this.proposed = proposed;
        this.file = file;
    }

    /// Whether the members and `standaloneEnabled` make this a member of an ensemble; complains
    /// about combinations that are neither.
    boolean isDistributed() {
        if (settings.get(EnsembleKeys.ELECTION_ALG) != ELECTION_ALG) {
            throw settings.refused(
                    EnsembleKeys.ELECTION_ALG, "Invalid electionAlg value. Only 3 is supported.");
        }
        Member.Role peerType = peerType();
        List<Member> participants = membership.participants();
        boolean standaloneEnabled = settings.get(EnsembleKeys.STANDALONE_ENABLED);
        if (participants.isEmpty()) {
            if (!membership.isEmpty()) {
                throw ConfigException.processing(
                        membership.origins().values().iterator().next(),
                        standaloneEnabled
                                ? "Observers w/o participants is an invalid configuration"
                                : "standaloneEnabled = false then number of participants should be"
                                        + " >0");
            }
            if (!standaloneEnabled) {
                throw settings.refused(
                        EnsembleKeys.STANDALONE_ENABLED,
                        "standaloneEnabled = false then number of participants should be >0");
            }
            if (peerType == Member.Role.OBSERVER) {
                throw settings.refused(
                        EnsembleKeys.PEER_TYPE,
                        "Observers w/o participants is an invalid configuration");
            }
            return false;
        }
        boolean single = participants.size() == 1;
        if (single && standaloneEnabled) {
            if (membership.config().members().size() > 1) {
                throw ConfigException.processing(
                        membership.origin(membership.config().members().lastKey()),
                        "Observers w/o quorum is an invalid configuration");
            }
            settings.findings()
                    .add(
                            Finding.error(
                                    "Invalid configuration, only one server specified (ignoring)"));
            return false;
        }
        return true;
    }

    private Member.Role peerType() {
        String word = settings.get(EnsembleKeys.PEER_TYPE);
        for (Member.Role role : Member.Role.values()) {
            if (role.name().equalsIgnoreCase(word)) {
                return role;
            }
        }
        throw settings.refused(EnsembleKeys.PEER_TYPE, "Unrecognised peertype: " + word);
    }

    /// Complains about wrong values of keys that a server which stands alone does not look at.
    void checkUnused() {
        EnsembleKeys.ALL.forEach(settings::find);
    }

    ServerConfig.Ensemble build(Path dataDir) {
        ServerConfig.Timing timing = timing();
        long serverId = requiredMyid(dataDir);
        Member self = membership.member(serverId);
        if (self == null) {
            throw ConfigException.foreignMyid(
                    "My id "
                            + serverId
                            + " not in the peer list: "
                            + dataDir.resolve("myid")
                            + " says "
                            + serverId
                            + ", the servers are "
                            + membership.config().members().keySet());
        }
        remarks(self);
        return new ServerConfig.Ensemble(
                serverId,
                membership.config(),
                settings.get(EnsembleKeys.RECONFIG_ENABLED) ? proposed : Optional.empty(),
                text,
                file == null ? dataDir.resolve("zoo.cfg") : file,
                settings.find(EnsembleKeys.DYNAMIC_CONFIG_FILE),
                settings.get(EnsembleKeys.STANDALONE_ENABLED),
                settings.get(EnsembleKeys.DB_AUTOCREATE),
                timing,
                connections(timing),
                leader(),
                synchronisation(),
                observers(),
                modes());
    }

    private void remarks(Member self) {
        int participants = membership.participants().size();
        if (participants <= 2) {
            settings.findings()
                    .add(
                            Finding.warn(
                                    "No server failure will be tolerated. You need at least 3"
                                            + " servers."));
        } else if (participants % 2 == 0) {
            settings.findings()
                    .add(
                            Finding.warn(
                                    "Non-optimal configuration, consider an odd number of"
                                            + " servers."));
        }
        Settings.Written written = settings.written(EnsembleKeys.PEER_TYPE);
        if (written != null && peerType() != self.role()) {
            settings.findings()
                    .add(
                            Finding.warn(
                                    written.origin()
                                            + ": peerType="
                                            + written.text()
                                            + ", but "
                                            + membership.origin(self.id())
                                            + " makes server "
                                            + self.id()
                                            + " "
                                            + (self.isParticipant()
                                                    ? "a participant"
                                                    : "an observer")
                                            + "; the list of servers decides"));
        }
    }

    private ServerConfig.Timing timing() {
        int init =
                settings.find(EnsembleKeys.INIT_LIMIT)
                        .orElseThrow(() -> settings.incomplete("initLimit is not set"));
        int sync =
                settings.find(EnsembleKeys.SYNC_LIMIT)
                        .orElseThrow(() -> settings.incomplete("syncLimit is not set"));
        int connect = settings.get(EnsembleKeys.CONNECT_LIMIT);
        int epochWait = settings.get(EnsembleKeys.MAX_TIME_TO_WAIT_FOR_EPOCH);
        return new ServerConfig.Timing(
                init,
                sync,
                connect == 0 ? init : connect,
                settings.get(EnsembleKeys.CONNECT_PAUSE),
                epochWait < 0 ? OptionalInt.empty() : OptionalInt.of(epochWait),
                settings.find(EnsembleKeys.LEADERLESS_LIMIT)
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty),
                settings.get(EnsembleKeys.MIN_NOTIFICATION_INTERVAL),
                settings.get(EnsembleKeys.MAX_NOTIFICATION_INTERVAL));
    }

    private ServerConfig.Connections connections(ServerConfig.Timing timing) {
        int tries = settings.get(EnsembleKeys.BIND_RETRY);
        int handshake = settings.find(EnsembleKeys.QUORUM_CNXN_TIMEOUT).orElse(-1);
        return new ServerConfig.Connections(
                settings.get(EnsembleKeys.LISTEN_ON_ALL_IPS),
                settings.get(EnsembleKeys.CNX_TIMEOUT),
                handshake > 0
                        ? handshake
                        : (long) timing.syncLimit() * settings.get(Keys.TICK_TIME),
                tries < 0 ? DEFAULT_BIND_TRIES : tries,
                settings.get(EnsembleKeys.TCP_KEEP_ALIVE),
                settings.get(EnsembleKeys.CNXN_THREADS),
                settings.get(EnsembleKeys.LEADER_NODELAY),
                settings.get(EnsembleKeys.FOLLOWER_NODELAY));
    }

    private ServerConfig.Leader leader() {
        return new ServerConfig.Leader(
                settings.get(EnsembleKeys.LEADER_SERVES),
                settings.get(EnsembleKeys.MAX_SNAP_SYNCS),
                settings.get(EnsembleKeys.MAX_DIFF_SYNCS));
    }

    private ServerConfig.Synchronisation synchronisation() {
        return new ServerConfig.Synchronisation(
                settings.get(EnsembleKeys.COMMIT_LOG_COUNT),
                settings.get(EnsembleKeys.SNAPSHOT_SIZE_FACTOR),
                settings.get(EnsembleKeys.FORCE_SNAPSHOT_SYNC));
    }

    private ServerConfig.Observers observers() {
        int port = settings.get(EnsembleKeys.OBSERVER_MASTER_PORT);
        return new ServerConfig.Observers(
                settings.find(EnsembleKeys.OBSERVER_SYNC_ENABLED)
                        .orElseGet(() -> settings.get(EnsembleKeys.SYNC_ENABLED)),
                settings.get(EnsembleKeys.OBSERVER_RECONNECT_DELAY),
                settings.get(EnsembleKeys.OBSERVER_ELECTION_DELAY),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                settings.get(EnsembleKeys.OBSERVER_MASTER_SIZE_LIMIT));
    }

    private ServerConfig.Modes modes() {
        return new ServerConfig.Modes(
                settings.get(EnsembleKeys.LOCAL_SESSIONS),
                settings.get(EnsembleKeys.LOCAL_SESSIONS_UPGRADING),
                settings.get(EnsembleKeys.READ_ONLY_MODE));
    }

    private static long requiredMyid(Path dataDir) {
        Path path = dataDir.resolve("myid");
        return readMyid(path)
                .orElseThrow(
                        () ->
                                ConfigException.processing(
                                        path,
                                        "myid file is missing: a member of an ensemble finds its"
                                                + " id in "
                                                + path));
    }

    /// The id in `<dataDir>/myid`; 0 without the file, which only members of an ensemble need.
    static long myid(Path dataDir) {
        return readMyid(dataDir.resolve("myid")).orElse(0L);
    }

    private static Optional<Long> readMyid(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        String line = "null";
        try {
            line =
                    Files.readString(path, StandardCharsets.ISO_8859_1)
                            .lines()
                            .findFirst()
                            .orElse(line);
            return Optional.of(Long.parseLong(line));
        } catch (NumberFormatException e) {
            throw ConfigException.processing(path, "serverid " + line + " is not a number");
        } catch (IOException e) {
            throw ConfigException.processing(path, String.valueOf(e.getMessage()));
        }
    }
}
