package paddock.server.lifecycle;

import org.jspecify.annotations.Nullable;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.database.DatabaseBuilder;
import paddock.core.database.DatabaseImage;
import paddock.core.tree.ZnodeKinds;
import paddock.storage.recovery.Restored;
import paddock.wire.txn.LoggedTxn;

/// The database that a recovery fills.
final class RestoredDatabase implements Restored {
    private final ZnodeKinds kinds;
    private final boolean digestEnabled;
    private final long hashSeed;
    private Database.@Nullable Builder builder;
    private Database database;

    /// @param hashSeed a number that clients cannot know
    RestoredDatabase(ZnodeKinds kinds, boolean digestEnabled, long hashSeed) {
        this.kinds = kinds;
        this.digestEnabled = digestEnabled;
        this.hashSeed = hashSeed;
        database = new Database(kinds, digestEnabled, hashSeed);
    }

    /// What came out.
    Database database() {
        return database;
    }

    @Override
    public DatabaseBuilder builder() {
        Database.Builder fresh = Database.builder(kinds, digestEnabled, hashSeed);
        builder = fresh;
        return fresh;
    }

    @Override
    public void finish(long zxid) {
        Database.Builder complete = builder;
        if (complete == null) {
            throw new IllegalStateException("a snapshot ends that never began");
        }
        database = complete.build(zxid);
        builder = null;
    }

    @Override
    public void startEmpty() {
        database = new Database(kinds, digestEnabled, hashSeed);
        builder = null;
    }

    /// Nobody knows what the history is: the tree is empty and stands for no zxid, not even 0.
    void startUnknown() {
        database = Database.unknown(kinds, digestEnabled, hashSeed);
    }

    @Override
    public void replay(LoggedTxn txn) {
        database.apply(txn, ChangeListener.NONE);
    }

    @Override
    public long treeDigest() {
        return database.treeDigest();
    }

    @Override
    public DatabaseImage freeze() {
        return database.freeze();
    }
}
