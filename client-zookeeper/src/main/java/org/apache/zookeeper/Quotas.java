package org.apache.zookeeper;

/// Where servers keep quotas: the limits of `/a` are the data of
/// `/zookeeper/quota/a/zookeeper_limits`.
public class Quotas {
    /// Below which everything belongs to servers.
    public static final String procZookeeper = "/zookeeper";

    /// Below which quotas are kept.
    public static final String quotaZookeeper = "/zookeeper/quota";

    /// The znode with the limits.
    public static final String limitNode = "zookeeper_limits";

    /// The znode with what is used.
    public static final String statNode = "zookeeper_stats";

    public Quotas() {}

    /// Where the quota of a subtree is.
    public static String quotaPath(String path) {
        return quotaZookeeper + path;
    }

    /// Where the limits of a subtree are.
    public static String limitPath(String path) {
        return quotaZookeeper + path + "/" + limitNode;
    }

    /// Where it is told what a subtree uses.
    public static String statPath(String path) {
        return quotaZookeeper + path + "/" + statNode;
    }

    /// The path below that of quotas.
    public static String trimQuotaPath(String path) {
        return path.substring(quotaZookeeper.length());
    }
}
