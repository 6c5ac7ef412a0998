package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/// All znodes of a server, with the indexes that follow from them: ephemerals by session,
/// containers, TTL znodes, quotas, and the digest.
///
/// One writer at a time and no reader meanwhile; any number of readers otherwise.
public final class DataTree {
    public static final String CONFIG_PATH = "/zookeeper/config";
    private static final byte[] NO_DATA = {};

    private final ZnodeKinds kinds;
    private final boolean digestEnabled;
    private final int hashMultiplier;
    private final AclPool acls = new AclPool();
    private final NodeDigest digests = new NodeDigest();
    private final TreeMap<Long, SessionEphemerals> ephemerals = new TreeMap<>();
    private final Set<String> containers = new LinkedHashSet<>();
    private final Set<String> ttls = new LinkedHashSet<>();
    private final QuotaTracker quotas = new QuotaTracker(this);

    private FullZnode root;
    private int nodeCount;
    private int ephemeralCount;
    private long pathAndDataBytes;
    private long digest;
    private boolean trackDigest;

    /// What was added to the digest last, and how much: creates come in rows, each of which takes
    /// out again what the one before put in for their parent.
    private @Nullable Znode summed;

    private long summedPart;

    private int imageEpoch;
    private @Nullable TreeImage image;

    /// A tree with nothing but the built-in znodes, for clients that mean well.
    public DataTree(ZnodeKinds kinds, boolean digestEnabled) {
        this(kinds, digestEnabled, 0);
    }

    /// A tree with nothing but the built-in znodes.
    ///
    /// @param hashSeed a number that clients cannot know, so that none can choose names that slow
    ///   the tree down; it decides the order of children, and nothing else
    public DataTree(ZnodeKinds kinds, boolean digestEnabled, long hashSeed) {
        this.kinds = kinds;
        long mixed = ((hashSeed ^ hashSeed >>> 32) + 1) * 0x9E3779B97F4A7C15L;
        hashMultiplier = (int) (mixed >>> 32) & ~7 | 5;
        this.digestEnabled = digestEnabled;
        trackDigest = digestEnabled;
        root = new FullZnode(Znode.NO_NAME, NO_DATA, SharedAcl.OPEN);
        addBuiltIn("", root);
        addBuiltIn("/zookeeper", builtIn("zookeeper", SharedAcl.OPEN));
        addBuiltIn("/zookeeper/quota", builtIn("quota", SharedAcl.OPEN));
        FullZnode config = builtIn("config", acls.acquire(Acl.READ_ONLY));
        config.aversion = -1;
        addBuiltIn(CONFIG_PATH, config);
    }

    /// How kinds of znodes are told apart here.
    public ZnodeKinds kinds() {
        return kinds;
    }

    /// All znodes, the root included.
    public int nodeCount() {
        return nodeCount;
    }

    /// All ephemeral znodes.
    public int ephemeralCount() {
        return ephemeralCount;
    }

    /// The bytes of all paths and data together.
    public long approximateDataBytes() {
        return pathAndDataBytes;
    }

    /// The digest of the tree; meaningless when digests are off.
    public long digest() {
        return digest;
    }

    /// Takes over a digest that was computed when the changes were prepared, instead of computing
    /// it again with each change: see [#setDigestTracking].
    public void setDigest(long newDigest) {
        digest = newDigest;
    }

    /// Whether changes keep the digest up to date by themselves.
    public void setDigestTracking(boolean track) {
        trackDigest = digestEnabled && track;
        summed = null;
    }

    /// The quotas and their usage.
    public QuotaTracker quotas() {
        return quotas;
    }

    /// The paths a session owns now, in no order; empty when none.
    public List<String> ephemeralsOf(long sessionId) {
        SessionEphemerals owned = ephemerals.get(sessionId);
        return owned == null ? List.of() : owned.paths();
    }

    /// The sessions that own ephemerals.
    public SortedSet<Long> ephemeralOwners() {
        return Collections.unmodifiableSortedSet(ephemerals.navigableKeySet());
    }

    /// The containers, in the order of creation.
    public Collection<String> containers() {
        return Collections.unmodifiableCollection(containers);
    }

