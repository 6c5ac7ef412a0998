package paddock.core.watch;

import static paddock.core.watch.Registrations.NONE;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.wire.protocol.WatcherEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/// The watches of the connections of one event loop (data model reference, section 8).
///
/// Only one thread at a time may use a table. A watch costs a few dozen bytes beside its path, and
/// a path is kept once however many watch it. Firing costs what fires.
///
/// @param <W> whoever watches; watchers are told apart by `equals`
public final class WatchTable<W> {
    static final List<WatchMode> MODES = List.of(WatchMode.values());

    private final Registrations data = new Registrations(WatchMode.DATA);
    private final Registrations child = new Registrations(WatchMode.CHILD);
    private final Registrations persistent = new Registrations(WatchMode.PERSISTENT);
    private final Registrations recursive = new Registrations(WatchMode.RECURSIVE);

    // Together the table of watchers: by number, and a few bytes for each to find it by its value.
    private final WatcherIndex watchers = new WatcherIndex();
    private final List<@Nullable Watcher<W>> watchersById = new ArrayList<>();
    private final List<Integer> freeWatcherIds = new ArrayList<>();

    private final PathHash pathHash;

    private int dataCount;
    private int childCount;
    private long step;
    private boolean firing;

    /// A table for watchers that mean well.
    public WatchTable() {
        this(0);
    }

    /// @param hashSeed a number that watchers cannot know, so that none can choose paths that slow
    ///   the table down; what the table does is the same with any
    public WatchTable(long hashSeed) {
        this(PathHash.seeded(hashSeed));
    }

    WatchTable(PathHash pathHash) {
        this.pathHash = pathHash;
    }

    /// Watches a path; does nothing when the watcher already does so in that mode.
    ///
    /// The watcher is remembered until [#removeAll], even when all its watches are used up.
    public void add(String path, W watcher, WatchMode mode) {
        checkNotFiring();
        Watcher<W> known = find(watcher);
        if (known == null) {
            known = remember(watcher);
        }
        int hash = pathHash.of(path);
        if (registrations(mode).add(path, hash, known)) {
            count(path, hash, known, mode, 1);
        }
    }

    private Watcher<W> remember(W watcher) {
        Watcher<W> known;
        if (freeWatcherIds.isEmpty()) {
            known = new Watcher<>(watcher, watchersById.size());
            watchersById.add(known);
        } else {
            known = new Watcher<>(watcher, freeWatcherIds.removeLast());
            watchersById.set(known.id, known);
        }
        watchers.insert(known.id);
        return known;
    }

    /// Ends all watches of a watcher and forgets it.
    public void removeAll(W watcher) {
        checkNotFiring();
        Watcher<W> known = find(watcher);
        if (known == null) {
            return;
        }
        watchers.delete(known.id);
        for (WatchMode mode : MODES) {
            Registrations registrations = registrations(mode);
            int pair;
            while ((pair = registrations.firstOf(known)) != NONE) {
                remove(mode, pair, known);
            }
        }
        watchersById.set(known.id, null);
        freeWatcherIds.add(known.id);
    }

    /// Whether a watcher watches exactly this path.
    ///
    /// @param type one of the types of [Request.Watches]
    public boolean contains(String path, W watcher, int type) {
        Watcher<W> known = find(watcher);
        if (known == null) {
            return false;
        }
        int hash = pathHash.of(path);
        for (WatchMode mode : MODES) {
            if (covers(type, mode) && registrations(mode).contains(path, hash, known)) {
                return true;
            }
        }
        return false;
    }

    /// Ends a watcher's watches on exactly this path.
    ///
    /// @param type one of the types of [Request.Watches]
    /// @return whether there was one
    public boolean remove(String path, W watcher, int type) {
        checkNotFiring();
        Watcher<W> known = find(watcher);
        if (known == null) {
            return false;
        }
        boolean found = false;
        int hash = pathHash.of(path);
        for (WatchMode mode : MODES) {
            if (covers(type, mode)) {
                int pair = registrations(mode).find(path, hash, known);
                if (pair != NONE) {
                    remove(mode, pair, known);
                    found = true;
                }
            }
        }
        return found;
    }

