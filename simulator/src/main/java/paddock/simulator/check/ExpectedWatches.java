package paddock.simulator.check;

import paddock.wire.protocol.Request;
import paddock.wire.protocol.WatcherEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The watches of one connection, as the rules have them (data model reference, section 8), and
/// what they are to tell.
final class ExpectedWatches {
    private final Set<String> data = new TreeSet<>();
    private final Set<String> children = new TreeSet<>();
    private final Set<String> persistent = new TreeSet<>();
    private final Set<String> recursive = new TreeSet<>();

    boolean isEmpty() {
        return data.isEmpty() && children.isEmpty() && persistent.isEmpty() && recursive.isEmpty();
    }

    void watchData(String path) {
        data.add(path);
    }

    void watchChildren(String path) {
        children.add(path);
    }

    void watchLasting(String path, int mode) {
        (mode == Request.AddWatch.PERSISTENT ? persistent : recursive).add(path);
    }

    /// What a change has them tell; one-shot ones end with it.
    List<WatcherEvent> fire(Chronicle.Change change) {
        List<WatcherEvent> events = new ArrayList<>();
        String path = change.path();
        boolean heard = persistent.contains(path) || isBelowRecursive(path);
        heard |= data.remove(path);
        switch (change.kind()) {
            case CHANGED -> add(events, heard, WatcherEvent.NODE_DATA_CHANGED, path);
            case CREATED -> add(events, heard, WatcherEvent.NODE_CREATED, path);
            case DELETED -> {
                heard |= children.remove(path);
                add(events, heard, WatcherEvent.NODE_DELETED, path);
            }
        }
        if (change.kind() != Chronicle.Kind.CHANGED) {
            String parent = parentOf(path);
            boolean listed = persistent.contains(parent);
            listed |= children.remove(parent);
            add(events, listed, WatcherEvent.NODE_CHILDREN_CHANGED, parent);
        }
        return events;
    }

    private boolean isBelowRecursive(String path) {
        for (String top : recursive) {
            if (path.equals(top) || path.startsWith(top.equals("/") ? top : top + "/")) {
                return true;
            }
        }
        return false;
    }

    private static String parentOf(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 1));
    }

    private static void add(List<WatcherEvent> events, boolean heard, int type, String path) {
        if (heard) {
            events.add(new WatcherEvent(type, WatcherEvent.SYNC_CONNECTED, path));
        }
    }
}
