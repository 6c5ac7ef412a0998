package org.apache.zookeeper.common;

import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/// Properties by name. It begins with the system properties that it knows of; what is set here or
/// comes from a file is for this object only. Safe for use by several threads.
public class ZKConfig {
    /// The longest frame, in bytes.
    public static final String JUTE_MAXBUFFER = "jute.maxbuffer";

    public static final String KINIT_COMMAND = "zookeeper.kinit";
    public static final String JGSS_NATIVE = "sun.security.jgss.native";

    private static final Logger LOG = LoggerFactory.getLogger(ZKConfig.class);

    private final Map<String, String> properties = new ConcurrentHashMap<>();

    /// A configuration of system properties.
    @SuppressWarnings("this-escape")
    public ZKConfig() {
        handleBackwardCompatibility();
    }

    /// A configuration of system properties, and of a file of properties on top.
    public ZKConfig(String configPath) throws QuorumPeerConfig.ConfigException {
        this(new File(configPath));
    }

    /// A configuration of system properties, and of a file of properties on top.
    @SuppressWarnings("this-escape")
    public ZKConfig(File configFile) throws QuorumPeerConfig.ConfigException {
        this();
        addConfiguration(configFile);
        LOG.info("Configured from {}", configFile);
    }

    /// A configuration of system properties, and of a file of properties on top.
    @SuppressWarnings("this-escape")
    public ZKConfig(Path configPath) throws ConfigException {
        this();
        addConfiguration(configPath);
        LOG.info("Configured from {}", configPath);
    }

    /// Takes over the system properties that are known.
    protected void handleBackwardCompatibility() {
        copySystemProperty(JUTE_MAXBUFFER);
        copySystemProperty(KINIT_COMMAND);
        copySystemProperty(JGSS_NATIVE);
        for (String name : X509Util.propertiesOf("zookeeper.ssl.")) {
            copySystemProperty(name);
        }
        for (String name : X509Util.propertiesOf("zookeeper.ssl.quorum.")) {
            copySystemProperty(name);
        }
        copySystemProperty("zookeeper.ssl.authProvider");
        copySystemProperty("zookeeper.ssl.sslProvider");
        copySystemProperty(X509Util.FIPS_MODE_PROPERTY);
    }

    /// Takes over one system property, where it is set.
    private void copySystemProperty(String name) {
        String value = System.getProperty(name);
        if (value != null) {
            properties.put(name, value);
        }
    }

    /// The value of a property, or null.
    public String getProperty(String key) {
        return properties.get(key);
    }

    /// The value of a property, or the default where it has none.
    public String getProperty(String key, String defaultValue) {
        String value = properties.get(key);
        return value == null ? defaultValue : value;
    }

    /// The file with logins that the system names, or null.
    public String getJaasConfKey() {
        return System.getProperty("java.security.auth.login.config");
    }

    /// Sets a property; null removes it.
    ///
    /// @throws IllegalArgumentException when the name is null
    public void setProperty(String key, String value) {
        if (key == null) {
            throw new IllegalArgumentException("property key is null.");
        }
        if (value == null) {
            properties.remove(key);
        } else {
            properties.put(key, value);
        }
    }

    /// Adds the properties of a file.
    public void addConfiguration(Path configPath) throws ConfigException {
        addConfiguration(configPath.toFile());
    }

    /// Adds the properties of a file.
    public void addConfiguration(String configPath) throws QuorumPeerConfig.ConfigException {
        addConfiguration(new File(configPath));
    }

    /// Adds the properties of a file.
    public void addConfiguration(File configFile) throws QuorumPeerConfig.ConfigException {
        try (InputStream in = Files.newInputStream(configFile.toPath().toAbsolutePath())) {
            Properties read = new Properties();
            read.load(in);
            for (String name : read.stringPropertyNames()) {
                setProperty(name, read.getProperty(name).trim());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new QuorumPeerConfig.ConfigException(
                    "Error while processing " + configFile.getAbsolutePath(), e);
        }
    }

    /// Whether a property is `true`, in whatever case.
    public boolean getBoolean(String key) {
        return getBoolean(key, false);
    }

    /// Whether a property is `true`, in whatever case, or the default where it has no value.
    public boolean getBoolean(String key, boolean defaultValue) {
        String value = getProperty(key);
        return value == null ? defaultValue : Boolean.parseBoolean(value.trim());
    }

    /// A number, which may be written as `0x10` too, or the default where there is no value.
    ///
    /// @throws NumberFormatException when the value is not a number
    public int getInt(String key, int defaultValue) {
        String value = getProperty(key);
        return value == null ? defaultValue : Integer.decode(value.trim());
    }
}
