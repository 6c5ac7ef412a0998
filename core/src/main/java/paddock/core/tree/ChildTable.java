package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The children of one znode by name: an open-addressing table of nothing but references.
///
/// A large table has a byte of each name's hash beside them, which tells a stranger without a look
/// at it: what a search looks at is seldom in the processor's caches then.
final class ChildTable {
    private static final int SMALLEST = 2;
    private static final int SMALLEST_WITH_TAGS = 1024;

    private @Nullable Znode[] slots;

    /// Of each slot: the tag of the name there, 0 where there is none; null in small tables.
    private byte @Nullable [] tags;

    private int size;

    /// The path of whose children these are, once somebody asked.
    private @Nullable String parentPath;

    /// The newest image that does not see this table.
    final int imageEpoch;

    /// What names are hashed with; a number that clients do not know, or one of them could choose
    /// names that all want the same slot.
    private final int multiplier;

    ChildTable(int imageEpoch, int multiplier) {
        this(new Znode[SMALLEST], null, 0, imageEpoch, multiplier);
    }

    private ChildTable(
            @Nullable Znode[] slots,
            byte @Nullable [] tags,
            int size,
            int imageEpoch,
            int multiplier) {
        this.slots = slots;
        this.tags = tags;
        this.size = size;
        this.imageEpoch = imageEpoch;
        this.multiplier = multiplier;
    }

    /// An equal table that can change while the other one stays.
    ChildTable copy(int newImageEpoch) {
        byte[] oldTags = tags;
        ChildTable copy =
                new ChildTable(
                        slots.clone(),
                        oldTags == null ? null : oldTags.clone(),
                        size,
                        newImageEpoch,
                        multiplier);
        copy.parentPath = parentPath;
        return copy;
    }

    int size() {
        return size;
    }

    /// The table itself, for walking; changes with the next insertion or removal.
    @Nullable Znode[] slots() {
        return slots;
    }

    /// The path of whose children these are, as one and the same text for all that ask.
    ///
    /// @param path an array that has it in UTF-8 from `from` to `to`
    String parentPath(byte[] path, int from, int to) {
        String known = parentPath;
        if (known == null) {
            known = new String(path, from, to - from, StandardCharsets.UTF_8);
            parentPath = known;
        }
        return known;
    }

    @Nullable Znode find(byte[] path, int from, int to) {
        int slot = slotOf(hash(path, from, to), path, from, to);
        return slot < 0 ? null : slots[slot];
    }

    /// Where the child of that name is, or -1.
    private int slotOf(int hash, byte[] path, int from, int to) {
        @Nullable Znode[] table = slots;
        byte[] known = tags;
        byte tag = tag(hash);
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            if (known != null && known[i] != tag) {
                if (known[i] == 0) {
                    return -1;
                }
                continue;
            }
            Znode node = table[i];
            if (node == null) {
                return -1;
            }
            byte[] name = node.name;
            if (name.length == to - from && Arrays.equals(name, 0, name.length, path, from, to)) {
                return i;
            }
        }
    }

    /// Adds a child unless one of its name is there already, and tells whether it did.
    boolean insertIfAbsent(Znode node) {
        byte[] name = node.name;
        int hash = hash(name, 0, name.length);
        if (slotOf(hash, name, 0, name.length) >= 0) {
            return false;
        }
        // At most three quarters full, and never without a free slot to end a search.
        if (4 * (size + 1) > 3 * slots.length) {
            grow();
        }
        place(node, hash);
        size++;
        return true;
    }

    /// Puts `node` where the child of the same name was.
    void replace(Znode node) {
        slots[indexOf(node.name)] = node;
    }

    /// Removes the child of that name, which is there.
    void remove(byte[] name) {
        @Nullable Znode[] table = slots;
        byte[] known = tags;
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
                if (known != null) {
                    known[hole] = known[i];
                }
                hole = i;
            }
        }
        table[hole] = null;
        if (known != null) {
            known[hole] = 0;
        }
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
        int slot = slotOf(hash(name, 0, name.length), name, 0, name.length);
        if (slot < 0) {
            throw new IllegalStateException("child is not in the table");
        }
        return slot;
    }

    private void grow() {
        @Nullable Znode[] old = slots;
        slots = new Znode[2 * old.length];
        tags = slots.length < SMALLEST_WITH_TAGS ? null : new byte[slots.length];
        for (Znode node : old) {
            if (node != null) {
                place(node, hash(node.name, 0, node.name.length));
            }
        }
    }

    private void place(Znode node, int hash) {
        int mask = slots.length - 1;
        int i = hash & mask;
        byte[] known = tags;
        if (known == null) {
            while (slots[i] != null) {
                i = (i + 1) & mask;
            }
        } else {
            while (known[i] != 0) {
                i = (i + 1) & mask;
            }
            known[i] = tag(hash);
        }
        slots[i] = node;
    }

    /// Never 0; of other bits than those that choose the slot.
    private static byte tag(int hash) {
        return (byte) (hash >>> 24 | 0x80);
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
