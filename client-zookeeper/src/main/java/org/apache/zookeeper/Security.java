package org.apache.zookeeper;

import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;

import paddock.client.security.JaasLogin;
import paddock.client.security.TlsProperties;
import paddock.client.session.SessionSettings;
import paddock.client.session.TlsEngines;

import java.io.IOException;

/// TLS and SASL as a program's configuration wants them.
final class Security {
    private Security() {}

    /// @throws IOException when keys or certificates cannot be had
    static void apply(ZKClientConfig config, SessionSettings.Builder settings) throws IOException {
        if (config.getBoolean(ZKClientConfig.SECURE_CLIENT)) {
            settings.tls(tls(config));
        }
        JaasLogin.of(config::getProperty).ifPresent(settings::sasl);
        settings.goesOnWithoutLogin();
    }

    private static TlsEngines tls(ZKClientConfig config) throws IOException {
        try (ClientX509Util properties = new ClientX509Util()) {
            return new TlsProperties(config::getProperty)
                    .engines(properties.createSSLContext(config));
        } catch (X509Exception e) {
            throw new IOException("TLS cannot be set up", e);
        }
    }
}
