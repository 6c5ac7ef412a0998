package paddock.core.watch;

/// A hash table of small ints (ids) that are found by properties stored elsewhere.
///
/// Open addressing with linear probing: four bytes a slot, no objects. A subclass looks ids up by
/// walking from [#slotFor] until [#idAt] gives [#NONE].
abstract class SlotIndex {
    static final int NONE = -1;

    private static final int LEAST_SLOTS = 8;
    private static final int FIBONACCI = 0x9E3779B9;

    // Each slot holds an id plus one, so that a new array is an empty table.
    private int[] slots = new int[LEAST_SLOTS];
    private int size;

    /// The hash of an id that is in the table, or is about to be.
    abstract int hashOf(int id);

    /// Where the search for a hash begins.
    final int slotFor(int hash) {
        // The high half goes in twice, since hashes of similar paths hardly differ in it.
        int mixed = (hash ^ hash >>> 15) * FIBONACCI;
        return mixed >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    /// Where the search goes on.
    final int slotAfter(int slot) {
        return slot + 1 & slots.length - 1;
    }

    final int idAt(int slot) {
        return slots[slot] - 1;
    }

    final int size() {
        return size;
    }

    /// Adds an id that is not there yet.
    final void insert(int id) {
        if ((size + 1) * 4L > slots.length * 3L) {
            resize(slots.length * 2);
        }
        place(id);
        size++;
    }

    /// Removes an id that is there.
    final void delete(int id) {
        int hole = slotFor(hashOf(id));
        while (slots[hole] != id + 1) {
            hole = slotAfter(hole);
        }
        // Later ids of the same run move up, unless that would put them before their own place.
        for (int slot = slotAfter(hole); slots[slot] != 0; slot = slotAfter(slot)) {
            int home = slotFor(hashOf(slots[slot] - 1));
            if ((slot - home & slots.length - 1) >= (slot - hole & slots.length - 1)) {
                slots[hole] = slots[slot];
                hole = slot;
            }
        }
        slots[hole] = 0;
        size--;
        if (slots.length > LEAST_SLOTS && size * 8L < slots.length) {
            resize(slots.length / 2);
        }
    }

    private void place(int id) {
        int slot = slotFor(hashOf(id));
        while (slots[slot] != 0) {
            slot = slotAfter(slot);
        }
        slots[slot] = id + 1;
    }

    private void resize(int length) {
        int[] old = slots;
        slots = new int[length];
        for (int content : old) {
            if (content != 0) {
                place(content - 1);
            }
        }
    }
}
