package org.apache.zookeeper.common;

/// A configuration cannot be had.
public class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Exception cause) {
        super(message, cause);
    }
}
