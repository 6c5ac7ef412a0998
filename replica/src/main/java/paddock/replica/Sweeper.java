package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.tree.DataTree;
import paddock.core.tree.Znode;

import java.util.ArrayDeque;

/// Finds containers that were left empty and znodes whose time is over (data model reference,
/// section 6), and hands them out at a bounded rate.
final class Sweeper {
    private static final int MILLIS_PER_MINUTE = 60_000;

    private final DataTree tree;
    private final long intervalMillis;
    private final double gapMillis;
    private final long neverUsedMillis;
    private final ArrayDeque<String> found = new ArrayDeque<>();
    private double nextCheckMillis;
    private double nextRemovalMillis;

    Sweeper(DataTree tree, ReplicaSettings settings, long nowMillis) {
        this.tree = tree;
        intervalMillis = settings.containerCheckMillis();
        gapMillis = (double) MILLIS_PER_MINUTE / Math.max(1, settings.containersPerMinute());
        neverUsedMillis = settings.neverUsedContainerMillis();
        nextCheckMillis = (double) nowMillis + intervalMillis;
        nextRemovalMillis = nowMillis;
    }

    /// The next znode to be removed now, or null. `wallMillis` is the clock that znodes keep.
    @Nullable String next(long nowMillis, long wallMillis) {
        if (nowMillis >= nextCheckMillis) {
            nextCheckMillis = (double) nowMillis + intervalMillis;
            if (found.isEmpty()) {
                look(wallMillis);
                nextRemovalMillis = nowMillis;
            }
        }
        if (found.isEmpty() || nowMillis < nextRemovalMillis) {
            return null;
        }
        nextRemovalMillis += gapMillis;
        return found.poll();
    }

    /// When to ask again, in milliseconds of the same clock.
    double dueMillis() {
        return found.isEmpty() ? nextCheckMillis : Math.min(nextCheckMillis, nextRemovalMillis);
    }

    private void look(long wallMillis) {
        for (String path : tree.containers()) {
            Znode node = tree.find(path);
            if (node == null || node.childCount() > 0) {
                continue;
            }
            boolean neverUsed = node.creates() == 0;
            boolean tooOld =
                    neverUsedMillis > 0 && wallMillis - node.mtimeMillis() > neverUsedMillis;
            if (!neverUsed || tooOld) {
                found.add(path);
            }
        }
        for (String path : tree.ttlNodes()) {
            Znode node = tree.find(path);
            if (node != null
                    && node.childCount() == 0
                    && wallMillis - node.mtimeMillis()
                            > tree.kinds().ttlMillis(node.storedOwner())) {
                found.add(path);
            }
        }
    }
}
