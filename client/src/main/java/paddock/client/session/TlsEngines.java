package paddock.client.session;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/// Makes the TLS side of each connection.
@FunctionalInterface
public interface TlsEngines {
    /// An engine in client mode for a connection to that server. Called on threads that may block.
    SSLEngine engine(String host, int port);

    /// Engines of a context.
    ///
    /// @param checkHostName whether a certificate must be made out to the host that was asked for
    static TlsEngines of(SSLContext context, boolean checkHostName) {
        return (host, port) -> {
            SSLEngine engine = context.createSSLEngine(host, port);
            engine.setUseClientMode(true);
            if (checkHostName) {
                SSLParameters parameters = engine.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                engine.setSSLParameters(parameters);
            }
            return engine;
        };
    }
}
