package paddock.zab.quorum;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A server of an ensemble.
///
/// @param endpoints where other servers reach it, one or more, in the order of their hosts
/// @param client where clients reach it, if its `server.N` line says so
public record Member(long id, Role role, List<Endpoint> endpoints, @Nullable ClientAddress client) {
    private static final Comparator<Endpoint> ORDER =
            Comparator.comparing(Endpoint::host)
                    .thenComparingInt(Endpoint::quorumPort)
                    .thenComparingInt(Endpoint::electionPort);

    public Member {
        endpoints = endpoints.stream().distinct().sorted(ORDER).toList();
    }

    /// A member's part in decisions.
    public enum Role {
        PARTICIPANT,
        OBSERVER;

        String text() {
            return this == PARTICIPANT ? "participant" : "observer";
        }
    }

    /// A host, as configured and not resolved, with its two ports. The literal of an IPv6 address
    /// is written out, without brackets: `0:0:0:0:0:0:0:1`.
    public record Endpoint(String host, int quorumPort, int electionPort) {
        public Endpoint {
            host = Ipv6.writtenOut(host);
        }

        String text() {
            return Ipv6.bracketed(host) + ":" + quorumPort + ":" + electionPort;
        }
    }

    /// Where clients connect. The host has the form of an [Endpoint]'s.
    public record ClientAddress(String host, int port) {
        public ClientAddress {
            host = Ipv6.writtenOut(host);
        }

        String text() {
            return Ipv6.bracketed(host) + ":" + port;
        }
    }

    public boolean isParticipant() {
        return role == Role.PARTICIPANT;
    }

    /// What stands behind `server.N=`.
    public String text() {
        String servers =
                endpoints.stream().map(Endpoint::text).collect(Collectors.joining("|"))
                        + ":"
                        + role.text();
        return client == null ? servers : servers + ";" + client.text();
    }
}