    private static boolean covers(int type, WatchMode mode) {
        return switch (type) {
            case Request.Watches.CHILDREN -> mode == WatchMode.CHILD;
            case Request.Watches.DATA -> mode == WatchMode.DATA;
            case Request.Watches.ANY -> true;
            case Request.Watches.PERSISTENT -> mode == WatchMode.PERSISTENT;
            case Request.Watches.PERSISTENT_RECURSIVE -> mode == WatchMode.RECURSIVE;
            default -> throw new IllegalArgumentException("watch type " + type + " is not 1 to 5");
        };
    }

    /// Tells the watchers of a znode, of its parent and of its ancestors about a change, and ends
    /// the one-shot watches among them. Each watcher hears of the znode at most once, and of its
    /// parent's changed list of children at most once after that.
    ///
    /// @param path a well-formed path
    public void fire(ChangeKind kind, String path, EventSink<? super W> sink) {
        checkNotFiring();
        if (count() == 0) {
            return;
        }
        firing = true;
        try {
            switch (kind) {
                case CREATED -> {
                    fireNode(WatcherEvent.NODE_CREATED, path, sink);
                    fireChildren(path, sink);
                }
                case DELETED -> {
                    fireNode(WatcherEvent.NODE_DELETED, path, sink);
                    fireChildren(path, sink);
                }
                case DATA_CHANGED -> fireNode(WatcherEvent.NODE_DATA_CHANGED, path, sink);
            }
        } finally {
            firing = false;
        }
    }

    private void fireNode(int eventType, String path, EventSink<? super W> sink) {
        step++;
        int length = path.length();
        int hash = PathHash.EMPTY;
        for (int at = 0; at < length; at++) {
            char c = path.charAt(at);
            if (c == '/' && length > 1 && recursive.size() > 0) {
                // The root is the ancestor whose path ends with the slash.
                int ancestor =
                        at == 0
                                ? recursive.pathId(path, 1, pathHash.with(hash, c))
                                : recursive.pathId(path, at, hash);
                inform(recursive, ancestor, eventType, path, sink);
            }
            hash = pathHash.with(hash, c);
        }
        inform(recursive, recursive.pathId(path, length, hash), eventType, path, sink);
        inform(persistent, persistent.pathId(path, length, hash), eventType, path, sink);
        useUp(WatchMode.DATA, data.pathId(path, length, hash), eventType, path, sink);
        if (eventType == WatcherEvent.NODE_DELETED) {
            useUp(WatchMode.CHILD, child.pathId(path, length, hash), eventType, path, sink);
        }
    }

    private void fireChildren(String path, EventSink<? super W> sink) {
        if (childCount == 0) {
            return;
        }
        step++;
        int length = Math.max(path.lastIndexOf('/'), 1);
        int hash = PathHash.EMPTY;
        for (int at = 0; at < length; at++) {
            hash = pathHash.with(hash, path.charAt(at));
        }
        int eventType = WatcherEvent.NODE_CHILDREN_CHANGED;
        int persistentId = persistent.pathId(path, length, hash);
        if (persistentId != NONE) {
            inform(persistent, persistentId, eventType, persistent.path(persistentId), sink);
        }
        int childId = child.pathId(path, length, hash);
        if (childId != NONE) {
            useUp(WatchMode.CHILD, childId, eventType, child.path(childId), sink);
        }
    }

    /// Fires watches that last.
    private void inform(
            Registrations registrations,
            int pathId,
            int eventType,
            String path,
            EventSink<? super W> sink) {
        if (pathId == NONE) {
            return;
        }
        for (int pair = registrations.firstOf(pathId);
                pair != NONE;
                pair = registrations.nextOfPath(pair)) {
            deliver(watcher(registrations.watcherIdOf(pair)), eventType, path, sink);
        }
    }

    /// Fires one-shot watches and ends them.
    private void useUp(
            WatchMode mode, int pathId, int eventType, String path, EventSink<? super W> sink) {
        Registrations registrations = registrations(mode);
        int next = pathId == NONE ? NONE : registrations.firstOf(pathId);
        while (next != NONE) {
            int pair = next;
            next = registrations.nextOfPath(pair);
            Watcher<W> watcher = watcher(registrations.watcherIdOf(pair));
            remove(mode, pair, watcher);
            deliver(watcher, eventType, path, sink);
        }
    }

