package paddock.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.tree.DataTree;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.protocol.Acl;

import java.util.ArrayList;
import java.util.List;

final class SweeperTest {
    private static final int INTERVAL = 1_000;

    private final DataTree tree = new DataTree(new ZnodeKinds(true, false), true);

    @Test
    void containerGoesOnceItsChildrenAreGone() {
        create("/c", ZnodeKinds.CONTAINER, 0);
        create("/c/child", 0, 0);
        Sweeper sweeper = sweeper(0, 60_000);

        assertThat(due(sweeper, INTERVAL)).isEmpty();
        tree.delete("/c/child", 10);
        assertThat(due(sweeper, 2 * INTERVAL)).containsExactly("/c");
    }

    @Test
    void containerThatNeverHadAChildStaysUnlessToldOtherwise() {
        create("/c", ZnodeKinds.CONTAINER, 0);

        assertThat(due(sweeper(0, 60_000), INTERVAL)).isEmpty();
        assertThat(due(sweeper(500, 60_000), INTERVAL)).containsExactly("/c");
    }

    @Test
    void ttlCountsFromTheLastChangeAndOnlyWithoutChildren() {
        create("/old", ZnodeKinds.ttlOwner(100), 0);
        create("/fresh", ZnodeKinds.ttlOwner(100), 950);
        create("/parent", ZnodeKinds.ttlOwner(100), 0);
        create("/parent/child", 0, 0);

        assertThat(due(sweeper(0, 60_000), INTERVAL)).containsExactly("/old");
    }

    @Test
    void nothingIsLookedForBeforeTheIntervalIsOver() {
        create("/old", ZnodeKinds.ttlOwner(1), 0);

        assertThat(due(sweeper(0, 60_000), INTERVAL - 1)).isEmpty();
    }

    @Test
    void removalsKeepTheirRate() {
        for (int i = 0; i < 10; i++) {
            create("/old" + i, ZnodeKinds.ttlOwner(1), 0);
        }
        Sweeper sweeper = sweeper(0, 600);

        assertThat(due(sweeper, INTERVAL)).hasSize(1);
        assertThat(due(sweeper, INTERVAL + 99)).isEmpty();
        assertThat(due(sweeper, INTERVAL + 100)).hasSize(1);
        assertThat(due(sweeper, INTERVAL + 300)).hasSize(2);
    }

    private Sweeper sweeper(int neverUsedMillis, int perMinute) {
        return new Sweeper(
                tree, new ReplicaSettings(1, 2_000, 0, INTERVAL, perMinute, neverUsedMillis), 0);
    }

    private static List<String> due(Sweeper sweeper, long nowMillis) {
        List<String> paths = new ArrayList<>();
        String path;
        while ((path = sweeper.next(nowMillis, nowMillis)) != null) {
            paths.add(path);
        }
        return paths;
    }

    private void create(String path, long owner, long timeMillis) {
        tree.create(path, null, Acl.OPEN, owner, -1, 1, timeMillis);
    }
}
