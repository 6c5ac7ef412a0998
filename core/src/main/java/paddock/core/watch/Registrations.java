package paddock.core.watch;

import java.util.Arrays;

/// The watches of one mode: pairs of a path and a watcher, each at most once.
///
/// A pair is six ints in one array. Two of them name path and watcher; the others chain it into two
/// rings, one through all watchers of the path and one through all paths of the watcher, in the
/// order of registration. Everything is constant time, however many watch one path.
final class Registrations {
    static final int NONE = SlotIndex.NONE;

    private static final int PATH = 0;
    private static final int WATCHER = 1;
    // A ring is named after the offset of its forward link; the link back is next to it.
    private static final int PATH_RING = 2;
    private static final int WATCHER_RING = 4;
    private static final int STRIDE = 6;
    private static final int LEAST_PAIRS = 8;

    private final PathIndex paths = new PathIndex();
    private final PairIndex index = new PairIndex();
    private final WatchMode mode;

    private int[] pairs = new int[LEAST_PAIRS * STRIDE];
    private int used;
    private int free = NONE;

    Registrations(WatchMode mode) {
        this.mode = mode;
    }

    int size() {
        return index.size();
    }

    /// The number of the path that consists of the first `length` characters of `text`, or [#NONE]
    /// when nobody watches it.
    int pathId(String text, int length, int hash) {
        return paths.find(text, length, hash);
    }

    /// Adds a pair.
    ///
    /// @return whether it was not there yet
    boolean add(String path, int hash, Watcher<?> watcher) {
        int pathId = paths.find(path, path.length(), hash);
        if (pathId == NONE) {
            pathId = paths.add(path, hash);
        } else if (find(pathId, watcher.id) != NONE) {
            return false;
        }
        int pair = allocate();
        pairs[pair * STRIDE + PATH] = pathId;
        pairs[pair * STRIDE + WATCHER] = watcher.id;
        paths.setHead(pathId, append(PATH_RING, paths.head(pathId), pair));
        watcher.setHead(mode, append(WATCHER_RING, watcher.head(mode), pair));
        index.insert(pair);
        return true;
    }

    /// The pair of a path and a watcher, or [#NONE].
    int find(String path, int hash, Watcher<?> watcher) {
        if (watcher.head(mode) == NONE) {
            return NONE;
        }
        int pathId = paths.find(path, path.length(), hash);
        return pathId == NONE ? NONE : find(pathId, watcher.id);
    }

    boolean contains(String path, int hash, Watcher<?> watcher) {
        return find(path, hash, watcher) != NONE;
    }

    private int find(int pathId, int watcherId) {
        for (int slot = index.slotFor(hash(pathId, watcherId)); ; slot = index.slotAfter(slot)) {
            int pair = index.idAt(slot);
            if (pair == NONE || (pathIdOf(pair) == pathId && watcherIdOf(pair) == watcherId)) {
                return pair;
            }
        }
    }

    /// Removes a pair.
    ///
    /// @param watcher the pair's own
    void remove(int pair, Watcher<?> watcher) {
        index.delete(pair);
        int pathId = pathIdOf(pair);
        int head = detach(PATH_RING, paths.head(pathId), pair);
        paths.setHead(pathId, head);
        if (head == NONE) {
            paths.remove(pathId);
        }
        watcher.setHead(mode, detach(WATCHER_RING, watcher.head(mode), pair));
        release(pair);
    }

    /// The first pair of a path, or [#NONE].
    int firstOf(int pathId) {
        return paths.head(pathId);
    }

    /// The next pair of the same path, or [#NONE] after the last.
    int nextOfPath(int pair) {
        int next = pairs[pair * STRIDE + PATH_RING];
        return next == paths.head(pathIdOf(pair)) ? NONE : next;
    }

    /// The first pair of a watcher, or [#NONE].
    int firstOf(Watcher<?> watcher) {
        return watcher.head(mode);
    }

    /// The next pair of the same watcher, or [#NONE] after the last.
    int nextOfWatcher(int pair, Watcher<?> watcher) {
        int next = pairs[pair * STRIDE + WATCHER_RING];
        return next == watcher.head(mode) ? NONE : next;
    }

    int watcherIdOf(int pair) {
        return pairs[pair * STRIDE + WATCHER];
    }

    private int pathIdOf(int pair) {
        return pairs[pair * STRIDE + PATH];
    }

    String pathOf(int pair) {
        return paths.path(pathIdOf(pair));
    }

    int hashOf(int pair) {
        return paths.hashOf(pathIdOf(pair));
    }

    String path(int pathId) {
        return paths.path(pathId);
    }

    private int allocate() {
        if (free != NONE) {
            int pair = free;
            free = pairs[pair * STRIDE];
            return pair;
        }
        if (used * STRIDE == pairs.length) {
            pairs = Arrays.copyOf(pairs, PathIndex.grown(used) * STRIDE);
        }
        return used++;
    }

    private void release(int pair) {
        pairs[pair * STRIDE] = free;
        free = pair;
        if (index.size() == 0) {
            pairs = new int[LEAST_PAIRS * STRIDE];
            used = 0;
            free = NONE;
        }
    }

    /// Puts a pair at the end of a ring.
    ///
    /// @return the head of the ring
    private int append(int ring, int head, int pair) {
        if (head == NONE) {
            link(ring, pair, pair);
            return pair;
        }
        int last = pairs[head * STRIDE + ring + 1];
        link(ring, last, pair);
        link(ring, pair, head);
        return head;
    }

    /// Takes a pair out of a ring.
    ///
    /// @return the head of what is left
    private int detach(int ring, int head, int pair) {
        int next = pairs[pair * STRIDE + ring];
        if (next == pair) {
            return NONE;
        }
        link(ring, pairs[pair * STRIDE + ring + 1], next);
        return head == pair ? next : head;
    }

    private void link(int ring, int from, int to) {
        pairs[from * STRIDE + ring] = to;
        pairs[to * STRIDE + ring + 1] = from;
    }

    private static int hash(int pathId, int watcherId) {
        return pathId * 0x85EBCA6B ^ watcherId * 0xC2B2AE35;
    }

    private final class PairIndex extends SlotIndex {
        @Override
        int hashOf(int pair) {
            return hash(pathIdOf(pair), watcherIdOf(pair));
        }
    }
}
