package paddock.server.links;

import paddock.wire.ensemble.InitialMessage.Address;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the links must know of a membership, the one in force and the one to follow together.
///
/// @param own this server's addresses
/// @param others the addresses of the election ports of all others
record Membership(Own own, SortedMap<Long, List<Address>> others) {
    /// The addresses of this server's ports.
    ///
    /// @param voter whether it is in a position to serve observers
    record Own(List<Address> election, List<Address> quorum, boolean voter) {
        Own {
            election = List.copyOf(election);
            quorum = List.copyOf(quorum);
        }

        /// Those of the port where it serves observers while it follows; none where there is no
        /// such port.
        List<Address> observers(int port) {
            return voter && port > 0 ? atPort(quorum, port) : List.of();
        }
    }

    Membership {
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /// Reads the configurations; on the thread that owns them.
    ///
    /// @param before what holds on where this server is no member
    static Membership of(Configs configs, long serverId, Own before) {
        SortedMap<Long, Set<Address>> addresses = new TreeMap<>();
        add(configs.committed(), serverId, addresses);
        add(configs.lastSeen(), serverId, addresses);
        SortedMap<Long, List<Address>> others = new TreeMap<>();
        addresses.forEach((id, each) -> others.put(id, List.copyOf(each)));
        return new Membership(own(configs, serverId, before), others);
    }

    private static void add(
            QuorumConfig config, long serverId, SortedMap<Long, Set<Address>> addresses) {
        for (Member member : config.members().values()) {
            if (member.id() != serverId) {
                addresses
                        .computeIfAbsent(member.id(), id -> new LinkedHashSet<>())
                        .addAll(election(member));
            }
        }
    }

    private static Own own(Configs configs, long serverId, Own before) {
        Member self = configs.committed().members().get(serverId);
        if (self == null) {
            self = configs.lastSeen().members().get(serverId);
        }
        return self == null ? before : new Own(election(self), quorum(self), self.isParticipant());
    }

    static List<Address> election(Member member) {
        List<Address> addresses = new ArrayList<>();
        member.endpoints().forEach(each -> addresses.add(address(each, each.electionPort())));
        return addresses;
    }

    static List<Address> quorum(Member member) {
        List<Address> addresses = new ArrayList<>();
        member.endpoints().forEach(each -> addresses.add(address(each, each.quorumPort())));
        return addresses;
    }

    /// Where a follower serves observers.
    static List<Address> observers(Member member, int port) {
        return atPort(quorum(member), port);
    }

    private static List<Address> atPort(List<Address> addresses, int port) {
        return addresses.stream().map(each -> new Address(each.host(), port)).distinct().toList();
    }

    private static Address address(Member.Endpoint endpoint, int port) {
        return new Address(endpoint.host(), port);
    }
}
