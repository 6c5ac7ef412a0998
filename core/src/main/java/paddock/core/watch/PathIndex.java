package paddock.core.watch;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/// Gives each watched path a small number for as long as it is watched, and keeps the head of its
/// list of watches.
///
/// A path is found as the beginning of a longer one too, so that nobody has to cut out the names of
/// ancestors just to see that nobody watches them.
final class PathIndex extends SlotIndex {
    private static final int LEAST_PATHS = 8;

    private @Nullable String[] paths = new String[LEAST_PATHS];
    private int[] hashes = new int[LEAST_PATHS];
    // Of a path in use the first of its watches, of a free one the next free one.
    private int[] heads = new int[LEAST_PATHS];
    private int used;
    private int free = NONE;

    /// The number of the path that consists of the first `length` characters of `text`, or [#NONE].
    int find(String text, int length, int hash) {
        for (int slot = slotFor(hash); ; slot = slotAfter(slot)) {
            int id = idAt(slot);
            if (id == NONE) {
                return NONE;
            }
            if (hashes[id] == hash) {
                String path = path(id);
                if (path.length() == length && path.regionMatches(0, text, 0, length)) {
                    return id;
                }
            }
        }
    }

    /// Adds a path that is not there yet; its list of watches is empty.
    int add(String path, int hash) {
        int id = free;
        if (id == NONE) {
            id = used++;
            if (id == paths.length) {
                paths = Arrays.copyOf(paths, grown(id));
                hashes = Arrays.copyOf(hashes, paths.length);
                heads = Arrays.copyOf(heads, paths.length);
            }
        } else {
            free = heads[id];
        }
        paths[id] = path;
        hashes[id] = hash;
        heads[id] = NONE;
        insert(id);
        return id;
    }

    void remove(int id) {
        delete(id);
        paths[id] = null;
        heads[id] = free;
        free = id;
        if (size() == 0) {
            paths = new String[LEAST_PATHS];
            hashes = new int[LEAST_PATHS];
            heads = new int[LEAST_PATHS];
            used = 0;
            free = NONE;
        }
    }

    String path(int id) {
        return Objects.requireNonNull(paths[id]);
    }

    int head(int id) {
        return heads[id];
    }

    void setHead(int id, int head) {
        heads[id] = head;
    }

    /// How large an array becomes that is too small: by half more, since most of what it holds
    /// stays for long and slack is memory too.
    static int grown(int length) {
        return length + (length >> 1);
    }

    @Override
    int hashOf(int id) {
        return hashes[id];
    }
}
