package paddock.core.database;

import org.jspecify.annotations.Nullable;

import paddock.core.tree.DataTree;
import paddock.core.tree.TreeImage;
import paddock.core.tree.TreeLoader;
import paddock.core.tree.Znode;
import paddock.core.tree.ZnodeKinds;
import paddock.core.watch.ChangeKind;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The tree, the sessions, and the last transaction they contain.
///
/// One writer at a time and no reader meanwhile; any number of readers otherwise.
public final class Database {
    private static final int DIGEST_INTERVAL = 128;
    private static final int DIGESTS_KEPT = 1024;

    private DataTree tree;
    private final TreeMap<Long, Integer> sessions = new TreeMap<>();
    private final TreeMap<Long, Long> digestHistory = new TreeMap<>();
    private long lastZxid;

    /// The same without beginnings of epochs, which no log holds.
    private long lastTxnZxid;

    private long digestMismatches;

    /// An empty database: the built-in znodes, no session, zxid 0.
    public Database(ZnodeKinds kinds, boolean digestEnabled) {
        this(kinds, digestEnabled, 0);
    }

    /// As the other, with a seed that clients cannot know: see [DataTree].
    public Database(ZnodeKinds kinds, boolean digestEnabled, long hashSeed) {
        tree = new DataTree(kinds, digestEnabled, hashSeed);
    }

    /// An empty one of which nobody knows what it should contain: its last zxid is -1, which is
    /// before the beginning of all.
    public static Database unknown(ZnodeKinds kinds, boolean digestEnabled, long hashSeed) {
        Database database = new Database(kinds, digestEnabled, hashSeed);
        database.lastZxid = -1;
        database.lastTxnZxid = -1;
        return database;
    }

    /// Starts filling a database from a snapshot.
    public static Builder builder(ZnodeKinds kinds, boolean digestEnabled) {
        return builder(kinds, digestEnabled, 0);
    }

    /// As the other, with a seed that clients cannot know: see [DataTree].
    public static Builder builder(ZnodeKinds kinds, boolean digestEnabled, long hashSeed) {
        return new Builder(new Database(kinds, digestEnabled, hashSeed));
    }

    /// The znodes.
    public DataTree tree() {
        return tree;
    }

    /// The last transaction applied.
    public long lastZxid() {
        return lastZxid;
    }

    /// The digest of the tree.
    public long treeDigest() {
        return tree.digest();
    }

    /// How often a transaction carried a digest that the tree did not have after it.
    public long digestMismatches() {
        return digestMismatches;
    }

    /// The digests at every 128th zxid, the newest 1024 of them, oldest first.
    public SortedMap<Long, Long> digestHistory() {
        return Collections.unmodifiableSortedMap(digestHistory);
    }

    /// The sessions that exist, with their timeouts in milliseconds.
    public SortedMap<Long, Integer> sessions() {
        return Collections.unmodifiableSortedMap(sessions);
    }

    /// Applies a transaction whose digest, if it has one, was computed here when it was prepared.
    public Applied applyOwn(LoggedTxn logged, ChangeListener changes) {
        tree.setDigestTracking(logged.digest() == null);
        try {
            Applied outcome = applyBody(logged, changes);
            if (logged.digest() != null) {
                tree.setDigest(logged.digest().treeDigest());
            }
            remember(logged.header().zxid());
            return outcome;
        } finally {
            tree.setDigestTracking(true);
        }
    }

    /// Applies a transaction that comes from a log or from another server, and compares digests.
    public Applied apply(LoggedTxn logged, ChangeListener changes) {
        Applied outcome = applyBody(logged, changes);
        if (logged.digest() != null && logged.digest().treeDigest() != tree.digest()) {
            digestMismatches++;
        }
        remember(logged.header().zxid());
        return outcome;
    }

    /// Takes over everything from another database, which is of no use afterwards. Images taken
    /// before stay as they are.
    public void become(Database other) {
        tree = other.tree;
        sessions.clear();
        sessions.putAll(other.sessions);
        digestHistory.clear();
        lastZxid = other.lastZxid;
        lastTxnZxid = other.lastTxnZxid;
    }

    /// A leader begins its epoch with this zxid, which no transaction has.
    public void beginEpoch(long zxid) {
        if (zxid < lastZxid) {
            throw new IllegalArgumentException(
                    "an epoch from 0x%x on, after zxid 0x%x".formatted(zxid, lastZxid));
        }
        lastZxid = zxid;
    }

