package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Zxid;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;
import paddock.zab.quorum.Majority;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// An ensemble in virtual time: peers, links that delay and break, disks that lose what was not
/// forced. Watches that no two servers commit different things, and that nothing committed is lost.
final class World {
    final RandomGenerator random;
    final SortedMap<Long, Host> hosts = new TreeMap<>();
    final List<String> trace = new ArrayList<>();
    final Set<Mutation> mutations;

    /// What anybody ever committed, by zxid.
    final SortedMap<Long, EncodedTxn> committed = new TreeMap<>();

    /// What a leader committed while it served, and so told its clients.
    final SortedMap<Long, EncodedTxn> acknowledged = new TreeMap<>();

    final SortedMap<Long, Long> leaderOfEpoch = new TreeMap<>();

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::order));
    private final QuorumConfig config;
    private long now = 1000;
    private long order;
    private int unique;
    boolean crashAtEffects;

    /// Whether followers serve observers.
    boolean observerMasters;

    private record Event(long atMillis, long order, Runnable action) {}

    World(RandomGenerator random, int voters, int observers, Set<Mutation> mutations) {
        this.random = random;
        this.mutations = mutations;
        List<Member> members = new ArrayList<>();
        for (long id = 1; id <= voters + observers; id++) {
            Member.Role role = id <= voters ? Member.Role.PARTICIPANT : Member.Role.OBSERVER;
            members.add(new Member(id, role, List.of(new Member.Endpoint("h" + id, 1, 2)), null));
        }
        config = new QuorumConfig(0, members, new Majority());
        for (Member member : members) {
            hosts.put(member.id(), new Host(this, member.id()));
        }
    }

    QuorumConfig config() {
        return config;
    }

    long now() {
        return now;
    }

    void later(long delayMillis, Runnable action) {
        events.add(new Event(now + delayMillis, order++, action));
    }

    void run(long untilMillis) {
        while (!events.isEmpty() && events.peek().atMillis <= untilMillis) {
            Event event = events.remove();
            now = event.atMillis;
            event.action.run();
        }
        now = untilMillis;
    }

    long order() {
        return order++;
    }

    void log(String line) {
        trace.add("%6d  %s".formatted(now, line));
    }

    EncodedTxn txn(long zxid) {
        Txn txn = new Txn.Error(++unique);
        return EncodedTxn.of(
                new LoggedTxn(new TxnHeader(1, unique, zxid, now, txn.type()), txn, null));
    }

    void committedAt(Host host, EncodedTxn txn) {
        EncodedTxn before = committed.putIfAbsent(txn.zxid(), txn);
        if (before != null && !java.util.Arrays.equals(before.bytes(), txn.bytes())) {
            throw new AssertionError(
                    "server %d committed another transaction at %s"
                            .formatted(host.id, Zxid.text(txn.zxid())));
        }
    }

    void leads(Host host, long epoch) {
        Long other = leaderOfEpoch.putIfAbsent(epoch, host.id);
        if (other != null && other != host.id) {
            throw new AssertionError(
                    "servers %d and %d both lead epoch %d".formatted(other, host.id, epoch));
        }
        for (EncodedTxn txn : acknowledged.values()) {
            if (Zxid.epoch(txn.zxid()) < epoch && !host.tree.containsKey(txn.zxid())) {
                throw new AssertionError(
                        "server %d leads epoch %d without %s"
                                .formatted(host.id, epoch, Zxid.text(txn.zxid())));
            }
        }
    }

    @Nullable Host leader() {
        for (Host host : hosts.values()) {
            if (host.isLeading()) {
                return host;
            }
        }
        return null;
    }
}
