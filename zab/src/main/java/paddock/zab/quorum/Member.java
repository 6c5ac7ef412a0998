package paddock.zab.quorum;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A server of an ensemble.
///
/// @param endpoints where other servers reach it, one or more
/// @param client where clients reach it, if its `server.N` line says so
public record Member(long id, Role role, List<Endpoint> endpoints, @Nullable ClientAddress client) {
    public Member {
        endpoints = List.copyOf(endpoints);
    }

    /// A member's part in decisions.
    public enum Role {
        PARTICIPANT,
        OBSERVER
    }

    /// A host, as configured and not resolved, with its two ports.
    public record Endpoint(String host, int quorumPort, int electionPort) {}

    /// Where clients connect.
    public record ClientAddress(String host, int port) {}

    public boolean isParticipant() {
        return role == Role.PARTICIPANT;
    }
}