    /// Shows the membership that is in force at `/zookeeper/config`; no digest counts that znode.
    public void showMembership(byte[] text, long version) {
        tree.setData(DataTree.CONFIG_PATH, text, -1, version, 0);
    }

    /// Removes ephemerals of sessions that do not exist, as a server must before it serves: a
    /// snapshot taken while it was written can hold some.
    public void dropOrphans() {
        List<Long> orphans = new ArrayList<>();
        for (Long owner : tree.ephemeralOwners()) {
            if (!sessions.containsKey(owner)) {
                orphans.add(owner);
            }
        }
        for (Long owner : orphans) {
            for (String path : new TreeSet<>(tree.ephemeralsOf(owner))) {
                tree.delete(path, lastZxid);
            }
        }
    }

    /// Starts an image of everything as it is; see [DatabaseImage].
    public DatabaseImage freeze() {
        return new Image(tree.freeze(), lastTxnZxid, tree.digest(), new TreeMap<>(sessions));
    }

    private void remember(long zxid) {
        lastZxid = Math.max(lastZxid, zxid);
        lastTxnZxid = lastZxid;
        if (zxid % DIGEST_INTERVAL == 0) {
            digestHistory.put(zxid, tree.digest());
            if (digestHistory.size() > DIGESTS_KEPT) {
                digestHistory.pollFirstEntry();
            }
        }
    }

    private Applied applyBody(LoggedTxn logged, ChangeListener changes) {
        TxnHeader header = logged.header();
        return switch (logged.txn()) {
            case Txn.CreateSession open -> {
                sessions.put(header.sessionId(), open.timeoutMillis());
                yield Applied.DONE;
            }
            case Txn.CloseSession close -> {
                closeSession(header, close.paths(), changes);
                yield Applied.DONE;
            }
            case Txn.Error error -> Applied.error(error.err());
            case Txn.Multi multi -> applyMulti(header, multi, changes);
            case Txn.Create create -> applyChange(header, create, changes);
            case Txn.CreateTtl create -> applyChange(header, create, changes);
            case Txn.CreateContainer create -> applyChange(header, create, changes);
            case Txn.Delete delete -> applyChange(header, delete, changes);
            case Txn.SetData set -> applyChange(header, set, changes);
            case Txn.SetAcl set -> applyChange(header, set, changes);
            case Txn.Check check -> Applied.DONE;
        };
    }

    private Applied applyMulti(TxnHeader header, Txn.Multi multi, ChangeListener changes) {
        List<Applied> parts = new ArrayList<>(multi.parts().size());
        boolean failed = multi.parts().stream().anyMatch(part -> part instanceof Txn.Error);
        for (Txn part : multi.parts()) {
            if (part instanceof Txn.Error error) {
                parts.add(Applied.error(error.err()));
            } else {
                parts.add(failed ? Applied.DONE : applyChange(header, part, changes));
            }
        }
        return new Applied(0, null, null, parts);
    }

    private Applied applyChange(TxnHeader header, Txn txn, ChangeListener changes) {
        return switch (txn) {
            case Txn.Create create ->
                    create(
                            header,
                            create.path(),
                            create.data(),
                            create.acl(),
                            create.ephemeral() ? header.sessionId() : 0,
                            create.parentCversion(),
                            changes);
            case Txn.CreateTtl create ->
                    create(
                            header,
                            create.path(),
                            create.data(),
                            create.acl(),
                            ZnodeKinds.ttlOwner(create.ttlMillis()),
                            create.parentCversion(),
                            changes);
            case Txn.CreateContainer create ->
                    create(
                            header,
                            create.path(),
                            create.data(),
                            create.acl(),
                            ZnodeKinds.CONTAINER,
                            create.parentCversion(),
                            changes);
            case Txn.Delete delete -> {
                delete(delete.path(), header.zxid(), changes);
                yield Applied.DONE;
            }
            case Txn.SetData set -> {
                Znode node =
                        tree.setData(
                                set.path(),
                                set.data(),
                                set.version(),
                                header.zxid(),
                                header.timeMillis());
                if (node == null) {
                    yield Applied.DONE;
                }
                changes.znodeChanged(
                        ChangeKind.DATA_CHANGED, set.path(), header.zxid(), node.acl(), List.of());
                yield Applied.of(null, node.stat(tree.kinds()));
            }
            case Txn.SetAcl set -> {
                Znode node = tree.setAcl(set.path(), set.acl(), set.version());
                yield node == null ? Applied.DONE : Applied.of(null, node.stat(tree.kinds()));
            }
            case Txn.Check check -> Applied.DONE;
            case Txn.Error error -> Applied.error(error.err());
            case Txn.Multi multi -> throw nested(multi);
            case Txn.CreateSession open -> throw nested(open);
            case Txn.CloseSession close -> throw nested(close);
        };
    }

