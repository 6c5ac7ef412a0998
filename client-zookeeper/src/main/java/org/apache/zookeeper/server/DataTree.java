package org.apache.zookeeper.server;

import org.apache.zookeeper.data.Stat;

/// Holds what Curator calls of Apache's class with this name, which otherwise belongs to servers.
public final class DataTree {
    private DataTree() {}

    /// Copies all fields.
    public static void copyStat(Stat from, Stat to) {
        to.copyFrom(from);
    }
}
