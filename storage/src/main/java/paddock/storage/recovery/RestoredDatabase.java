package paddock.storage.recovery;

import org.jspecify.annotations.Nullable;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.database.DatabaseBuilder;
import paddock.core.database.DatabaseImage;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.txn.LoggedTxn;

/// The real database, as recovery drives it. Nobody watches it yet.
public final class RestoredDatabase implements Restored {
    private final ZnodeKinds kinds;
    private final boolean digests;
    private Database.@Nullable Builder builder;
    private @Nullable Database database;

    /// A database whose znodes are told apart as `kinds` says; `digests` as it will be run.
    public RestoredDatabase(ZnodeKinds kinds, boolean digests) {
        this.kinds = kinds;
        this.digests = digests;
    }

    @Override
    public DatabaseBuilder builder() {
        Database.Builder fresh = Database.builder(kinds, digests);
        builder = fresh;
        return fresh;
    }

    @Override
    public void finish(long zxid) {
        if (builder == null) {
            throw new IllegalStateException("finish() before builder()");
        }
        database = builder.build(zxid);
        builder = null;
    }

    @Override
    public void startEmpty() {
        database = new Database(kinds, digests);
        builder = null;
    }

    @Override
    public void replay(LoggedTxn txn) {
        database().apply(txn, ChangeListener.NONE);
    }

    @Override
    public long treeDigest() {
        return database().treeDigest();
    }

    @Override
    public DatabaseImage freeze() {
        return database().freeze();
    }

    /// What came out.
    public Database database() {
        if (database == null) {
            throw new IllegalStateException("nothing has been restored yet");
        }
        return database;
    }
}