    private static IllegalStateException nested(Txn txn) {
        return new IllegalStateException("transaction type " + txn.type() + " inside a multi");
    }

    private Applied create(
            TxnHeader header,
            String path,
            byte @Nullable [] data,
            List<Acl> acl,
            long owner,
            int parentCreates,
            ChangeListener changes) {
        DataTree.Placed placed =
                tree.create(
                        path, data, acl, owner, parentCreates, header.zxid(), header.timeMillis());
        if (placed == null) {
            return new Applied(0, path, null, List.of());
        }
        Znode node = placed.node();
        changes.znodeChanged(
                ChangeKind.CREATED, path, header.zxid(), node.acl(), placed.parent().acl());
        // The statistics of a quota have other data by now; the answer tells of what was asked for.
        int length = data == null ? 0 : data.length;
        return Applied.of(path, node.stat(tree.kinds(), length));
    }

    private void delete(String path, long zxid, ChangeListener changes) {
        DataTree.Placed gone = tree.delete(path, zxid);
        if (gone != null) {
            changes.znodeChanged(
                    ChangeKind.DELETED, path, zxid, gone.node().acl(), gone.parent().acl());
        }
    }

    private void closeSession(
            TxnHeader header, @Nullable Collection<String> paths, ChangeListener changes) {
        long sessionId = header.sessionId();
        sessions.remove(sessionId);
        TreeSet<String> owned = new TreeSet<>(tree.ephemeralsOf(sessionId));
        if (paths != null) {
            for (String path : paths) {
                if (owned.remove(path)) {
                    delete(path, header.zxid(), changes);
                }
            }
        }
        for (String path : owned) {
            delete(path, header.zxid(), changes);
        }
        changes.sessionClosed(sessionId, header.zxid());
    }

    /// Fills a database from a snapshot; [#build] completes it.
    public static final class Builder implements DatabaseBuilder {
        private final Database database;
        private final TreeLoader loader;

        private Builder(Database database) {
            this.database = database;
            loader = new TreeLoader(database.tree);
        }

        @Override
        public void session(long sessionId, int timeoutMillis) {
            database.sessions.put(sessionId, timeoutMillis);
        }

        @Override
        public void acl(long aclId, List<Acl> acl) {
            loader.acl(aclId, acl);
        }

        @Override
        public void node(
                byte[] path,
                int offset,
                int length,
                byte @Nullable [] data,
                long aclId,
                long czxid,
                long mzxid,
                long ctimeMillis,
                long mtimeMillis,
                int version,
                int cversion,
                int aversion,
                long ephemeralOwner,
                long pzxid) {
            loader.node(
                    path,
                    offset,
                    length,
                    data,
                    aclId,
                    czxid,
                    mzxid,
                    ctimeMillis,
                    mtimeMillis,
                    version,
                    cversion,
                    aversion,
                    ephemeralOwner,
                    pzxid);
        }

        /// The database as the snapshot had it, at the zxid of the snapshot's name.
        public Database build(long zxid) {
            loader.finish();
            database.lastZxid = zxid;
            database.lastTxnZxid = zxid;
            return database;
        }
    }

    private record Image(
            TreeImage treeImage, long zxid, long treeDigest, SortedMap<Long, Integer> sessions)
            implements DatabaseImage {
        @Override
        public SortedMap<Long, List<Acl>> acls() {
            return treeImage.acls();
        }

        @Override
        public boolean writeNodes(JuteWriter out, int maxBytes) {
            return treeImage.writeNodes(out, maxBytes);
        }

        @Override
        public void close() {
            treeImage.close();
        }
    }
}
