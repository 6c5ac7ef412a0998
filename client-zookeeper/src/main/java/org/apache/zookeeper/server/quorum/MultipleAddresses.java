package org.apache.zookeeper.server.quorum;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;

/// The addresses at which a member of an ensemble listens. Not for use by several threads.
public final class MultipleAddresses {
    private final Set<InetSocketAddress> addresses = new LinkedHashSet<>();

    public MultipleAddresses() {}

    public MultipleAddresses(Collection<InetSocketAddress> addresses) {
        this.addresses.addAll(addresses);
    }

    public MultipleAddresses(InetSocketAddress address) {
        addresses.add(address);
    }

    public boolean isEmpty() {
        return addresses.isEmpty();
    }

    public Set<InetSocketAddress> getAllAddresses() {
        return Collections.unmodifiableSet(addresses);
    }

    public List<Integer> getAllPorts() {
        return addresses.stream().map(InetSocketAddress::getPort).distinct().toList();
    }

    public List<String> getAllHostStrings() {
        return addresses.stream().map(InetSocketAddress::getHostString).distinct().toList();
    }

    public void addAddress(InetSocketAddress address) {
        addresses.add(address);
    }

    /// The first one.
    ///
    /// @throws NoSuchElementException when there is none
    public InetSocketAddress getOne() {
        return addresses.iterator().next();
    }

    /// The first one: nobody is asked whether it can be reached.
    ///
    /// @throws NoSuchElementException when there is none
    public InetSocketAddress getReachableOrOne() {
        return getOne();
    }

    public int size() {
        return addresses.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultipleAddresses that && addresses.equals(that.addresses);
    }

    @Override
    public int hashCode() {
        return addresses.hashCode();
    }

    @Override
    public String toString() {
        return addresses.stream().map(InetSocketAddress::toString).collect(Collectors.joining("|"));
    }
}
