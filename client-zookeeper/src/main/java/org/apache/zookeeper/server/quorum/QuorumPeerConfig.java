package org.apache.zookeeper.server.quorum;

/// Holds the name of an exception that clients meet.
public final class QuorumPeerConfig {
    private QuorumPeerConfig() {}

    /// A configuration cannot be had.
    public static class ConfigException extends org.apache.zookeeper.common.ConfigException {
        private static final long serialVersionUID = 1;

        public ConfigException(String message) {
            super(message);
        }

        public ConfigException(String message, Exception cause) {
            super(message, cause);
        }
    }
}
