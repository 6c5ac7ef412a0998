package paddock.simulator.network;

import org.jspecify.annotations.Nullable;

import paddock.simulator.schedule.Schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// All links between all nodes, and what is wrong with them. Nodes are numbers.
public final class Network {
    private final Schedule schedule;
    private final RandomGenerator random;
    private final Latency latency;
    private final Map<Address, Acceptor> listening = new LinkedHashMap<>();
    private final Set<Direction> cut = new LinkedHashSet<>();
    private final Map<Direction, Integer> slow = new LinkedHashMap<>();
    private final List<Link> open = new ArrayList<>();
    private final List<Link> stalled = new ArrayList<>();

    private record Address(long node, Port port) {}

    private record Direction(long from, long to) {}

    /// @param random decides how long messages take and which are lost
    public Network(Schedule schedule, RandomGenerator random, Latency latency) {
        this.schedule = schedule;
        this.random = random;
        this.latency = latency;
    }

    /// Takes links from now on.
    public void listen(long node, Port port, Acceptor acceptor) {
        listening.put(new Address(node, port), acceptor);
    }

    /// Starts to make a link; `listener` hears of it, sooner or later.
    public Link connect(long from, long to, Port port, LinkListener listener) {
        Link near = new Link(this, from, to, listener);
        open.add(near);
        schedule.after(delay(from, to), () -> arrive(near, from, to, port));
        return near;
    }

    private void arrive(Link near, long from, long to, Port port) {
        if (isCut(from, to) || isCut(to, from)) {
            schedule.after(latency.holdMicros() / 2, () -> near.breakHere("connect timed out"));
            return;
        }
        Acceptor acceptor = listening.get(new Address(to, port));
        long back = delay(to, from);
        if (acceptor == null) {
            schedule.after(back, () -> near.breakHere("connection refused"));
            return;
        }
        if (!open.contains(near)) {
            return;
        }
        Link far = new Link(this, to, from, acceptor.accept(from));
        long upMicros = schedule.nowMicros() + back;
        far.pairWith(near, upMicros);
        near.pairWith(far, 0);
        open.add(far);
        schedule.after(back, near::bringUp);
        far.bringUp();
    }

    // ---- nodes ----

    /// A node ends: it listens no more, and of what it had sent only a part arrives.
    ///
    /// @param farewell whether the others are told by the node's system; otherwise they have to
    ///   find out
    public void vanish(long node, boolean farewell) {
        listening.keySet().removeIf(address -> address.node == node);
        for (Link link : List.copyOf(open)) {
            if (link.self == node) {
                open.remove(link);
                link.vanish(random.nextInt(link.inFlight() + 1), farewell);
            }
        }
    }

    // ---- faults ----

    /// Holds everything that goes that way from now on.
    public void cut(long from, long to) {
        cut.add(new Direction(from, to));
    }

    /// Makes everything that goes that way take so many times as long; 1 for normal.
    public void slow(long from, long to, int factor) {
        slow.put(new Direction(from, to), factor);
    }

    /// Nothing is cut or slow any more.
    public void heal() {
        cut.clear();
        slow.clear();
        List<Link> resumed = List.copyOf(stalled);
        stalled.clear();
        resumed.forEach(Link::resume);
    }

    /// Breaks one of the links that are open, if any.
    ///
    /// @return which, or null
    public @Nullable String breakOne(RandomGenerator which) {
        List<Link> candidates = open.stream().filter(Link::isOpen).toList();
        if (candidates.isEmpty()) {
            return null;
        }
        Link link = candidates.get(which.nextInt(candidates.size()));
        link.breakUp("connection reset");
        return link.toString();
    }

    /// Whether messages that way are held.
    public boolean isCut(long from, long to) {
        return cut.contains(new Direction(from, to));
    }

    // ---- for links ----

    Schedule schedule() {
        return schedule;
    }

    Latency latency() {
        return latency;
    }

    long delay(long from, long to) {
        long spread = random.nextInt((int) latency.spreadMicros() + 1);
        // Squared, so that most are short and a few are long.
        long delay = latency.leastMicros() + spread * spread / (latency.spreadMicros() + 1);
        return delay * slow.getOrDefault(new Direction(from, to), 1);
    }

    void ended(Link link) {
        open.remove(link);
    }

    void stalled(Link link) {
        stalled.add(link);
    }
}
