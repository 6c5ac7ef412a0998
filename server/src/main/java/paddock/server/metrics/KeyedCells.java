package paddock.server.metrics;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/// The cells of one summary set in one recorder, found by the bytes of their key.
///
/// One thread writes, any may read: the table is replaced as a whole when it grows, and a slot goes
/// from empty to an entry once.
final class KeyedCells {
    /// Keys come from clients (names of top-level znodes), so their number must have an end. Values
    /// of further keys are not kept.
    static final int MAX_KEYS = 1_000;

    private record Entry(byte[] key, int hash, String name, Cell cell) {}

    private final boolean advanced;
    // Written by the owner; volatile so that readers find the entries of a table they find.
    private volatile @Nullable Entry[] table = new Entry[16];
    private int size;

    KeyedCells(boolean advanced) {
        this.advanced = advanced;
    }

    void record(byte[] bytes, int from, int to, long value) {
        @Nullable Entry[] slots = table;
        int hash = hash(bytes, from, to);
        int slot = hash & (slots.length - 1);
        Entry entry;
        while ((entry = slots[slot]) != null) {
            if (entry.hash == hash
                    && Arrays.equals(entry.key, 0, entry.key.length, bytes, from, to)) {
                entry.cell.record(value);
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (size < MAX_KEYS) {
            add(Arrays.copyOfRange(bytes, from, to), hash).record(value);
        }
    }

    /// The same with a key that is a part of a string. A key that is not ASCII may get a second
    /// cell by this; they are told apart by nobody, since readers add up what has the same name.
    void record(String string, int from, int to, long value) {
        @Nullable Entry[] slots = table;
        int hash = hash(string, from, to);
        int slot = hash & (slots.length - 1);
        Entry entry;
        while ((entry = slots[slot]) != null) {
            if (entry.hash == hash
                    && entry.name.length() == to - from
                    && string.startsWith(entry.name, from)) {
                entry.cell.record(value);
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (size < MAX_KEYS) {
            byte[] key = string.substring(from, to).getBytes(StandardCharsets.UTF_8);
            add(key, hash).record(value);
        }
    }

    void forEach(BiConsumer<String, Cell> action) {
        for (Entry entry : table) {
            if (entry != null) {
                action.accept(entry.name, entry.cell);
            }
        }
    }

    void clear() {
        size = 0;
        table = new Entry[16];
    }

    private Cell add(byte[] key, int hash) {
        Cell cell = new Cell(advanced);
        @Nullable Entry[] slots = table;
        if (2 * (size + 1) > slots.length) {
            @Nullable Entry[] wider = new Entry[2 * slots.length];
            for (Entry entry : slots) {
                if (entry != null) {
                    put(wider, entry);
                }
            }
            slots = wider;
        }
        put(slots, new Entry(key, hash, new String(key, StandardCharsets.UTF_8), cell));
        size++;
        table = slots;
        return cell;
    }

    private static void put(@Nullable Entry[] slots, Entry entry) {
        int slot = entry.hash & (slots.length - 1);
        while (slots[slot] != null) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = entry;
    }

    private static int hash(String string, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + string.charAt(i);
        }
        return hash ^ (hash >>> 16);
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ (hash >>> 16);
    }
}
