package paddock.storage.log;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/// Where some transactions of a log that is being written begin, about one in each MiB, and where
/// its files end: who wants to read from a transaction on need not look for it from the beginning
/// of its file, and knows how much there is to read.
///
/// Only who wrote the records knows this. Whoever looks for a record in the middle of a file cannot
/// tell one from a client's data that looks like one.
///
/// Safe for use by several threads.
public final class LogIndex {
    /// Bytes of log between two places.
    static final int STEP_BYTES = 1 << 20;

    /// The oldest places are forgotten first.
    private static final int MOST_PLACES = 4096;

    private static final int MOST_ENDS = 64;

    private final ConcurrentSkipListMap<Long, Place> places = new ConcurrentSkipListMap<>();

    /// Guarded by itself. How long each file is without what was preallocated; oldest first.
    private final LinkedHashMap<Path, Long> ends = new LinkedHashMap<>();

    /// One that knows of nothing.
    public LogIndex() {}

    /// Where a transaction begins.
    record Place(long zxid, Path file, long offset) {}

    void add(long zxid, Path file, long offset) {
        places.put(zxid, new Place(zxid, file, offset));
        if (places.size() > MOST_PLACES) {
            places.pollFirstEntry();
        }
    }

    /// A file holds transactions up to there now.
    void reaches(Path file, long end) {
        synchronized (ends) {
            ends.put(file, end);
            if (ends.size() > MOST_ENDS) {
                ends.pollFirstEntry();
            }
        }
    }

    /// What came later is not in the log any more.
    void forgetAfter(long zxid) {
        places.tailMap(zxid, false).clear();
        synchronized (ends) {
            ends.clear();
        }
    }

    /// Bytes of a file without preallocated ones; empty where that is not known.
    OptionalLong length(Path file) {
        synchronized (ends) {
            Long end = ends.get(file);
            return end == null ? OptionalLong.empty() : OptionalLong.of(end);
        }
    }

    /// The last known place in that file at or before a transaction; null when there is none.
    @Nullable Place before(long zxid, Path file) {
        Map.Entry<Long, Place> nearest = places.floorEntry(zxid);
        return nearest != null && nearest.getValue().file.equals(file) ? nearest.getValue() : null;
    }
}
