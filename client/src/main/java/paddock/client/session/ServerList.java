package paddock.client.session;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Servers in random order, so that the clients of an ensemble spread over it. Names are resolved
/// each time, since addresses behind a name come and go. Safe for use by several threads.
public final class ServerList implements ServerSource {
    /// Finds the addresses of a host.
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Random random;
    private final Resolver resolver;

    /// All guarded by this.
    private List<HostPort> order;

    private int nextIndex;

    /// Those servers, in random order.
    ///
    /// @throws IllegalArgumentException when there is none
    public ServerList(List<HostPort> servers) {
        this(servers, new Random(), InetAddress::getAllByName);
    }

    ServerList(List<HostPort> servers, Random random, Resolver resolver) {
        this.random = random;
        this.resolver = resolver;
        this.order = shuffled(requireSome(servers));
    }

    @Override
    public InetSocketAddress next() throws IOException {
        HostPort server;
        synchronized (this) {
            nextIndex %= order.size();
            server = order.get(nextIndex++);
        }
        InetAddress[] addresses = resolver.resolve(server.host());
        int chosen;
        synchronized (this) {
            chosen = random.nextInt(addresses.length);
        }
        return new InetSocketAddress(named(server.host(), addresses[chosen]), server.port());
    }

    /// The address with the name it was asked for by, which certificates are compared with, and
    /// without a query for it.
    private static InetAddress named(String host, InetAddress address) throws UnknownHostException {
        return InetAddress.getByAddress(host, address.getAddress());
    }

    @Override
    public synchronized int size() {
        return order.size();
    }

    @Override
    public void connected() {
        // Whoever is asked next is the next in the order, whatever became of the one before.
    }

    /// The servers, in the order in which they are tried.
    public synchronized List<HostPort> servers() {
        return List.copyOf(order);
    }

    /// Takes another list in place of the present one, and says whether a session that is connected
    /// to `current` has to move.
    ///
    /// It must where its server is not on the list any more. Else it is drawn by lot, so that all
    /// clients of the ensemble together end up evenly spread: where the list grew, just enough of
    /// them move to the servers that are new.
    ///
    /// @param current host and port of the server the session is connected to, as on the old list;
    ///   null for none
    /// @throws IllegalArgumentException when there is no server on it
    public synchronized boolean update(List<HostPort> servers, @Nullable HostPort current) {
        List<HostPort> before = order;
        List<HostPort> after = requireSome(servers);
        List<HostPort> added = new ArrayList<>(after);
        added.removeAll(before);
        List<HostPort> kept = new ArrayList<>(after);
        kept.retainAll(before);
        boolean gone = current != null && !after.contains(current);
        // Of those who could stay, so many go that each server keeps its share of all.
        boolean drawn =
                after.size() > before.size() && random.nextInt(after.size()) >= before.size();
        nextIndex = 0;
        if (current == null || !gone && !drawn) {
            order = shuffled(after);
            return false;
        }
        boolean toAdded =
                !gone
                        || random.nextDouble()
                                < shareOfAdded(
                                        before.size(), after.size(), added.size(), kept.size());
        List<HostPort> all = shuffled(toAdded ? added : kept);
        all.addAll(shuffled(toAdded ? kept : added));
        order = all;
        return true;
    }

    /// How many of those whose server is gone have to go to the servers that are new.
    ///
    /// @param before how many servers there were
    /// @param after how many there are now: those `added` and those `kept`
    /// @return 0 to 1
    public static double shareOfAdded(int before, int after, int added, int kept) {
        if (after >= before) {
            return 1;
        }
        double gone = (double) (before - kept) / before;
        return (double) added / after / gone;
    }

    private List<HostPort> shuffled(List<HostPort> servers) {
        List<HostPort> copy = new ArrayList<>(servers);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static List<HostPort> requireSome(List<HostPort> servers) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a list without servers");
        }
        return servers.stream().distinct().toList();
    }

    @Override
    public String toString() {
        return servers().toString();
    }
}
