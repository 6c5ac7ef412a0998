package org.apache.zookeeper.client;

import org.apache.zookeeper.common.ConfigException;
import org.apache.zookeeper.common.ZKConfig;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/// How a client behaves, and how it proves who it is.
public class ZKClientConfig extends ZKConfig {
    /// The first part of the servers' principal.
    public static final String ZK_SASL_CLIENT_USERNAME = "zookeeper.sasl.client.username";

    public static final String ZK_SASL_CLIENT_USERNAME_DEFAULT = "zookeeper";

    /// Whether the host in the servers' principal is the one its address resolves to.
    public static final String ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME =
            "zookeeper.sasl.client.canonicalize.hostname";

    public static final String ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME_DEFAULT = "true";

    /// The section of the file with logins.
    public static final String LOGIN_CONTEXT_NAME_KEY = "zookeeper.sasl.clientconfig";

    public static final String LOGIN_CONTEXT_NAME_KEY_DEFAULT = "Client";

    /// Whether to authenticate by SASL where there is a section for it.
    public static final String ENABLE_CLIENT_SASL_KEY = "zookeeper.sasl.client";

    public static final String ENABLE_CLIENT_SASL_DEFAULT = "true";

    /// The realm of the servers' principal.
    public static final String ZOOKEEPER_SERVER_REALM = "zookeeper.server.realm";

    /// Whether watches are lost with a connection.
    public static final String DISABLE_AUTO_WATCH_RESET = "zookeeper.disableAutoWatchReset";

    /// A class that moves bytes in Apache's client; without effect here.
    @SuppressWarnings("deprecation")
    public static final String ZOOKEEPER_CLIENT_CNXN_SOCKET =
            org.apache.zookeeper.ZooKeeper.ZOOKEEPER_CLIENT_CNXN_SOCKET;

    /// Whether connections speak TLS.
    @SuppressWarnings("deprecation")
    public static final String SECURE_CLIENT = org.apache.zookeeper.ZooKeeper.SECURE_CLIENT;

    /// The longest answer that is read, in bytes, unless [#JUTE_MAXBUFFER] says otherwise.
    public static final int CLIENT_MAX_PACKET_LENGTH_DEFAULT = 0xfffff;

    /// How long a request may take, in milliseconds; 0 for any time.
    public static final String ZOOKEEPER_REQUEST_TIMEOUT = "zookeeper.request.timeout";

    /// The servers' principal, where it is not made of user, host and realm.
    public static final String ZOOKEEPER_SERVER_PRINCIPAL = "zookeeper.server.principal";

    public static final long ZOOKEEPER_REQUEST_TIMEOUT_DEFAULT = 0;

    /// A configuration of system properties.
    public ZKClientConfig() {}

    /// A configuration of system properties, and of a file of properties on top.
    public ZKClientConfig(File configFile) throws QuorumPeerConfig.ConfigException {
        super(configFile);
    }

    /// A configuration of system properties, and of a file of properties on top.
    public ZKClientConfig(String configPath) throws QuorumPeerConfig.ConfigException {
        super(configPath);
    }

    /// A configuration of system properties, and of a file of properties on top.
    public ZKClientConfig(Path configPath) throws ConfigException {
        super(configPath);
    }

    @Override
    protected void handleBackwardCompatibility() {
        super.handleBackwardCompatibility();
        for (String name :
                List.of(
                        ZK_SASL_CLIENT_USERNAME,
                        ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME,
                        LOGIN_CONTEXT_NAME_KEY,
                        ENABLE_CLIENT_SASL_KEY,
                        ZOOKEEPER_SERVER_REALM,
                        DISABLE_AUTO_WATCH_RESET,
                        ZOOKEEPER_CLIENT_CNXN_SOCKET,
                        SECURE_CLIENT,
                        ZOOKEEPER_REQUEST_TIMEOUT,
                        ZOOKEEPER_SERVER_PRINCIPAL)) {
            String value = System.getProperty(name);
            if (value != null) {
                setProperty(name, value);
            }
        }
    }

    /// Whether the client authenticates by SASL where there are logins for it.
    public boolean isSaslClientEnabled() {
        return Boolean.parseBoolean(
                getProperty(ENABLE_CLIENT_SASL_KEY, ENABLE_CLIENT_SASL_DEFAULT));
    }

    /// A number, or the default where there is no value.
    ///
    /// @throws NumberFormatException when the value is not a number
    public long getLong(String key, long defaultValue) {
        String value = getProperty(key);
        return value == null ? defaultValue : Long.parseLong(value.trim());
    }
}
