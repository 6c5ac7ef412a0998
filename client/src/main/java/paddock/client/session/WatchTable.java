package paddock.client.session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who watches what. Paths are those of the program, without the chroot.
///
/// The session's own thread changes it as answers and events arrive; any thread may look.
public final class WatchTable {
    /// Guarded by this, with the maps and sets inside.
    private final Map<WatchKind, Map<String, Set<Object>>> tables = new EnumMap<>(WatchKind.class);

    WatchTable() {}

    /// Who watches a path, or nobody.
    public synchronized Set<Object> watchers(WatchKind kind, String path) {
        Set<Object> found = table(kind).get(path);
        return found == null ? Set.of() : Set.copyOf(found);
    }

    /// The paths that are watched in one way.
    public synchronized List<String> paths(WatchKind kind) {
        return List.copyOf(table(kind).keySet());
    }

    /// Whether a watcher, or anybody where it is null, watches a path in one of these ways.
    public synchronized boolean contains(
            Set<WatchKind> kinds, String path, @Nullable Object watcher) {
        for (WatchKind kind : kinds) {
            Set<Object> found = table(kind).get(path);
            if (found != null && (watcher == null || found.contains(watcher))) {
                return true;
            }
        }
        return false;
    }

    /// Whether nobody watches anything.
    public synchronized boolean isEmpty() {
        return tables.values().stream().allMatch(Map::isEmpty);
    }

    /// Everybody who watches anything.
    public synchronized Set<Object> all() {
        Set<Object> all = new LinkedHashSet<>();
        for (Map<String, Set<Object>> table : tables.values()) {
            table.values().forEach(all::addAll);
        }
        return all;
    }

    synchronized void register(WatchKind kind, String path, Object watcher) {
        // Most paths have a single watcher.
        tables.computeIfAbsent(kind, each -> new HashMap<>())
                .computeIfAbsent(path, each -> new HashSet<>(2))
                .add(watcher);
    }

    /// Takes out a watcher, or all of the path where it is null, and says who is gone.
    synchronized Set<Object> remove(WatchKind kind, String path, @Nullable Object watcher) {
        Map<String, Set<Object>> table = table(kind);
        Set<Object> found = table.get(path);
        if (found == null) {
            return Set.of();
        }
        if (watcher == null) {
            table.remove(path);
            return found;
        }
        if (!found.remove(watcher)) {
            return Set.of();
        }
        if (found.isEmpty()) {
            table.remove(path);
        }
        return Set.of(watcher);
    }

    synchronized void clear() {
        tables.clear();
    }

    /// Whom an event concerns; watches that look once are gone with it.
    synchronized Set<Object> fire(SessionEvent.Kind kind, String path) {
        Set<Object> concerned = new LinkedHashSet<>();
        switch (kind) {
            case NODE_CREATED, DATA_CHANGED -> {
                take(WatchKind.DATA, path, concerned);
                take(WatchKind.EXISTS, path, concerned);
                look(WatchKind.PERSISTENT, path, concerned);
                lookUpwards(path, concerned);
            }
            case NODE_DELETED -> {
                take(WatchKind.DATA, path, concerned);
                take(WatchKind.EXISTS, path, concerned);
                take(WatchKind.CHILDREN, path, concerned);
                look(WatchKind.PERSISTENT, path, concerned);
                lookUpwards(path, concerned);
            }
            case CHILDREN_CHANGED -> {
                take(WatchKind.CHILDREN, path, concerned);
                look(WatchKind.PERSISTENT, path, concerned);
            }
            default -> throw new IllegalArgumentException(kind + " is not an event of servers");
        }
        return concerned;
    }

    private void take(WatchKind kind, String path, Set<Object> into) {
        Map<String, Set<Object>> table = tables.get(kind);
        Set<Object> found = table == null ? null : table.remove(path);
        if (found != null) {
            into.addAll(found);
        }
    }

    private void look(WatchKind kind, String path, Set<Object> into) {
        Set<Object> found = table(kind).get(path);
        if (found != null) {
            into.addAll(found);
        }
    }

    private void lookUpwards(String path, Set<Object> into) {
        if (table(WatchKind.PERSISTENT_RECURSIVE).isEmpty()) {
            return;
        }
        String at = path;
        while (at.length() > 1) {
            look(WatchKind.PERSISTENT_RECURSIVE, at, into);
            at = at.substring(0, Math.max(at.lastIndexOf('/'), 0));
        }
        look(WatchKind.PERSISTENT_RECURSIVE, "/", into);
    }

    /// What has to be said to a server that does not know the watches, cut into pieces whose paths
    /// take about `maxPathBytes` at most, each with `more` bytes before it.
    synchronized List<Piece> pieces(int maxPathBytes, int more) {
        List<Piece> pieces = new ArrayList<>();
        Piece piece = new Piece();
        int bytes = 0;
        for (var table : tables.entrySet()) {
            for (String path : table.getValue().keySet()) {
                int length = 4 + more + path.length();
                if (bytes > 0 && bytes + length > maxPathBytes) {
                    pieces.add(piece);
                    piece = new Piece();
                    bytes = 0;
                }
                piece.of(table.getKey()).add(path);
                bytes += length;
            }
        }
        if (bytes > 0) {
            pieces.add(piece);
        }
        return pieces;
    }

    private Map<String, Set<Object>> table(WatchKind kind) {
        Map<String, Set<Object>> table = tables.get(kind);
        return table == null ? Map.of() : table;
    }

    /// Watched paths by kind.
    static final class Piece {
        private final Map<WatchKind, List<String>> paths = new EnumMap<>(WatchKind.class);

        List<String> of(WatchKind kind) {
            return paths.computeIfAbsent(kind, each -> new ArrayList<>());
        }
    }
}
