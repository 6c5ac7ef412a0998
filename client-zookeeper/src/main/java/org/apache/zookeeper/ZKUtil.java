package org.apache.zookeeper;

import org.apache.zookeeper.AsyncCallback.StringCallback;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.data.ACL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Things to do with whole subtrees. None of them is atomic: what others do meanwhile may or may
/// not be seen.
public class ZKUtil {
    private static final Logger LOG = LoggerFactory.getLogger(ZKUtil.class);
    private static final int MOST_UNDER_WAY = 1000;
    private static final long PATIENCE_SECONDS = 20;

    public ZKUtil() {}

    /// Deletes a znode and all below it, many at a time.
    ///
    /// @param batchSize how many requests may be under way
    /// @return whether all are gone
    public static boolean deleteRecursive(ZooKeeper zk, String pathRoot, int batchSize)
            throws InterruptedException, KeeperException {
        List<String> paths = listSubTreeBFS(zk, pathRoot);
        Collections.reverse(paths);
        Semaphore free = new Semaphore(batchSize);
        AtomicBoolean success = new AtomicBoolean(true);
        for (String path : paths) {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("no answer to the deletion of {} in {} s", pathRoot, PATIENCE_SECONDS);
                return false;
            }
            zk.delete(
                    path,
                    -1,
                    (rc, deleted, context) -> {
                        if (rc != Code.OK.intValue() && rc != Code.NONODE.intValue()) {
                            success.set(false);
                            LOG.error("could not delete {}: {}", deleted, rc);
                        }
                        free.release();
                    },
                    null);
        }
        return free.tryAcquire(batchSize, PATIENCE_SECONDS, TimeUnit.SECONDS) && success.get();
    }

    /// Deletes a znode and all below it.
    public static void deleteRecursive(ZooKeeper zk, String pathRoot)
            throws InterruptedException, KeeperException {
        deleteRecursive(zk, pathRoot, MOST_UNDER_WAY);
    }

    /// Deletes a znode and all below it; the callback is called for each of them.
    public static void deleteRecursive(ZooKeeper zk, String pathRoot, VoidCallback cb, Object ctx)
            throws InterruptedException, KeeperException {
        List<String> paths = listSubTreeBFS(zk, pathRoot);
        Collections.reverse(paths);
        for (String path : paths) {
            zk.delete(path, -1, cb, ctx);
        }
    }

    /// Why a file cannot be read, or null.
    public static String validateFileInput(String filePath) {
        File file = new File(filePath);
        if (!file.exists()) {
            return "File '" + file.getAbsolutePath() + "' does not exist.";
        }
        if (!file.canRead()) {
            return "Read permission is denied on the file '" + file.getAbsolutePath() + "'";
        }
        if (file.isDirectory()) {
            return "'" + file.getAbsolutePath() + "' is a directory. it must be a file.";
        }
        return null;
    }

    /// A znode and all below it, each before its children.
    public static List<String> listSubTreeBFS(ZooKeeper zk, String pathRoot)
            throws KeeperException, InterruptedException {
        PathUtils.validatePath(pathRoot);
        List<String> paths = new ArrayList<>();
        paths.add(pathRoot);
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            for (String child : zk.getChildren(path, false)) {
                paths.add(path.equals("/") ? "/" + child : path + "/" + child);
            }
        }
        return paths;
    }

    /// Calls back for a znode and all below it, each before its children and those in order of
    /// their names. A child that is gone meanwhile is left out.
    public static void visitSubTreeDFS(ZooKeeper zk, String path, boolean watch, StringCallback cb)
            throws KeeperException, InterruptedException {
        PathUtils.validatePath(path);
        zk.getData(path, watch, null);
        cb.processResult(Code.OK.intValue(), path, null, path);
        visitChildren(zk, path, watch, cb);
    }

    private static void visitChildren(ZooKeeper zk, String path, boolean watch, StringCallback cb)
            throws KeeperException, InterruptedException {
        List<String> children = zk.getChildren(path, watch, null);
        Collections.sort(children);
        for (String child : children) {
            String childPath = path.equals("/") ? "/" + child : path + "/" + child;
            cb.processResult(Code.OK.intValue(), childPath, null, child);
        }
        for (String child : children) {
            String childPath = path.equals("/") ? "/" + child : path + "/" + child;
            try {
                visitChildren(zk, childPath, watch, cb);
            } catch (KeeperException.NoNodeException e) {
                LOG.debug("{} is gone by now", childPath);
            }
        }
    }

    /// Permissions as letters, `cdrwa` for all.
    public static String getPermString(int perms) {
        StringBuilder letters = new StringBuilder();
        append(letters, perms, ZooDefs.Perms.CREATE, 'c');
        append(letters, perms, ZooDefs.Perms.DELETE, 'd');
        append(letters, perms, ZooDefs.Perms.READ, 'r');
        append(letters, perms, ZooDefs.Perms.WRITE, 'w');
        append(letters, perms, ZooDefs.Perms.ADMIN, 'a');
        return letters.toString();
    }

    private static void append(StringBuilder letters, int perms, int bit, char letter) {
        if ((perms & bit) != 0) {
            letters.append(letter);
        }
    }

    /// An access list as a text, `world:anyone:cdrwa`.
    public static String aclToString(List<ACL> acls) {
        StringBuilder text = new StringBuilder();
        for (ACL acl : acls) {
            text.append(text.length() == 0 ? "" : ",");
            text.append(acl.getId().getScheme()).append(':').append(acl.getId().getId());
            text.append(':').append(getPermString(acl.getPerms()));
        }
        return text.toString();
    }
}
