package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;

import java.util.Arrays;

/// The names of a znode's children behind a given one, to be told page by page in the order of
/// their bytes. One thread at a time.
///
/// That order is the same on every server and after every restart, which the order of a
/// [ChildTable] is not. So a listing can be given up at any time: whoever begins another one behind
/// the last name that was told is told exactly once of each child that was there all the time.
///
/// To begin costs one walk over the table, as to list it all does. Names are sorted as they are
/// told, by a quicksort that goes no further than it has to: a page costs what is on it, and now
/// and then a pass over a part of the rest.
///
/// Children that come later are not told of, and those that went are passed over.
public final class Listing {
    /// What a name takes on the wire besides its bytes.
    private static final int LENGTH_BYTES = 4;

    /// Parts as small as this are sorted at once.
    private static final int SMALL = 256;

    private final byte[][] names;
    private final int count;

    /// The zxid of the last change of the children that these names contain.
    private final long pzxid;

    /// Names told or passed over.
    private int at;

    /// The names before are sorted and less than all behind.
    private int sortedTo;

    /// Where parts end of which each is less than the next one, the nearest last.
    private int[] ends = new int[32];

    private int endCount;

    private byte @Nullable [] lastTold;

    /// Begins behind a name.
    ///
    /// @param after holds the name from `from` to `to`; empty for all
    public Listing(Znode parent, byte[] after, int from, int to) {
        pzxid = parent.pzxid();
        ChildTable table = parent.children();
        byte[][] behind = new byte[table == null ? 0 : table.size()][];
        int found = 0;
        if (table != null) {
            for (Znode node : table.slots()) {
                if (node != null && (from == to || isBehind(node.name, after, from, to))) {
                    behind[found++] = node.name;
                }
            }
        }
        names = behind;
        count = found;
        ends[endCount++] = found;
    }

    private static boolean isBehind(byte[] name, byte[] after, int from, int to) {
        return Arrays.compareUnsigned(name, 0, name.length, after, from, to) > 0;
    }

    /// How many names it keeps in memory.
    public int size() {
        return names.length;
    }

    /// Whether that name was the last it told.
    public boolean isAt(byte[] name, int from, int to) {
        byte[] last = lastTold;
        return last != null && Arrays.equals(last, 0, last.length, name, from, to);
    }

    /// Writes the count and the names of the next page.
    ///
    /// @param parent the znode as it is now
    /// @param maxNames 1 or more
    /// @param maxBytes what the names may take; the first is written whatever it takes
    /// @return whether there are more behind them
    public boolean writePage(Znode parent, int maxNames, int maxBytes, JuteWriter out) {
        int start = out.size();
        out.writeInt(0);
        int told = 0;
        long bytes = 0;
        byte[] name;
        while ((name = next(parent)) != null && told < maxNames) {
            bytes += LENGTH_BYTES + name.length;
            if (told > 0 && bytes > maxBytes) {
                break;
            }
            out.writeBuffer(name);
            lastTold = name;
            told++;
            at++;
        }
        out.setInt(start, told);
        return name != null;
    }

    /// The next name that a child has; null at the end.
    private byte @Nullable [] next(Znode parent) {
        boolean changed = parent.pzxid() != pzxid;
        ChildTable table = parent.children();
        for (; at < count; at++) {
            if (at == sortedTo) {
                sortSome();
            }
            byte[] name = names[at];
            if (!changed || (table != null && table.find(name, 0, name.length) != null)) {
                return name;
            }
        }
        return null;
    }

    private void sortSome() {
        int end = ends[endCount - 1];
        while (end - at > SMALL) {
            int middle = partition(at, end);
            // A part of the least name alone would otherwise be empty.
            end = middle == at ? at + 1 : middle;
            if (endCount == ends.length) {
                ends = Arrays.copyOf(ends, 2 * endCount);
            }
            ends[endCount++] = end;
        }
        Arrays.sort(names, at, end, Arrays::compareUnsigned);
        sortedTo = end;
        endCount--;
    }

    /// Puts a name where it belongs among those of a part, the lesser ones before it, and returns
    /// where that is.
    ///
    /// Names stand in the order of a hash that clients do not know, so that none of them can choose
    /// names for which this goes on for long.
    private int partition(int from, int to) {
        swap(from, medianOfThree(from, (from + to) >>> 1, to - 1));
        byte[] pivot = names[from];
        int low = from;
        int high = to;
        while (true) {
            do {
                low++;
            } while (low < to && Arrays.compareUnsigned(names[low], pivot) < 0);
            do {
                high--;
            } while (Arrays.compareUnsigned(names[high], pivot) > 0);
            if (low >= high) {
                swap(from, high);
                return high;
            }
            swap(low, high);
        }
    }

    private int medianOfThree(int a, int b, int c) {
        boolean aFirst = isLess(a, b);
        int less = aFirst ? a : b;
        int more = aFirst ? b : a;
        if (isLess(c, less)) {
            return less;
        }
        return isLess(c, more) ? c : more;
    }

    private boolean isLess(int one, int other) {
        return Arrays.compareUnsigned(names[one], names[other]) < 0;
    }

    private void swap(int one, int other) {
        byte[] name = names[one];
        names[one] = names[other];
        names[other] = name;
    }
}
