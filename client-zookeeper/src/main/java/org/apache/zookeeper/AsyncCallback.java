package org.apache.zookeeper;

import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

import java.util.List;

/// Hears what became of an asynchronous call.
///
/// Callbacks and watchers of one client run one at a time, on one thread, in the order of the
/// server's answers and notifications: while one of them waits, all others do.
///
/// `rc` is 0 or the code of a [KeeperException.Code], `path` the one the call was made with and
/// `ctx` the object that was given to it. Results are null, or -1, where `rc` is not 0.
public interface AsyncCallback {
    /// For calls that result in a [Stat].
    interface StatCallback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx, Stat stat);
    }

    /// For `getAllChildrenNumber`.
    interface AllChildrenNumberCallback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx, int number);
    }

    /// For `getData` and `getConfig`.
    interface DataCallback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx, byte[] data, Stat stat);
    }

    /// For `getACL`.
    interface ACLCallback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx, List<ACL> acl, Stat stat);
    }

    /// For `getChildren`.
    interface ChildrenCallback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx, List<String> children);
    }

    /// For `getChildren` with the [Stat] of the parent.
    interface Children2Callback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx, List<String> children, Stat stat);
    }

    /// For `create` with the [Stat] of the new znode; `name` is its path.
    interface Create2Callback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx, String name, Stat stat);
    }

    /// For `create`; `name` is the path of the new znode.
    interface StringCallback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx, String name);
    }

    /// For calls without a result.
    interface VoidCallback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx);
    }

    /// For `multi`. Where it failed, the results say which operation was to blame.
    interface MultiCallback extends AsyncCallback {
        void processResult(int rc, String path, Object ctx, List<OpResult> opResults);
    }

    /// For `getEphemerals`.
    interface EphemeralsCallback extends AsyncCallback {
        void processResult(int rc, Object ctx, List<String> paths);
    }
}
