package paddock.core.collection;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.LongFunction;

/// A map from longs to objects that needs no object of its own per entry.
///
/// There is no iteration in order of the table, which would hang on the history of the map; ask for
/// the [sorted keys][#sortedKeys] instead.
///
/// @param <V> the values
public final class LongMap<V> {
    private static final int LEAST_SLOTS = 8;

    // A slot is in use when its value is not null, so that zero needs no care as a key.
    private long[] keys = new long[LEAST_SLOTS];
    private @Nullable Object[] values = new Object[LEAST_SLOTS];
    private int size;

    public LongMap() {}

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public boolean containsKey(long key) {
        return values[find(key)] != null;
    }

    /// The value of a key, or null.
    public @Nullable V get(long key) {
        return valueAt(find(key));
    }

    /// Sets the value of a key.
    ///
    /// @return the former value, or null
    public @Nullable V put(long key, V value) {
        int slot = find(key);
        V former = valueAt(slot);
        values[slot] = value;
        if (former == null) {
            keys[slot] = key;
            size++;
            if (size * 4L > keys.length * 3L) {
                resize(keys.length * 2);
            }
        }
        return former;
    }

    /// The value of a key, which is made and added when there is none.
    public V computeIfAbsent(long key, LongFunction<? extends V> make) {
        V value = get(key);
        if (value == null) {
            value = make.apply(key);
            put(key, value);
        }
        return value;
    }

    /// Removes a key.
    ///
    /// @return its value, or null when it was not there
    public @Nullable V remove(long key) {
        int hole = find(key);
        V former = valueAt(hole);
        if (former == null) {
            return null;
        }
        int last = keys.length - 1;
        // Later entries of the same run move up, unless that would put them before their own place.
        for (int slot = hole + 1 & last; values[slot] != null; slot = slot + 1 & last) {
            int home = home(keys[slot]);
            if ((slot - home & last) >= (slot - hole & last)) {
                keys[hole] = keys[slot];
                values[hole] = values[slot];
                hole = slot;
            }
        }
        values[hole] = null;
        size--;
        if (keys.length > LEAST_SLOTS && size * 8L < keys.length) {
            resize(keys.length / 2);
        }
        return former;
    }

    /// All keys in ascending order.
    public long[] sortedKeys() {
        long[] sorted = new long[size];
        int count = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (values[slot] != null) {
                sorted[count++] = keys[slot];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private int find(long key) {
        int slot = home(key);
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private int home(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> Long.numberOfLeadingZeros(keys.length) + 1);
    }

    // Only values of the right type ever get into the array.
    @SuppressWarnings("unchecked")
    private @Nullable V valueAt(int slot) {
        return (V) values[slot];
    }

    private void resize(int length) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[length];
        values = new Object[length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldValues[old] != null) {
                int slot = find(oldKeys[old]);
                keys[slot] = oldKeys[old];
                values[slot] = oldValues[old];
            }
        }
    }
}
