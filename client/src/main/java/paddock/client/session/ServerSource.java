package paddock.client.session;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Says which server to try next. Used by one thread at a time, which may block.
///
/// [ServerList] is the usual one. The session makes pauses itself, whenever it has tried as many
/// servers as there are without success.
public interface ServerSource {
    /// The next server to try, resolved.
    ///
    /// @throws IOException when it has no address at present; the one after it is asked for next
    InetSocketAddress next() throws IOException;

    /// How many there are, at least 1: the session's patience is divided by it.
    int size();

    /// The session is established with the server that was named last.
    void connected();
}
