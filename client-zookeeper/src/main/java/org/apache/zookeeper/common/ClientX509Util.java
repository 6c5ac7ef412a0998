package org.apache.zookeeper.common;

/// The properties of TLS between clients and servers; they begin with `zookeeper.ssl.`.
public class ClientX509Util extends X509Util {
    public ClientX509Util() {}

    @Override
    protected String getConfigPrefix() {
        return "zookeeper.ssl.";
    }

    @Override
    protected boolean shouldVerifyClientHostname() {
        return false;
    }

    @Override
    protected boolean shouldAllowReverseDnsLookup() {
        return true;
    }

    public String getSslAuthProviderProperty() {
        return getConfigPrefix() + "authProvider";
    }

    public String getSslProviderProperty() {
        return getConfigPrefix() + "sslProvider";
    }
}
