package paddock.conformance.faults;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one client knows about its own part of the tree.
///
/// Acknowledged changes must be there. Those sent and not acknowledged may be, but only in order: a
/// server that has the third must have the first two.
final class Ledger {
    private final Map<String, String> acknowledged = new TreeMap<>();
    private final Deque<Change> underWay = new ArrayDeque<>();

    /// A change to one znode: its new value, or null when it is deleted.
    record Change(String path, @Nullable String value) {}

    void sent(Change change) {
        underWay.addLast(change);
    }

    /// The oldest change under way has been acknowledged.
    void acknowledge() {
        apply(underWay.removeFirst(), acknowledged);
    }

    /// What a znode will hold once all that was sent is done, or null.
    @Nullable String latest(String path) {
        String value = acknowledged.get(path);
        for (Change change : underWay) {
            if (change.path().equals(path)) {
                value = change.value();
            }
        }
        return value;
    }

    int inFlight() {
        return underWay.size();
    }

    /// Takes what the server holds for the truth, or says why that cannot be.
    @Nullable String reconcile(Map<String, String> found) {
        var state = new TreeMap<>(acknowledged);
        List<Change> pending = new ArrayList<>(underWay);
        for (int done = 0; ; done++) {
            if (state.equals(found)) {
                acknowledged.clear();
                acknowledged.putAll(found);
                underWay.clear();
                return null;
            }
            if (done == pending.size()) {
                return "acknowledged %s, then sent %s, but found %s"
                        .formatted(acknowledged, pending, found);
            }
            apply(pending.get(done), state);
        }
    }

    private static void apply(Change change, Map<String, String> state) {
        if (change.value() == null) {
            state.remove(change.path());
        } else {
            state.put(change.path(), change.value());
        }
    }
}
