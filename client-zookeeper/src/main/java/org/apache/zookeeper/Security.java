package org.apache.zookeeper;

import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;

import paddock.client.session.SessionSettings;
import paddock.client.session.TlsEngines;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/// TLS and SASL as a program's configuration wants them.
final class Security {
    private Security() {}

    /// @param server which one the client is connecting to
    /// @throws IOException when keys or certificates cannot be had
    static void apply(
            ZKClientConfig config,
            Supplier<InetSocketAddress> server,
            SessionSettings.Builder settings)
            throws IOException {
        if (config.getBoolean(ZKClientConfig.SECURE_CLIENT)) {
            settings.tls(tls(config));
        }
        SaslLogin login = SaslLogin.of(config, server);
        if (login != null) {
            settings.sasl(login::exchange);
        }
    }

    private static TlsEngines tls(ZKClientConfig config) throws IOException {
        try (ClientX509Util properties = new ClientX509Util()) {
            SSLContext context = properties.createSSLContext(config);
            boolean checkHostName = properties.isServerHostnameVerificationEnabled(config);
            String[] protocols =
                    list(config.getProperty(properties.getSslEnabledProtocolsProperty()));
            String[] ciphers = list(config.getProperty(properties.getSslCipherSuitesProperty()));
            TlsEngines engines = TlsEngines.of(context, checkHostName);
            return (host, port) -> {
                SSLEngine engine = engines.engine(host, port);
                SSLParameters parameters = engine.getSSLParameters();
                if (protocols != null) {
                    parameters.setProtocols(protocols);
                }
                if (ciphers != null) {
                    parameters.setCipherSuites(ciphers);
                }
                engine.setSSLParameters(parameters);
                return engine;
            };
        } catch (X509Exception e) {
            throw new IOException("TLS cannot be set up", e);
        }
    }

    private static String[] list(String value) {
        return value == null || value.isBlank() ? null : value.trim().split("\\s*,\\s*");
    }
}