    /// The znodes with a time to live, in the order of creation.
    public Collection<String> ttlNodes() {
        return Collections.unmodifiableCollection(ttls);
    }

    // ---- reading ----

    /// The znode at a path, or null. The empty path is the root's other name; no path is invalid
    /// here, it only leads nowhere.
    public @Nullable Znode find(byte[] path, int offset, int length) {
        if (length == 0) {
            return root;
        }
        if (path[offset] != '/') {
            return null;
        }
        if (length == 1) {
            return root;
        }
        Znode node = root;
        int end = offset + length;
        int from = offset + 1;
        while (true) {
            int to = from;
            while (to < end && path[to] != '/') {
                to++;
            }
            ChildTable children = node.children();
            if (to == from || children == null) {
                return null;
            }
            Znode child = children.find(path, from, to);
            if (child == null || to == end) {
                return child;
            }
            node = child;
            from = to + 1;
        }
    }

    /// The znode at a path, or null.
    public @Nullable Znode find(String path) {
        byte[] bytes = utf8(path);
        return find(bytes, 0, bytes.length);
    }

    /// The number of znodes below one.
    public int countDescendants(Znode node) {
        ChildTable children = node.children();
        if (children == null) {
            return 0;
        }
        if (node == root) {
            return nodeCount - 1;
        }
        return (int) usageOf(node).count() - 1;
    }

