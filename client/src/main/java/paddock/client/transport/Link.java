package paddock.client.transport;

import java.net.SocketAddress;

/// A connection to a server. For the thread of its loop only, except for the addresses.
public interface Link {
    /// Sends bytes, which are copied.
    void send(byte[] bytes, int length);

    /// Whether more can be sent without piling up.
    boolean isWritable();

    /// Ends it. Its events end with it: nothing is told of it any more.
    void close();

    /// The server.
    SocketAddress remoteAddress();

    /// This side.
    SocketAddress localAddress();
}
