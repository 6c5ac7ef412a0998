package paddock.core.query;

import org.jspecify.annotations.Nullable;

import paddock.core.tree.Listing;
import paddock.core.tree.Znode;

import java.util.ArrayList;
import java.util.List;

/// The listings that the clients of one event loop are in the middle of. One thread at a time.
///
/// They save work and nothing else: one that is given up is begun anew where its client asks to go
/// on. So there are few of them, and together they hold no more names than the tree.
///
/// @param <W> who lists, told apart by `equals`
public final class Listings<W> {
    static final int MAX_COUNT = 16;

    private final List<Entry<W>> entries = new ArrayList<>();

    public Listings() {}

    private record Entry<W>(W who, String path, Listing listing) {}

    /// The listing that goes on behind a name: the one that told it last, which is given out and
    /// not kept any more, or one that begins there.
    ///
    /// @param after holds the name from `from` to `to`; empty for the beginning
    Listing behind(W who, String path, Znode parent, byte[] after, int from, int to) {
        Listing former = take(who, path);
        return former != null && from < to && former.isAt(after, from, to)
                ? former
                : new Listing(parent, after, from, to);
    }

    private @Nullable Listing take(W who, String path) {
        for (int i = 0; i < entries.size(); i++) {
            Entry<W> entry = entries.get(i);
            if (entry.who.equals(who) && entry.path.equals(path)) {
                return entries.remove(i).listing;
            }
        }
        return null;
    }

    /// Keeps a listing until its client goes on, or others need the room.
    ///
    /// @param maxNames how many names all of them may hold together
    void keep(W who, String path, Listing listing, int maxNames) {
        entries.add(new Entry<>(who, path, listing));
        while (entries.size() > MAX_COUNT || size() > maxNames) {
            entries.removeFirst();
        }
    }

    private long size() {
        long names = 0;
        for (Entry<W> entry : entries) {
            names += entry.listing.size();
        }
        return names;
    }

    /// How many are kept.
    int count() {
        return entries.size();
    }

    /// Gives up those of one client.
    public void forget(W who) {
        entries.removeIf(entry -> entry.who.equals(who));
    }
}
