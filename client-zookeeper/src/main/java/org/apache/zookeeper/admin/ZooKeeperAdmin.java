package org.apache.zookeeper.admin;

import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;

import java.io.IOException;
import java.util.List;

/// A client that can change the members of the ensemble. It takes the right to write
/// `/zookeeper/config`, which only a super user has at first.
public class ZooKeeperAdmin extends ZooKeeper {
    /// Opens a session, see [ZooKeeper].
    public ZooKeeperAdmin(String connectString, int sessionTimeout, Watcher watcher)
            throws IOException {
        super(connectString, sessionTimeout, watcher);
    }

    /// Opens a session, see [ZooKeeper].
    public ZooKeeperAdmin(
            String connectString, int sessionTimeout, Watcher watcher, ZKClientConfig conf)
            throws IOException {
        super(connectString, sessionTimeout, watcher, conf);
    }

    /// Opens a session, see [ZooKeeper].
    public ZooKeeperAdmin(
            String connectString,
            int sessionTimeout,
            Watcher watcher,
            boolean canBeReadOnly,
            ZKClientConfig conf)
            throws IOException {
        super(connectString, sessionTimeout, watcher, canBeReadOnly, conf);
    }

    /// Opens a session, see [ZooKeeper].
    public ZooKeeperAdmin(
            String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly)
            throws IOException {
        super(connectString, sessionTimeout, watcher, canBeReadOnly);
    }

    /// Changes the members of the ensemble, either by naming those that come and go or by naming
    /// all there are to be.
    ///
    /// @param joiningServers as `server.1=host:port:port:participant;port`, between commas; or null
    /// @param leavingServers their ids between commas; or null
    /// @param newMembers all there are to be, where the others are null
    /// @param fromConfig the version that the configuration must have; -1 for any
    /// @param stat filled in with that of the configuration, where it is not null
    /// @return the new configuration, as a text
    public byte[] reconfigure(
            String joiningServers,
            String leavingServers,
            String newMembers,
            long fromConfig,
            Stat stat)
            throws KeeperException, InterruptedException {
        return internalReconfig(joiningServers, leavingServers, newMembers, fromConfig, stat);
    }

    /// Changes the members of the ensemble, see above.
    public byte[] reconfigure(
            List<String> joiningServers,
            List<String> leavingServers,
            List<String> newMembers,
            long fromConfig,
            Stat stat)
            throws KeeperException, InterruptedException {
        return internalReconfig(
                joined(joiningServers),
                joined(leavingServers),
                joined(newMembers),
                fromConfig,
                stat);
    }

    /// Changes the members of the ensemble, see above.
    public void reconfigure(
            String joiningServers,
            String leavingServers,
            String newMembers,
            long fromConfig,
            DataCallback cb,
            Object ctx) {
        internalReconfig(joiningServers, leavingServers, newMembers, fromConfig, cb, ctx);
    }

    /// Changes the members of the ensemble, see above.
    public void reconfigure(
            List<String> joiningServers,
            List<String> leavingServers,
            List<String> newMembers,
            long fromConfig,
            DataCallback cb,
            Object ctx) {
        internalReconfig(
                joined(joiningServers),
                joined(leavingServers),
                joined(newMembers),
                fromConfig,
                cb,
                ctx);
    }

    private static String joined(List<String> parts) {
        return parts == null ? null : String.join(",", parts);
    }
}
