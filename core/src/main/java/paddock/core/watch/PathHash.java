package paddock.core.watch;

/// Turns paths into hashes with a secret multiplier, so that no client can choose paths that all
/// fall on the same slot.
///
/// The hash of a path can be continued to that of a longer one, which gives the hashes of all its
/// ancestors on the way.
final class PathHash {
    static final int EMPTY = 0;

    private final int multiplier;

    /// @param multiplier an odd number; small ones let short paths collide
    PathHash(int multiplier) {
        this.multiplier = multiplier;
    }

    /// @param seed any number; it makes no difference to what a table does, only to how fast
    static PathHash seeded(long seed) {
        long mixed = ((seed ^ seed >>> 32) + 1) * 0x9E3779B97F4A7C15L;
        return new PathHash((int) (mixed >>> 32) & ~7 | 5);
    }

    int of(String path) {
        int hash = EMPTY;
        for (int at = 0; at < path.length(); at++) {
            hash = with(hash, path.charAt(at));
        }
        return hash;
    }

    /// The hash of a path that is longer by one character.
    int with(int hash, char next) {
        return hash * multiplier + next;
    }
}
