package paddock.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static paddock.core.watch.ChangeKind.CREATED;
import static paddock.core.watch.ChangeKind.DATA_CHANGED;
import static paddock.core.watch.ChangeKind.DELETED;
import static paddock.core.watch.WatchMode.CHILD;
import static paddock.core.watch.WatchMode.DATA;
import static paddock.core.watch.WatchMode.PERSISTENT;
import static paddock.core.watch.WatchMode.RECURSIVE;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.wire.protocol.Request.Watches;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class WatchTableTest {
    private static final PathHash COLLIDING = new PathHash(5);

    private final WatchTable<String> table = new WatchTable<>(COLLIDING);

    @Test
    void aOneShotWatchFiresOnce() {
        table.add("/w", "ann", DATA);

        assertThat(fire(DATA_CHANGED, "/w")).containsExactly("ann: NodeDataChanged /w");
        assertThat(fire(DATA_CHANGED, "/w")).isEmpty();
        assertThat(table.count()).isZero();
    }

    @Test
    void aWatchMayWaitForAZnodeToAppear() {
        table.add("/w", "ann", DATA);

        assertThat(fire(CREATED, "/w")).containsExactly("ann: NodeCreated /w");
    }

    @Test
    void aChildWatchNoticesTheListAndTheEndOfTheZnode() {
        table.add("/w", "ann", CHILD);
        assertThat(fire(DATA_CHANGED, "/w")).isEmpty();
        assertThat(fire(CREATED, "/w")).isEmpty();
        assertThat(fire(DATA_CHANGED, "/w/c")).isEmpty();
        assertThat(fire(CREATED, "/w/c")).containsExactly("ann: NodeChildrenChanged /w");

        table.add("/w", "ann", CHILD);
        assertThat(fire(DELETED, "/w/c")).containsExactly("ann: NodeChildrenChanged /w");

        table.add("/w", "ann", CHILD);
        assertThat(fire(DELETED, "/w")).containsExactly("ann: NodeDeleted /w");
        assertThat(table.count()).isZero();
    }

    @Test
    void aDeleteUsesUpBothOneShotsWithOneEvent() {
        table.add("/w", "ann", DATA);
        table.add("/w", "ann", CHILD);

        assertThat(fire(DELETED, "/w")).containsExactly("ann: NodeDeleted /w");
        assertThat(table.count()).isZero();
    }

    @Test
    void aPersistentWatchSeesTheZnodeAndItsChildrenForGood() {
        table.add("/w", "ann", PERSISTENT);

        for (int round = 0; round < 2; round++) {
            assertThat(fire(CREATED, "/w")).containsExactly("ann: NodeCreated /w");
            assertThat(fire(DATA_CHANGED, "/w")).containsExactly("ann: NodeDataChanged /w");
            assertThat(fire(CREATED, "/w/c")).containsExactly("ann: NodeChildrenChanged /w");
            assertThat(fire(DATA_CHANGED, "/w/c")).isEmpty();
            assertThat(fire(DELETED, "/w/c")).containsExactly("ann: NodeChildrenChanged /w");
            assertThat(fire(CREATED, "/w/c/d")).isEmpty();
            assertThat(fire(DELETED, "/w")).containsExactly("ann: NodeDeleted /w");
        }
    }

    @Test
    void aRecursiveWatchSeesTheSubtreeAndNoListsOfChildren() {
        table.add("/w", "ann", RECURSIVE);

        for (int round = 0; round < 2; round++) {
            assertThat(fire(CREATED, "/w")).containsExactly("ann: NodeCreated /w");
            assertThat(fire(CREATED, "/w/c")).containsExactly("ann: NodeCreated /w/c");
            assertThat(fire(DATA_CHANGED, "/w/c/d")).containsExactly("ann: NodeDataChanged /w/c/d");
            assertThat(fire(DELETED, "/w/c")).containsExactly("ann: NodeDeleted /w/c");
            assertThat(fire(CREATED, "/wide")).isEmpty();
            assertThat(fire(CREATED, "/x/w")).isEmpty();
        }
    }

    @Test
    void theRootIsEverybodysAncestor() {
        table.add("/", "ann", RECURSIVE);
        table.add("/", "bob", CHILD);

        assertThat(fire(CREATED, "/a"))
                .containsExactly("ann: NodeCreated /a", "bob: NodeChildrenChanged /");
        assertThat(fire(DATA_CHANGED, "/a/b")).containsExactly("ann: NodeDataChanged /a/b");
        assertThat(fire(DATA_CHANGED, "/")).containsExactly("ann: NodeDataChanged /");
    }

    @Test
    void severalWatchesOfOneWatcherGiveOneEventAStep() {
        table.add("/", "ann", RECURSIVE);
        table.add("/w", "ann", RECURSIVE);
        table.add("/w", "ann", PERSISTENT);
        table.add("/w", "ann", DATA);
        table.add("/", "ann", PERSISTENT);
        table.add("/", "ann", CHILD);

        assertThat(fire(DELETED, "/w"))
                .containsExactly("ann: NodeDeleted /w", "ann: NodeChildrenChanged /");
    }

    @Test
    void watchersHearInTheOrderTheyRegistered() {
        for (String watcher : List.of("cid", "ann", "bob")) {
            table.add("/w", watcher, DATA);
        }

        assertThat(fire(DATA_CHANGED, "/w"))
                .containsExactly(
                        "cid: NodeDataChanged /w",
                        "ann: NodeDataChanged /w",
                        "bob: NodeDataChanged /w");
    }

    @Test
    void aWatchOnTheOtherNameOfTheRootNeverFires() {
        table.add("", "ann", DATA);
        table.add("", "ann", CHILD);

        assertThat(fire(CREATED, "/a")).isEmpty();
        assertThat(fire(DATA_CHANGED, "/")).isEmpty();
        assertThat(table.contains("", "ann", Watches.ANY)).isTrue();
    }

    @Test
    void pathsWithTheSameHashAreToldApart() {
        assertThat(COLLIDING.of("/aF/x")).isEqualTo(COLLIDING.of("/bA/x"));
        table.add("/aF/x", "ann", DATA);
        table.add("/bA", "ann", RECURSIVE);

        assertThat(fire(DATA_CHANGED, "/bA/x")).containsExactly("ann: NodeDataChanged /bA/x");
        assertThat(fire(DATA_CHANGED, "/aF/x")).containsExactly("ann: NodeDataChanged /aF/x");
        assertThat(fire(DATA_CHANGED, "/aF")).isEmpty();
    }

    @Test
    void eachTypeMeansItsOwnWatches() {
        table.add("/w", "ann", DATA);
        table.add("/w", "ann", PERSISTENT);

        assertThat(table.contains("/w", "ann", Watches.DATA)).isTrue();
        assertThat(table.contains("/w", "ann", Watches.PERSISTENT)).isTrue();
        assertThat(table.contains("/w", "ann", Watches.CHILDREN)).isFalse();
        assertThat(table.contains("/w", "ann", Watches.PERSISTENT_RECURSIVE)).isFalse();
        assertThat(table.contains("/w", "ann", Watches.ANY)).isTrue();
        assertThat(table.contains("/w/c", "ann", Watches.ANY)).isFalse();
        assertThat(table.contains("/w", "bob", Watches.ANY)).isFalse();

        assertThat(table.remove("/w", "ann", Watches.CHILDREN)).isFalse();
        assertThat(table.remove("/w", "ann", Watches.DATA)).isTrue();
        assertThat(table.remove("/w", "ann", Watches.ANY)).isTrue();
        assertThat(table.remove("/w", "ann", Watches.ANY)).isFalse();
    }

    @Test
    void anUnknownTypeIsAMistakeOfTheCaller() {
        table.add("/w", "ann", DATA);

        assertThatThrownBy(() -> table.contains("/w", "ann", 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6");
    }

    @Test
    void countsATableEntryOnceHoweverManyModesItHas() {
        table.add("/w", "ann", DATA);
        table.add("/w", "ann", DATA);
        table.add("/w", "ann", RECURSIVE);
        assertThat(table.count()).isEqualTo(1);

        table.add("/w", "ann", PERSISTENT);
        table.add("/w", "ann", CHILD);
        table.add("/w", "bob", CHILD);
        assertThat(table.dataCount()).isEqualTo(1);
        assertThat(table.count()).isEqualTo(3);

        table.remove("/w", "ann", Watches.PERSISTENT);
        assertThat(table.count()).isEqualTo(3);
        table.removeAll("ann");
        assertThat(table.dataCount()).isZero();
        assertThat(table.count()).isEqualTo(1);
    }

    @Test
    void listsTheWatchesOnZnodesByWatcher() {
        table.add("/b", "ann", DATA);
        table.add("/a", "bob", DATA);
        table.add("/a", "ann", DATA);
        table.add("/b", "ann", PERSISTENT);
        table.add("/c", "ann", RECURSIVE);
        table.add("/d", "ann", CHILD);

        List<String> seen = new ArrayList<>();
        table.forEachDataWatch((watcher, path) -> seen.add(watcher + " " + path));

        assertThat(seen).containsExactly("ann /b", "ann /a", "ann /c", "bob /a");
    }

    @Test
    void aWatcherThatWentAwayHearsNothing() {
        table.add("/w", "ann", DATA);
        table.add("/w", "bob", DATA);
        table.removeAll("ann");
        table.removeAll("ann");
        table.add("/w", "cid", DATA);

        assertThat(fire(DATA_CHANGED, "/w"))
                .containsExactly("bob: NodeDataChanged /w", "cid: NodeDataChanged /w");
    }

    @Test
    void aSinkThatTouchesTheTableIsToldSo() {
        table.add("/w", "ann", DATA);

        assertThatThrownBy(
                        () ->
                                table.fire(
                                        DATA_CHANGED,
                                        "/w",
                                        (watcher, type, path) -> table.add(path, watcher, DATA)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fire(DATA_CHANGED, "/w")).isEmpty();
    }

    @Test
    void tenThousandWatchersOfOnePathComeAndGoQuickly() {
        int watchers = 10_000;
        WatchTable<Integer> crowd = new WatchTable<>();
        for (int round = 0; round < 20; round++) {
            for (int watcher = 0; watcher < watchers; watcher++) {
                crowd.add("/w", watcher, CHILD);
                crowd.add("/w", watcher, CHILD);
            }
            for (int watcher = watchers - 1; watcher >= 0; watcher--) {
                assertThat(crowd.remove("/w", watcher, Watches.CHILDREN)).isTrue();
            }
        }
        assertThat(crowd.count()).isZero();
    }

    @Test
    void pathsOfOneKindHardlyCollideWhateverTheSeed() {
        Seeds.forEach(
                20,
                random -> {
                    PathHash hash = PathHash.seeded(random.nextInt(2) * random.nextLong());
                    Set<Integer> hashes = new HashSet<>();
                    for (int number = 0; number < 10_000; number++) {
                        hashes.add(hash.of("/locks/lock-" + (1_000_000 + number)));
                    }
                    assertThat(hashes).hasSizeGreaterThan(9_990);
                });
    }

    private List<String> fire(ChangeKind kind, String path) {
        List<String> events = new ArrayList<>();
        table.fire(
                kind,
                path,
                (watcher, type, changed) ->
                        events.add(watcher + ": " + NaiveWatches.name(type) + " " + changed));
        return events;
    }
}
