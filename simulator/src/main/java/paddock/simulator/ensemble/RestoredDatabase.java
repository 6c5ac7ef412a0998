package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.database.DatabaseBuilder;
import paddock.core.database.DatabaseImage;
import paddock.core.tree.ZnodeKinds;
import paddock.storage.recovery.Restored;
import paddock.wire.txn.LoggedTxn;

/// The real database, as recovery drives it.
final class RestoredDatabase implements Restored {
    private static final ZnodeKinds KINDS = new ZnodeKinds(false, false);

    private Database.@Nullable Builder builder;
    private Database database = new Database(KINDS, true);

    @Override
    public DatabaseBuilder builder() {
        Database.Builder fresh = Database.builder(KINDS, true);
        builder = fresh;
        return fresh;
    }

    @Override
    public void finish(long zxid) {
        if (builder == null) {
            throw new IllegalStateException("finish() before builder()");
        }
        database = builder.build(zxid);
    }

    @Override
    public void startEmpty() {
        database = new Database(KINDS, true);
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

    Database database() {
        return database;
    }
}
