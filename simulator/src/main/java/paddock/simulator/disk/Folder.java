package paddock.simulator.disk;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A folder: which entries are durable, and which came and went since the last force.
final class Folder implements Inode {
    private final List<Change> unforced = new ArrayList<>();
    private TreeMap<String, Inode> durable = new TreeMap<>();
    private TreeMap<String, Inode> seen = new TreeMap<>();

    /// Something that a force makes durable, as a whole.
    private sealed interface Change {
        record Added(String name, Inode inode) implements Change {}

        record Removed(String name) implements Change {}

        record Renamed(String from, String to, Inode inode) implements Change {}
    }

    @Nullable Inode find(String name) {
        return seen.get(name);
    }

    List<String> names() {
        return List.copyOf(seen.keySet());
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }

    void add(String name, Inode inode) {
        perform(new Change.Added(name, inode));
    }

    void remove(String name) {
        perform(new Change.Removed(name));
    }

    void rename(String from, String to, Inode inode) {
        perform(new Change.Renamed(from, to, inode));
    }

    private void perform(Change change) {
        apply(change, seen);
        unforced.add(change);
    }

    void force() {
        unforced.forEach(change -> apply(change, durable));
        unforced.clear();
    }

    /// The power fails, for this folder and everything in it.
    void lose(PowerLoss loss, RandomGenerator random) {
        int fate = random.nextInt(loss.anyOrder() ? 4 : 3);
        int kept =
                switch (fate) {
                    case 0 -> 0;
                    case 1 -> unforced.size();
                    default -> random.nextInt(unforced.size() + 1);
                };
        for (int i = 0; i < unforced.size(); i++) {
            if (fate == 3 ? random.nextBoolean() : i < kept) {
                apply(unforced.get(i), durable);
            }
        }
        unforced.clear();
        seen = new TreeMap<>(durable);
        for (Inode inode : seen.values()) {
            switch (inode) {
                case Content content -> content.lose(loss, random);
                case Folder folder -> folder.lose(loss, random);
            }
        }
    }

    private static void apply(Change change, Map<String, Inode> entries) {
        switch (change) {
            case Change.Added(String name, Inode inode) -> entries.put(name, inode);
            case Change.Removed(String name) -> entries.remove(name);
            case Change.Renamed(String from, String to, Inode inode) -> {
                entries.remove(from);
                entries.put(to, inode);
            }
        }
    }
}