    /// The names of the children, in the order of the table.
    public static List<String> childNames(Znode node) {
        ChildTable children = node.children();
        if (children == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>(children.size());
        for (Znode child : children.slots()) {
            if (child != null) {
                names.add(child.name());
            }
        }
        return names;
    }

    /// The sum of the data lengths and the number of znodes of a subtree, its root included.
    Usage usageOf(Znode node) {
        long count = 0;
        long bytes = 0;
        // No recursion: a tree can be deeper than any stack.
        ArrayDeque<Znode> ahead = new ArrayDeque<>();
        ahead.push(node);
        while (!ahead.isEmpty()) {
            Znode next = ahead.pop();
            count++;
            bytes += next.dataLength();
            ChildTable children = next.children();
            if (children != null) {
                for (Znode child : children.slots()) {
                    if (child != null) {
                        ahead.push(child);
                    }
                }
            }
        }
        return new Usage(count, bytes);
    }

    /// What a subtree takes.
    record Usage(long count, long bytes) {}

    // ---- changing ----

    /// Creates a znode.
    ///
    /// `parentCreates` is the parent's count of creates afterwards, or -1 for one more than now.
    /// When the znode is there already, as it can be where a log is replayed over a snapshot that
    /// was taken while it was written, only its ACL and the parent's counters are brought up to
    /// date.
    ///
    /// @return the znode and its parent, or null when there is no parent
    public @Nullable Placed create(
            String path,
            byte @Nullable [] data,
            List<Acl> acl,
            long storedOwner,
            int parentCreates,
            long zxid,
            long timeMillis) {
        byte[] bytes = utf8(path);
        int slash = lastSlash(bytes, bytes.length);
        FullZnode parent = mutable(bytes, slash);
        if (parent == null) {
            return null;
        }
        subtractDigest(bytes, slash, parent);
        int creates = parentCreates == -1 ? parent.creates + 1 : parentCreates;
        if (creates > parent.creates || parentCreates == -1) {
            parent.creates = creates;
            parent.pzxid = Math.max(parent.pzxid, zxid);
        }
        SharedAcl shared = acls.acquire(acl);
        byte[] name = Arrays.copyOfRange(bytes, slash + 1, bytes.length);
        String above = parentPath(parent, storedOwner, bytes, 0, slash);
        Znode node;
        if (SmallZnode.fits(shared, storedOwner, above)) {
            node = SmallZnode.of(name, data, zxid, timeMillis, storedOwner, above);
        } else {
            FullZnode full = FullZnode.of(name, data, shared, above);
            full.czxid = zxid;
            full.mzxid = zxid;
            full.pzxid = zxid;
            full.ctimeMillis = timeMillis;
            full.mtimeMillis = timeMillis;
            full.storedOwner = storedOwner;
            full.imageEpoch = imageEpoch;
            node = full;
        }
        if (!mutableChildren(parent).insertIfAbsent(node)) {
            FullZnode again = Objects.requireNonNull(mutable(bytes, bytes.length));
            acls.release(again.acl);
            again.acl = shared;
            addDigest(bytes, 0, slash, parent);
            return new Placed(again, parent);
        }
        addDigest(bytes, 0, bytes.length, node);
        addDigest(bytes, 0, slash, parent);
        index(path, node);
        quotas.created(path, node);
        return new Placed(node, parent);
    }

    /// A znode that was created or deleted, and the one that it is or was a child of.
    public record Placed(Znode node, Znode parent) {}

    /// Deletes a znode. When it is gone already only the parent's pzxid follows.
    ///
    /// Only where a log is replayed over a snapshot that was taken while it was written can there
    /// be children: they came after this transaction, and will come again.
    ///
    /// @return the znode as it was, and its parent; or null when it was not there
    public @Nullable Placed delete(String path, long zxid) {
        byte[] bytes = utf8(path);
        int slash = lastSlash(bytes, bytes.length);
        FullZnode parent = mutable(bytes, slash);
        if (parent == null) {
            return null;
        }
        ChildTable present = parent.children;
        Znode node = present == null ? null : present.find(bytes, slash + 1, bytes.length);
        subtractDigest(bytes, slash, parent);
        parent.pzxid = Math.max(parent.pzxid, zxid);
        addDigest(bytes, 0, slash, parent);
        if (node == null) {
            return null;
        }
        mutableChildren(parent).remove(node.name);
        if (parent.children != null && parent.children.size() == 0) {
            parent.children = null;
        }
        forget(path, node);
        return new Placed(node, parent);
    }

    /// Takes a subtree that is no longer reachable out of all indexes.
    private void forget(String path, Znode node) {
        ArrayDeque<Place> ahead = new ArrayDeque<>();
        ahead.push(new Place(path, node));
        while (!ahead.isEmpty()) {
            Place gone = ahead.pop();
            byte[] bytes = utf8(gone.path);
            subtractDigest(bytes, bytes.length, gone.node);
            unindex(gone.path, gone.node);
            acls.release(gone.node.sharedAcl());
            quotas.deleted(gone.path, gone.node);
            ChildTable children = gone.node.children();
            if (children != null) {
                for (Znode child : children.slots()) {
                    if (child != null) {
                        ahead.push(new Place(gone.path + "/" + child.name(), child));
                    }
                }
            }
        }
    }

    private record Place(String path, Znode node) {}

    /// Replaces the data of a znode.
    ///
    /// @return the znode, or null when it is not there
    public @Nullable Znode setData(
            String path, byte @Nullable [] data, int version, long zxid, long timeMillis) {
        byte[] bytes = utf8(path);
        FullZnode node = mutable(bytes, bytes.length);
        if (node == null) {
            return null;
        }
        subtractDigest(bytes, bytes.length, node);
        int oldLength = node.dataLength();
        node.data = data;
        node.version = version;
        node.mzxid = zxid;
        node.mtimeMillis = timeMillis;
        pathAndDataBytes += node.dataLength() - oldLength;
        addDigest(bytes, 0, bytes.length, node);
        quotas.dataChanged(path, node.dataLength() - oldLength);
        return node;
    }

    /// Replaces the ACL of a znode.
    ///
    /// @return the znode, or null when it is not there
    public @Nullable Znode setAcl(String path, List<Acl> acl, int aversion) {
        byte[] bytes = utf8(path);
        FullZnode node = mutable(bytes, bytes.length);
        if (node == null) {
            return null;
        }
        subtractDigest(bytes, bytes.length, node);
        SharedAcl shared = acls.acquire(acl);
        acls.release(node.acl);
        node.acl = shared;
        node.aversion = aversion;
        addDigest(bytes, 0, bytes.length, node);
        return node;
    }

    /// Replaces the data of a znode that the server keeps for itself; nothing else changes.
    void setServerData(String path, byte[] data) {
        byte[] bytes = utf8(path);
        FullZnode node = mutable(bytes, bytes.length);
        if (node != null) {
            pathAndDataBytes += data.length - node.dataLength();
            node.data = data;
        }
    }

    // ---- images ----

    /// Whether an image is being read.
    public boolean isFrozen() {
        return image != null;
    }

    /// Starts an image of the tree as it is. There is one at a time; it ends with
    /// [TreeImage#close].
    public TreeImage freeze() {
        if (image != null) {
            throw new IllegalStateException("an image is being read already");
        }
        imageEpoch++;
        TreeImage started = new TreeImage(this, imageEpoch, root, acls.definitions());
        image = started;
        return started;
    }

    void thaw(TreeImage ended) {
        if (image == ended) {
            image = null;
        }
    }

    // ---- loading ----

    /// Empties the tree, the built-in znodes included, to be filled by [#load].
    void clear() {
        acls.clear();
        root = new FullZnode(Znode.NO_NAME, NO_DATA, SharedAcl.OPEN);
        nodeCount = 0;
        ephemeralCount = 0;
        pathAndDataBytes = 0;
        digest = 0;
        ephemerals.clear();
        containers.clear();
        ttls.clear();
    }

    AclPool acls() {
        return acls;
    }

    /// Adds the root as a snapshot holds it.
    void loadRoot(FullZnode node) {
        if (nodeCount > 0) {
            throw new IllegalStateException("the root stands twice in the snapshot");
        }
        root = node;
        addDigest(Znode.NO_NAME, 0, 0, node);
        index("", node);
    }

    /// The znode at a path, ready to get children from a snapshot; null when it is not there.
    @Nullable FullZnode parentToLoad(byte[] path, int offset, int length) {
        Znode node = find(path, offset, length);
        if (node instanceof SmallZnode) {
            return mutable(Arrays.copyOfRange(path, offset, offset + length), length);
        }
        return (FullZnode) node;
    }

    /// The path of a znode whose child an ephemeral is to be, null where the owner marks none.
    ///
    /// @param path an array that has it in UTF-8 from `from` to `to`
    @Nullable String parentPath(FullZnode parent, long storedOwner, byte[] path, int from, int to) {
        return kinds.isEphemeral(storedOwner)
                ? mutableChildren(parent).parentPath(path, from, to)
                : null;
    }

    /// Adds a znode as a snapshot holds it, and every index but quotas.
    ///
    /// @param chars how long the path is as a string
    /// @return false when one of that path is there already
    boolean load(FullZnode parent, byte[] path, int offset, int length, int chars, Znode node) {
        if (!mutableChildren(parent).insertIfAbsent(node)) {
            return false;
        }
        addDigest(path, offset, length, node);
        count(chars, node);
        if (node instanceof Ephemeral ephemeral) {
            own(ephemeral, node.storedOwner());
        } else if (node.storedOwner() != 0) {
            own(new String(path, offset, length, StandardCharsets.UTF_8), node.storedOwner());
        }
        return true;
    }

    /// Completes loading: the built-in znodes are there whatever the snapshot held, and quotas are
    /// counted afresh.
    void loaded() {
        acls.dropUnused();
        ensure("/zookeeper", "zookeeper", SharedAcl.OPEN, 0);
        ensure("/zookeeper/quota", "quota", SharedAcl.OPEN, 0);
        if (find(CONFIG_PATH) == null) {
            ensure(CONFIG_PATH, "config", acls.acquire(Acl.READ_ONLY), -1);
        }
        quotas.rebuild();
    }

    private void ensure(String path, String name, SharedAcl acl, int aversion) {
        if (find(path) == null) {
            FullZnode node = builtIn(name, acl);
            node.aversion = aversion;
            addBuiltIn(path, node);
        }
    }

    // ---- inside ----

    private static FullZnode builtIn(String name, SharedAcl acl) {
        return new FullZnode(utf8(name), NO_DATA, acl);
    }

    private void addBuiltIn(String path, FullZnode node) {
        byte[] bytes = utf8(path);
        if (node != root) {
            FullZnode parent = mutable(bytes, lastSlash(bytes, bytes.length));
            if (parent == null) {
                throw new IllegalStateException("no parent for " + path);
            }
            mutableChildren(parent).insertIfAbsent(node);
        }
        addDigest(bytes, 0, bytes.length, node);
        index(path, node);
    }

    private void index(String path, Znode node) {
        count(path.length(), node);
        if (node instanceof Ephemeral ephemeral) {
            own(ephemeral, node.storedOwner());
        } else {
            own(path, node.storedOwner());
        }
    }

    private void count(int pathChars, Znode node) {
        nodeCount++;
        pathAndDataBytes += pathChars + node.dataLength();
    }

    private void own(Ephemeral node, long sessionId) {
        ephemeralCount++;
        ephemerals.computeIfAbsent(sessionId, id -> new SessionEphemerals()).add(node);
    }

    private void own(String path, long mark) {
        if (kinds.isContainer(mark)) {
            containers.add(path);
        } else if (kinds.isTtl(mark)) {
            ttls.add(path);
        }
    }

    private void unindex(String path, Znode node) {
        nodeCount--;
        pathAndDataBytes -= path.length() + node.dataLength();
        long owner = node.storedOwner();
        if (node instanceof Ephemeral ephemeral) {
            ephemeralCount--;
            SessionEphemerals owned = ephemeralsWith(owner);
            owned.remove(ephemeral);
            if (owned.isEmpty()) {
                ephemerals.remove(owner);
            }
        } else if (kinds.isContainer(owner)) {
            containers.remove(path);
        } else if (kinds.isTtl(owner)) {
            ttls.remove(path);
        }
    }

    /// Those of a session that owns one at least.
    private SessionEphemerals ephemeralsWith(long sessionId) {
        return Objects.requireNonNull(ephemerals.get(sessionId));
    }

    private void addDigest(byte[] path, int offset, int length, Znode node) {
        if (trackDigest) {
            summedPart = digests.of(path, offset, length, node);
            summed = node;
            digest += summedPart;
        }
    }

    private void subtractDigest(byte[] path, int length, Znode node) {
        if (trackDigest) {
            digest -= node == summed ? summedPart : digests.of(path, 0, length, node);
            summed = null;
        }
    }

    /// The znode at a path, the first `length` bytes, in its full shape, preserved for the image if
    /// there is one, ready to be changed; null when it is not there.
    private @Nullable FullZnode mutable(byte[] path, int length) {
        if (length <= 1) {
            preserve(root);
            return root;
        }
        int slash = lastSlash(path, length);
        Znode parent = slash == 0 ? root : find(path, 0, slash);
        ChildTable children = parent == null ? null : parent.children();
        Znode node = children == null ? null : children.find(path, slash + 1, length);
        if (node == null) {
            return null;
        }
        if (node instanceof FullZnode full) {
            preserve(full);
            return full;
        }
        // Only a full znode has children, so the parent is one.
        FullZnode grown = FullZnode.grown(node);
        grown.imageEpoch = imageEpoch;
        if (parent instanceof FullZnode fullParent) {
            preserve(fullParent);
            mutableChildren(fullParent).replace(grown);
        }
        if (node instanceof Ephemeral before && grown instanceof Ephemeral after) {
            ephemeralsWith(node.storedOwner()).replace(before, after);
        }
        return grown;
    }

    /// Where in the first `length` bytes of a path the last '/' is.
    private static int lastSlash(byte[] path, int length) {
        int slash = length - 1;
        while (path[slash] != '/') {
            slash--;
        }
        return slash;
    }

    private void preserve(FullZnode node) {
        TreeImage current = image;
        if (current != null && node.imageEpoch < imageEpoch) {
            current.keep(node);
            node.imageEpoch = imageEpoch;
        }
    }

    /// The children of a znode that was preserved before, ready to be changed.
    private ChildTable mutableChildren(FullZnode node) {
        ChildTable table = node.children;
        if (table == null) {
            table = new ChildTable(imageEpoch, hashMultiplier);
            node.children = table;
        } else if (image != null && table.imageEpoch < imageEpoch) {
            table = table.copy(imageEpoch);
            node.children = table;
        }
        return table;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
