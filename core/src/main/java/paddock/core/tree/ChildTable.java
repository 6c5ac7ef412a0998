package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;

import java.util.Arrays;

/// The children of one znode by name: an open-addressing table of nothing but references.
final class ChildTable {
    private static final int SMALLEST = 2;

    private @Nullable Znode[] slots;
    private int size;

    /// The newest image that does not see this table.
    final int imageEpoch;

    /// What names are hashed with; a number that clients do not know, or one of them could choose
    /// names that all want the same slot.
    private final int multiplier;

    ChildTable(int imageEpoch, int multiplier) {
        this(new Znode[SMALLEST], 0, imageEpoch, multiplier);
    }

    private ChildTable(@Nullable Znode[] slots, int size, int imageEpoch, int multiplier) {
        this.slots = slots;
        this.size = size;
        this.imageEpoch = imageEpoch;
        this.multiplier = multiplier;
    }

    /// An equal table that can change while the other one stays.
    ChildTable copy(int newImageEpoch) {
        return new ChildTable(slots.clone(), size, newImageEpoch, multiplier);
    }

    int size() {
        return size;
    }

    /// The table itself, for walking; changes with the next insertion or removal.
    @Nullable Znode[] slots() {
        return slots;
    }

    @Nullable Znode find(byte[] path, int from, int to) {
        @Nullable Znode[] table = slots;
        int mask = table.length - 1;
        for (int i = hash(path, from, to) & mask; ; i = (i + 1) & mask) {
            Znode node = table[i];
            if (node == null) {
                return null;
            }
            byte[] name = node.name;
            if (name.length == to - from && Arrays.equals(name, 0, name.length, path, from, to)) {
                return node;
            }
        }
    }

    /// Adds a child whose name is not there yet.
    void insert(Znode node) {
        // At most three quarters full, and never without a free slot to end a search.
        if (4 * (size + 1) > 3 * slots.length) {
            grow();
        }
        place(node);
        size++;
    }

    /// Puts `node` where the child of the same name was.
    void replace(Znode node) {
        slots[indexOf(node.name)] = node;
    }

    /// Removes the child of that name, which is there.
    void remove(byte[] name) {
        @Nullable Znode[] table = slots;
        int mask = table.length - 1;
        int hole = indexOf(name);
        // Close the gap, so that no search ends too early: move up whatever was pushed past it.
        for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
            Znode node = table[i];
            if (node == null) {
                break;
            }
            int home = hash(node.name, 0, node.name.length) & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                table[hole] = node;
                hole = i;
            }
        }
        table[hole] = null;
        size--;
    }

    void writeNames(JuteWriter out) {
        out.writeInt(size);
        for (Znode node : slots) {
            if (node != null) {
                out.writeBuffer(node.name);
            }
        }
    }

    private int indexOf(byte[] name) {
        int mask = slots.length - 1;
        for (int i = hash(name, 0, name.length) & mask; ; i = (i + 1) & mask) {
            Znode node = slots[i];
            if (node == null) {
                throw new IllegalStateException("child is not in the table");
            }
            if (Arrays.equals(node.name, name)) {
                return i;
            }
        }
    }

    private void grow() {
        @Nullable Znode[] old = slots;
        slots = new Znode[2 * old.length];
        for (Znode node : old) {
            if (node != null) {
                place(node);
            }
        }
    }

    private void place(Znode node) {
        int mask = slots.length - 1;
        int i = hash(node.name, 0, node.name.length) & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = node;
    }

    private int hash(byte[] bytes, int from, int to) {
        int by = multiplier;
        int h = 0;
        for (int i = from; i < to; i++) {
            h = by * h + bytes[i];
        }
        // Sequential names differ in few low bits: spread them.
        h *= 0x9e3779b9;
        return h ^ (h >>> 15);
    }
}
