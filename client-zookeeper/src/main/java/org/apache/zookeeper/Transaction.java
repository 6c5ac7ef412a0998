package org.apache.zookeeper;

import org.apache.zookeeper.data.ACL;

import java.util.ArrayList;
import java.util.List;

/// Collects updates that are carried out together or not at all. Not for use by several threads.
public class Transaction {
    private final ZooKeeper client;
    private final List<Op> ops = new ArrayList<>();

    protected Transaction(ZooKeeper client) {
        this.client = client;
    }

    /// Creates a znode.
    public Transaction create(String path, byte[] data, List<ACL> acl, CreateMode createMode) {
        ops.add(Op.create(path, data, acl, createMode.toFlag()));
        return this;
    }

    /// Deletes a znode of that version, or of any where it is -1.
    public Transaction delete(String path, int version) {
        ops.add(Op.delete(path, version));
        return this;
    }

    /// Fails unless the znode is there in that version.
    public Transaction check(String path, int version) {
        ops.add(Op.check(path, version));
        return this;
    }

    /// Sets the data of a znode of that version, or of any where it is -1.
    public Transaction setData(String path, byte[] data, int version) {
        ops.add(Op.setData(path, data, version));
        return this;
    }

    /// Carries them out.
    ///
    /// @throws KeeperException when one of them failed, with the results of all
    public List<OpResult> commit() throws InterruptedException, KeeperException {
        return client.multi(ops);
    }

    /// Carries them out, and says so to the callback.
    public void commit(AsyncCallback.MultiCallback callback, Object context) {
        client.multi(ops, callback, context);
    }
}
