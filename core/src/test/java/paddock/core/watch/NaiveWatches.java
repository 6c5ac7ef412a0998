package paddock.core.watch;

import paddock.wire.protocol.Request.Watches;
import paddock.wire.protocol.WatcherEvent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The two tables of the data model reference, section 8.1, taken literally.
final class NaiveWatches {
    record Pair(String path, int watcher) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int byPath = path.compareTo(other.path);
            return byPath != 0 ? byPath : Integer.compare(watcher, other.watcher);
        }
    }

    record Event(int watcher, String type, String path) {}

    final Map<Pair, Set<WatchMode>> data = new TreeMap<>();
    final Map<Pair, Set<WatchMode>> child = new TreeMap<>();

    void add(String path, int watcher, WatchMode mode) {
        Pair key = new Pair(path, watcher);
        if (mode != WatchMode.CHILD) {
            add(data, key, mode);
        }
        if (mode == WatchMode.CHILD || mode == WatchMode.PERSISTENT) {
            add(child, key, mode);
        }
    }

    private static void add(Map<Pair, Set<WatchMode>> table, Pair key, WatchMode mode) {
        table.computeIfAbsent(key, k -> EnumSet.noneOf(WatchMode.class)).add(mode);
    }

    void removeAll(int watcher) {
        data.keySet().removeIf(key -> key.watcher() == watcher);
        child.keySet().removeIf(key -> key.watcher() == watcher);
    }

    boolean contains(String path, int watcher, int type) {
        Pair key = new Pair(path, watcher);
        return has(data, key, type) || has(child, key, type);
    }

    private static boolean has(Map<Pair, Set<WatchMode>> table, Pair key, int type) {
        Set<WatchMode> modes = table.getOrDefault(key, Set.of());
        return type == Watches.ANY ? !modes.isEmpty() : modes.contains(mode(type));
    }

    boolean remove(String path, int watcher, int type) {
        boolean found = contains(path, watcher, type);
        for (Map<Pair, Set<WatchMode>> table : List.of(data, child)) {
            Pair key = new Pair(path, watcher);
            if (type == Watches.ANY) {
                table.remove(key);
            } else if (has(table, key, type)) {
                table.computeIfPresent(
                        key,
                        (same, modes) -> {
                            modes.remove(mode(type));
                            return modes.isEmpty() ? null : modes;
                        });
            }
        }
        return found;
    }

    private static WatchMode mode(int type) {
        return switch (type) {
            case Watches.CHILDREN -> WatchMode.CHILD;
            case Watches.DATA -> WatchMode.DATA;
            case Watches.PERSISTENT -> WatchMode.PERSISTENT;
            case Watches.PERSISTENT_RECURSIVE -> WatchMode.RECURSIVE;
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    List<Event> fire(ChangeKind kind, String path) {
        List<Event> events = new ArrayList<>();
        String parent = path.lastIndexOf('/') == 0 ? "/" : path.substring(0, path.lastIndexOf('/'));
        switch (kind) {
            case CREATED -> {
                trigger(data, path, "NodeCreated", new HashSet<>(), events);
                trigger(child, parent, "NodeChildrenChanged", new HashSet<>(), events);
            }
            case DELETED -> {
                Set<Integer> notified = new HashSet<>();
                trigger(data, path, "NodeDeleted", notified, events);
                trigger(child, path, "NodeDeleted", notified, events);
                trigger(child, parent, "NodeChildrenChanged", new HashSet<>(), events);
            }
            case DATA_CHANGED -> trigger(data, path, "NodeDataChanged", new HashSet<>(), events);
        }
        return events;
    }

    private static void trigger(
            Map<Pair, Set<WatchMode>> table,
            String path,
            String type,
            Set<Integer> notified,
            List<Event> events) {
        table.forEach(
                (key, modes) -> {
                    boolean above =
                            isAncestor(key.path(), path) && modes.contains(WatchMode.RECURSIVE);
                    if ((key.path().equals(path) || above) && notified.add(key.watcher())) {
                        events.add(new Event(key.watcher(), type, path));
                    }
                    if (key.path().equals(path)) {
                        modes.remove(WatchMode.DATA);
                        modes.remove(WatchMode.CHILD);
                    }
                });
        table.values().removeIf(Set::isEmpty);
    }

    private static boolean isAncestor(String above, String path) {
        return above.equals("/") ? path.length() > 1 : path.startsWith(above + "/");
    }

    static String name(int eventType) {
        return switch (eventType) {
            case WatcherEvent.NODE_CREATED -> "NodeCreated";
            case WatcherEvent.NODE_DELETED -> "NodeDeleted";
            case WatcherEvent.NODE_DATA_CHANGED -> "NodeDataChanged";
            case WatcherEvent.NODE_CHILDREN_CHANGED -> "NodeChildrenChanged";
            default -> throw new IllegalArgumentException("event type " + eventType);
        };
    }
}
