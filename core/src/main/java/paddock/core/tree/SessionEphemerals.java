package paddock.core.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The ephemerals of one session, in no order. Each knows its place here, so that none is searched
/// for.
final class SessionEphemerals {
    // Most sessions own one or two, and a few own very many.
    private static final int SMALLEST = 2;

    private Ephemeral[] slots = new Ephemeral[SMALLEST];
    private int size;

    void add(Ephemeral node) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
        }
        node.slot(size);
        slots[size++] = node;
    }

    /// Puts a znode where its other shape was.
    void replace(Ephemeral before, Ephemeral after) {
        after.slot(before.slot());
        slots[before.slot()] = after;
    }

    void remove(Ephemeral node) {
        Ephemeral last = slots[--size];
        last.slot(node.slot());
        slots[node.slot()] = last;
        slots[size] = null;
    }

    boolean isEmpty() {
        return size == 0;
    }

    List<String> paths() {
        List<String> paths = new ArrayList<>(size);
        for (int at = 0; at < size; at++) {
            paths.add(slots[at].path());
        }
        return paths;
    }
}
