package paddock.simulator.disk;

import org.jspecify.annotations.Nullable;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.database.DatabaseBuilder;
import paddock.core.database.DatabaseImage;
import paddock.core.tree.ZnodeKinds;
import paddock.storage.recovery.Restored;
import paddock.wire.txn.LoggedTxn;

import java.util.ArrayList;
import java.util.List;

/// A database as recovery brings it back, and what was replayed into it.
final class ReplayedDatabase implements Restored {
    private final List<Long> replayed = new ArrayList<>();
    private Database.@Nullable Builder builder;
    private Database database = new Database(new ZnodeKinds(false, false), true);

    @Override
    public DatabaseBuilder builder() {
        Database.Builder fresh = Database.builder(new ZnodeKinds(false, false), true);
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
        database = new Database(new ZnodeKinds(false, false), true);
    }

    @Override
    public void replay(LoggedTxn txn) {
        replayed.add(txn.header().zxid());
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

    List<Long> replayed() {
        return replayed;
    }
}
