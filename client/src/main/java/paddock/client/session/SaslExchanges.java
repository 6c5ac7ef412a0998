package paddock.client.session;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Makes the SASL side of each connection.
@FunctionalInterface
public interface SaslExchanges {
    /// A fresh exchange for a connection to that server. Called on threads that may block.
    ///
    /// @throws NoLoginException when there is no login to prove
    /// @throws IOException when there is none for another reason
    SaslExchange exchange(InetSocketAddress server) throws IOException;
}
