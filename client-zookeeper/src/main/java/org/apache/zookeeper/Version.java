package org.apache.zookeeper;

/// The version of Apache ZooKeeper whose interface this is. Programs ask for it to find out what
/// they can use.
public class Version {
    private static final String VERSION = "3.9.5";
    private static final String REVISION_HASH = "paddock";
    private static final String BUILD_DATE = "2026-11-20 00:00 UTC";

    public Version() {}

    @Deprecated
    public static int getRevision() {
        return -1;
    }

    /// Who built it.
    public static String getRevisionHash() {
        return REVISION_HASH;
    }

    public static String getBuildDate() {
        return BUILD_DATE;
    }

    public static String getVersion() {
        return VERSION;
    }

    public static String getVersionRevision() {
        return VERSION + "-" + REVISION_HASH;
    }

    public static String getFullVersion() {
        return getVersionRevision() + ", built on " + BUILD_DATE;
    }
}
