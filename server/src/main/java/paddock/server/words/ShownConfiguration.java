package paddock.server.words;

import java.nio.file.Path;
import java.util.Optional;

/// The part of the configuration that `conf` shows. Ports are -1 where there is none.
public record ShownConfiguration(
        int clientPort,
        int secureClientPort,
        Path dataDir,
        Path dataLogDir,
        int tickTimeMillis,
        int maxClientConnections,
        int minSessionTimeoutMillis,
        int maxSessionTimeoutMillis,
        int clientPortListenBacklog,
        long serverId,
        Optional<Member> member) {

    /// What a member of an ensemble shows besides. `membership` is the text of the configuration in
    /// force, its version included.
    public record Member(
            int initLimit,
            int syncLimit,
            int electionAlgorithm,
            int electionPort,
            int quorumPort,
            boolean observer,
            String membership) {}
}
