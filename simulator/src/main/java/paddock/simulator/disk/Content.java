package paddock.simulator.disk;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A file: what is durable, and what was done since the last force.
final class Content implements Inode {
    private static final int SECTOR_BYTES = 512;

    private final List<Change> unforced = new ArrayList<>();
    private Pages durable = new Pages();
    private Pages seen = new Pages();
    private @Nullable SimChannel locker;

    /// Something that a force makes durable.
    private sealed interface Change {
        record Write(long at, byte[] bytes) implements Change {}

        record Zeroes(long at, int length) implements Change {}

        record Truncate(long size) implements Change {}
    }

    long size() {
        return seen.size();
    }

    int read(long at, byte[] into, int offset, int length) {
        return seen.read(at, into, offset, length);
    }

    void write(long at, byte[] bytes) {
        if (Pages.isZero(bytes, 0, bytes.length)) {
            seen.writeZeroes(at, bytes.length);
            unforced.add(new Change.Zeroes(at, bytes.length));
        } else {
            seen.write(at, bytes, 0, bytes.length);
            unforced.add(new Change.Write(at, bytes));
        }
    }

    void truncate(long size) {
        if (size < seen.size()) {
            seen.truncate(size);
            unforced.add(new Change.Truncate(size));
        }
    }

    void force() {
        for (Change change : unforced) {
            apply(change);
        }
        unforced.clear();
    }

    /// A force that failed: some of it may be on the disk, and the system believes that all is.
    void forceInPart(RandomGenerator random) {
        keepSome(PowerLoss.DISORDERLY, random);
        unforced.clear();
    }

    /// The power fails.
    void lose(PowerLoss loss, RandomGenerator random) {
        if (!unforced.isEmpty()) {
            keepSome(loss, random);
            unforced.clear();
        }
        seen = durable.copy();
        locker = null;
    }

    private void keepSome(PowerLoss loss, RandomGenerator random) {
        int fate = random.nextInt(4);
        if (fate == 0) {
            return;
        }
        if (fate == 1) {
            unforced.forEach(this::apply);
        } else if (loss.anyOrder() && random.nextBoolean()) {
            for (Change change : unforced) {
                keepSectors(change, loss, random);
            }
        } else {
            int kept = random.nextInt(unforced.size());
            unforced.subList(0, kept).forEach(this::apply);
            keepBeginning(unforced.get(kept), random);
        }
    }

    private void apply(Change change) {
        switch (change) {
            case Change.Write(long at, byte[] bytes) -> durable.write(at, bytes, 0, bytes.length);
            case Change.Zeroes(long at, int length) -> durable.writeZeroes(at, length);
            case Change.Truncate(long size) -> durable.truncate(size);
        }
    }

    private void keepBeginning(Change change, RandomGenerator random) {
        if (change instanceof Change.Write(long at, byte[] bytes)) {
            long end = at + random.nextInt(bytes.length + SECTOR_BYTES);
            int kept = (int) (end / SECTOR_BYTES * SECTOR_BYTES - at);
            if (kept > 0) {
                durable.write(at, bytes, 0, Math.min(kept, bytes.length));
            }
        }
    }

    private void keepSectors(Change change, PowerLoss loss, RandomGenerator random) {
        if (!(change instanceof Change.Write(long at, byte[] bytes))) {
            if (random.nextBoolean()) {
                apply(change);
            }
            return;
        }
        int from = 0;
        while (from < bytes.length) {
            int inSector = (int) ((at + from) % SECTOR_BYTES);
            int length = Math.min(SECTOR_BYTES - inSector, bytes.length - from);
            if (random.nextBoolean()) {
                durable.write(at + from, bytes, from, length);
            } else if (loss.garbage() && at + from >= durable.size() && random.nextBoolean()) {
                byte[] garbage = new byte[length];
                random.nextBytes(garbage);
                durable.write(at + from, garbage, 0, length);
            }
            from += length;
        }
    }

    // ---- the lock ----

    /// Whether the lock is that channel's now.
    boolean lock(SimChannel channel) {
        if (locker != null && locker.isOpen()) {
            return false;
        }
        locker = channel;
        return true;
    }

    void unlock(SimChannel channel) {
        if (locker == channel) {
            locker = null;
        }
    }

    boolean isLockedBy(SimChannel channel) {
        return locker == channel;
    }
}
