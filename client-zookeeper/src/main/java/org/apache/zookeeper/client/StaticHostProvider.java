package org.apache.zookeeper.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.session.ServerList;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Servers of a list, in random order. Names are resolved each time they are used, and one of their
/// addresses is drawn.
public final class StaticHostProvider implements HostProvider {
    /// Finds the addresses of a host.
    public interface Resolver {
        InetAddress[] getAllByName(String name) throws UnknownHostException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(StaticHostProvider.class);

    private final Random random;
    private final Resolver resolver;

    /// All guarded by this.
    private List<InetSocketAddress> order;

    private int last = -1;
    private int current = -1;

    /// @throws IllegalArgumentException when there is no server
    public StaticHostProvider(Collection<InetSocketAddress> serverAddresses) {
        this(serverAddresses, new Random(), InetAddress::getAllByName);
    }

    /// @throws IllegalArgumentException when there is no server
    public StaticHostProvider(Collection<InetSocketAddress> serverAddresses, Resolver resolver) {
        this(serverAddresses, new Random(), resolver);
    }

    /// @param randomnessSeed equal ones give equal orders
    /// @throws IllegalArgumentException when there is no server
    public StaticHostProvider(Collection<InetSocketAddress> serverAddresses, long randomnessSeed) {
        this(serverAddresses, new Random(randomnessSeed), InetAddress::getAllByName);
    }

    private StaticHostProvider(
            Collection<InetSocketAddress> servers, Random random, Resolver resolver) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("A HostProvider may not be empty!");
        }
        this.random = random;
        this.resolver = resolver;
        this.order = shuffled(servers);
    }

    private List<InetSocketAddress> shuffled(Collection<InetSocketAddress> servers) {
        List<InetSocketAddress> copy = new ArrayList<>(servers);
        Collections.shuffle(copy, random);
        return copy;
    }

    @Override
    public synchronized int size() {
        return order.size();
    }

    /// The server at a place of the order, not resolved; null outside of it.
    public synchronized InetSocketAddress getServerAtIndex(int i) {
        return i < 0 || i >= order.size() ? null : order.get(i);
    }

    /// The server that was named last, not resolved; null before the first.
    public synchronized InetSocketAddress getServerAtCurrentIndex() {
        return getServerAtIndex(current);
    }

    @Override
    public InetSocketAddress next(long spinDelay) {
        InetSocketAddress server;
        boolean pauses;
        synchronized (this) {
            current = (current + 1) % order.size();
            server = order.get(current);
            pauses = current == last && spinDelay > 0;
            if (last == -1) {
                last = 0;
            }
        }
        if (pauses) {
            try {
                Thread.sleep(spinDelay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return resolved(server);
    }

    private InetSocketAddress resolved(InetSocketAddress server) {
        String host = server.getHostString();
        try {
            InetAddress[] addresses = resolver.getAllByName(host);
            if (addresses.length == 0) {
                return server;
            }
            int chosen;
            synchronized (this) {
                chosen = random.nextInt(addresses.length);
            }
            return new InetSocketAddress(addresses[chosen], server.getPort());
        } catch (UnknownHostException e) {
            LOG.warn("{} has no address: {}", host, e.toString());
            return server;
        }
    }

    @Override
    public synchronized void onConnected() {
        last = current;
    }

    /// Takes other servers. Whether the client moves is drawn by lot, so that all clients of an
    /// ensemble together end up evenly spread over it.
    ///
    /// @throws IllegalArgumentException when there is no server
    @Override
    public synchronized boolean updateServerList(
            Collection<InetSocketAddress> serverAddresses, InetSocketAddress currentHost) {
        if (serverAddresses.isEmpty()) {
            throw new IllegalArgumentException("A HostProvider may not be empty!");
        }
        List<InetSocketAddress> before = order;
        List<InetSocketAddress> added = new ArrayList<>();
        List<InetSocketAddress> kept = new ArrayList<>();
        for (InetSocketAddress each : serverAddresses) {
            (contains(before, each) ? kept : added).add(each);
        }
        boolean stays = currentHost == null || contains(serverAddresses, currentHost);
        int sizeBefore = before.size();
        int sizeAfter = serverAddresses.size();
        boolean moves =
                !stays || (sizeAfter > sizeBefore && random.nextInt(sizeAfter) >= sizeBefore);
        boolean toAdded =
                stays
                        || random.nextDouble()
                                < ServerList.shareOfAdded(
                                        sizeBefore, sizeAfter, added.size(), kept.size());
        order = shuffled(toAdded ? added : kept);
        order.addAll(shuffled(toAdded ? kept : added));
        current = -1;
        last = -1;
        return moves;
    }

    /// Whether a server is among others: by its name, or by its address where that is known.
    private static boolean contains(
            Collection<InetSocketAddress> servers, InetSocketAddress server) {
        for (InetSocketAddress each : servers) {
            boolean sameHost =
                    each.getHostString().equals(server.getHostString())
                            || (each.getAddress() != null
                                    && each.getAddress().equals(server.getAddress()))
                            || (server.getAddress() != null
                                    && each.getHostString()
                                            .equals(server.getAddress().getHostAddress()));
            if (sameHost && each.getPort() == server.getPort()) {
                return true;
            }
        }
        return false;
    }
}
