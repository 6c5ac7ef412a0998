package org.apache.zookeeper.client;

import java.net.InetSocketAddress;
import java.util.Collection;

/// Says which server a client tries next. The client calls it on one thread at a time; programs may
/// change its servers meanwhile.
///
/// It must always have a server, and should name each of them once before it begins again.
public interface HostProvider {
    /// How many servers there are, at least 1.
    int size();

    /// The next server to try, resolved. When all were tried since the last success, it is the
    /// place to pause for so many milliseconds; the client pauses by itself too.
    InetSocketAddress next(long spinDelay);

    /// The server that was named last serves the client.
    void onConnected();

    /// Takes other servers, and says whether the client has to leave the one it is connected to.
    ///
    /// @param currentHost the server the client is connected to; null for none
    boolean updateServerList(
            Collection<InetSocketAddress> serverAddresses, InetSocketAddress currentHost);
}