    private void deliver(
            Watcher<W> watcher, int eventType, String path, EventSink<? super W> sink) {
        if (watcher.notifiedAt != step) {
            watcher.notifiedAt = step;
            sink.deliver(watcher.value, eventType, path);
        }
    }

    private void remove(WatchMode mode, int pair, Watcher<W> watcher) {
        Registrations registrations = registrations(mode);
        count(registrations.pathOf(pair), registrations.hashOf(pair), watcher, mode, -1);
        registrations.remove(pair, watcher);
    }

    /// Counts a watch that comes or goes, unless another one of the same watcher on the same path
    /// keeps the entry in the table anyway.
    private void count(String path, int hash, Watcher<W> watcher, WatchMode mode, int change) {
        if (mode != WatchMode.CHILD && !watchesDataElsewhere(path, hash, watcher, mode)) {
            dataCount += change;
        }
        if (switch (mode) {
            case CHILD -> !persistent.contains(path, hash, watcher);
            case PERSISTENT -> !child.contains(path, hash, watcher);
            case DATA, RECURSIVE -> false;
        }) {
            childCount += change;
        }
    }

    /// Whether a watcher watches a znode in a mode other than the given one.
    private boolean watchesDataElsewhere(
            String path, int hash, Watcher<W> watcher, WatchMode mode) {
        return (mode != WatchMode.DATA && data.contains(path, hash, watcher))
                || (mode != WatchMode.PERSISTENT && persistent.contains(path, hash, watcher))
                || (mode != WatchMode.RECURSIVE && recursive.contains(path, hash, watcher));
    }

    /// How many watches there are on znodes: modes other than [WatchMode#CHILD], where several
    /// modes of one watcher on one path count once.
    public int dataCount() {
        return dataCount;
    }

    /// How many watches there are in all: those on znodes and those on lists of children.
    public int count() {
        return dataCount + childCount;
    }

    /// Shows each watch on a znode once (what [#dataCount] counts), all of one watcher together.
    public void forEachDataWatch(BiConsumer<? super W, String> visitor) {
        for (Watcher<W> watcher : watchersById) {
            if (watcher == null) {
                continue;
            }
            for (WatchMode mode : MODES) {
                if (mode == WatchMode.CHILD) {
                    continue;
                }
                Registrations registrations = registrations(mode);
                for (int pair = registrations.firstOf(watcher);
                        pair != NONE;
                        pair = registrations.nextOfWatcher(pair, watcher)) {
                    if (!isListed(mode, pair, watcher)) {
                        visitor.accept(watcher.value, registrations.pathOf(pair));
                    }
                }
            }
        }
    }

    /// Whether an earlier mode has the same watcher and path.
    private boolean isListed(WatchMode mode, int pair, Watcher<W> watcher) {
        Registrations registrations = registrations(mode);
        String path = registrations.pathOf(pair);
        int hash = registrations.hashOf(pair);
        return switch (mode) {
            case DATA, CHILD -> false;
            case PERSISTENT -> data.contains(path, hash, watcher);
            case RECURSIVE ->
                    data.contains(path, hash, watcher) || persistent.contains(path, hash, watcher);
        };
    }

    private Registrations registrations(WatchMode mode) {
        return switch (mode) {
            case DATA -> data;
            case CHILD -> child;
            case PERSISTENT -> persistent;
            case RECURSIVE -> recursive;
        };
    }

    private Watcher<W> watcher(int id) {
        return Objects.requireNonNull(watchersById.get(id));
    }

    private @Nullable Watcher<W> find(W value) {
        int slot = watchers.slotFor(value.hashCode());
        for (int id = watchers.idAt(slot); id != NONE; id = watchers.idAt(slot)) {
            Watcher<W> known = watcher(id);
            if (known.value.equals(value)) {
                return known;
            }
            slot = watchers.slotAfter(slot);
        }
        return null;
    }

    private final class WatcherIndex extends SlotIndex {
        @Override
        int hashOf(int id) {
            return watcher(id).value.hashCode();
        }
    }

    private void checkNotFiring() {
        if (firing) {
            throw new IllegalStateException("an event sink touched the table that called it");
        }
    }
}
