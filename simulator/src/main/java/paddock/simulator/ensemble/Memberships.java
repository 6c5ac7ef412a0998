package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.util.List;
import java.util.random.RandomGenerator;

/// Members that join, leave and change their roles, as an operator wants it who knows the newest
/// membership in force.
final class Memberships {
    private static final int PERCENT = 100;

    private final RandomGenerator random;
    private final List<Long> machines;
    private final int percent;
    private QuorumConfig newest;
    private boolean over;

    /// @param machines all that could be members
    /// @param percent how many of the clients' requests are for another membership; 0 for none
    Memberships(QuorumConfig first, List<Long> machines, int percent, RandomGenerator random) {
        newest = first;
        this.machines = List.copyOf(machines);
        this.percent = percent;
        this.random = random;
    }

    /// Whether memberships can change at all.
    boolean areEnabled() {
        return percent > 0;
    }

    /// A server put a membership in force.
    void inForce(QuorumConfig config) {
        if (config.version() > newest.version()) {
            newest = config;
        }
    }

    /// The newest membership that is in force anywhere.
    QuorumConfig newest() {
        return newest;
    }

    boolean isMember(long id) {
        return newest.members().containsKey(id);
    }

    /// Nobody comes or goes any more.
    void stop() {
        over = true;
    }

    /// The next change to ask for, or null where it is not the time for one.
    @Nullable Request nextChange() {
        if (over || percent == 0 || random.nextInt(PERCENT) >= percent) {
            return null;
        }
        long id = machines.get(random.nextInt(machines.size()));
        Member member = newest.members().get(id);
        long expected = random.nextInt(4) == 0 ? newest.version() : -1;
        if (member != null && random.nextBoolean()) {
            return new Request.Reconfig(null, Long.toString(id), null, expected);
        }
        boolean votes = member == null ? random.nextInt(3) > 0 : !member.isParticipant();
        String joining = line(id, votes ? Member.Role.PARTICIPANT : Member.Role.OBSERVER);
        String leaving = null;
        if (random.nextInt(5) == 0) {
            long other = machines.get(random.nextInt(machines.size()));
            leaving = other == id ? null : Long.toString(other);
        }
        return new Request.Reconfig(joining, leaving, null, expected);
    }

    private static String line(long id, Member.Role role) {
        return "server." + id + "=" + member(id, role).text();
    }

    /// A member as the first membership, or a change of it, has it.
    static Member member(long id, Member.Role role) {
        return new Member(
                id,
                role,
                List.of(new Member.Endpoint("s" + id, 2888, 3888)),
                new Member.ClientAddress("s" + id, 2181));
    }
}
