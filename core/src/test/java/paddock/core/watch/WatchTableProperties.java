package paddock.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.core.watch.NaiveWatches.Event;
import paddock.core.watch.NaiveWatches.Pair;
import paddock.wire.protocol.Request.Watches;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

class WatchTableProperties {
    private static final WatchMode[] MODES = WatchMode.values();
    private static final ChangeKind[] KINDS = ChangeKind.values();

    @Test
    void behavesLikeTheTablesOfTheReference() {
        Seeds.forEach(200, random -> run(random, 2 + random.nextInt(12), 300));
    }

    @Test
    void behavesLikeTheTablesOfTheReferenceWithManyWatchers() {
        Seeds.forEach(4, random -> run(random, 300, 3_000));
    }

    private static void run(RandomGenerator random, int watchers, int turns) {
        var table = new WatchTable<Integer>(new PathHash(5));
        var twin = new NaiveWatches();
        for (int turn = 0; turn < turns; turn++) {
            String path = path(random);
            int watcher = random.nextInt(watchers);
            switch (random.nextInt(20)) {
                case 0 -> {
                    table.removeAll(watcher);
                    twin.removeAll(watcher);
                }
                case 1, 2 -> {
                    int type = 1 + random.nextInt(Watches.PERSISTENT_RECURSIVE);
                    assertThat(table.contains(path, watcher, type))
                            .isEqualTo(twin.contains(path, watcher, type));
                    assertThat(table.remove(path, watcher, type))
                            .isEqualTo(twin.remove(path, watcher, type));
                }
                case 3, 4, 5, 6 -> assertFiresAlike(random, path, table, twin);
                default -> {
                    WatchMode mode = MODES[random.nextInt(MODES.length)];
                    table.add(path, watcher, mode);
                    twin.add(path, watcher, mode);
                }
            }
            assertThat(table.dataCount()).isEqualTo(twin.data.size());
            assertThat(table.count()).isEqualTo(twin.data.size() + twin.child.size());
        }
        assertListsAlike(table, twin);
        for (int watcher = 0; watcher < watchers; watcher++) {
            table.removeAll(watcher);
        }
        assertThat(table.count()).isZero();
    }

    private static void assertFiresAlike(
            RandomGenerator random, String path, WatchTable<Integer> table, NaiveWatches twin) {
        // The root neither comes nor goes.
        ChangeKind kind =
                path.length() == 1 ? ChangeKind.DATA_CHANGED : KINDS[random.nextInt(KINDS.length)];
        List<Event> events = new ArrayList<>();
        table.fire(
                kind,
                path,
                (watcher, type, changed) ->
                        events.add(new Event(watcher, NaiveWatches.name(type), changed)));
        List<Event> expected = twin.fire(kind, path);

        assertThat(events).containsExactlyInAnyOrderElementsOf(expected);
        // Between watchers the order is free, but what one of them hears is not.
        assertThat(byWatcher(events)).isEqualTo(byWatcher(expected));
    }

    private static Map<Integer, List<Event>> byWatcher(List<Event> events) {
        return events.stream().collect(Collectors.groupingBy(Event::watcher));
    }

    private static void assertListsAlike(WatchTable<Integer> table, NaiveWatches twin) {
        List<Pair> listed = new ArrayList<>();
        table.forEachDataWatch((watcher, path) -> listed.add(new Pair(path, watcher)));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(twin.data.keySet());
        List<Integer> groups = new ArrayList<>();
        for (Pair key : listed) {
            if (groups.isEmpty() || groups.getLast() != key.watcher()) {
                groups.add(key.watcher());
            }
        }
        assertThat(groups).doesNotHaveDuplicates();
    }

    // Few names, so that paths meet; two of them with the same hash.
    private static String path(RandomGenerator random) {
        int depth = random.nextInt(4);
        if (depth == 0) {
            return "/";
        }
        StringBuilder path = new StringBuilder();
        for (int level = 0; level < depth; level++) {
            path.append('/').append(List.of("aF", "bA", "c").get(random.nextInt(3)));
        }
        return path.toString();
    }

    @Test
    void manyPathsComeAndGo() {
        Seeds.forEach(
                20,
                random -> {
                    var table = new WatchTable<Integer>();
                    int paths = 1 + random.nextInt(5_000);
                    for (int path = 0; path < paths; path++) {
                        table.add("/p/" + path, path % 7, WatchMode.DATA);
                    }
                    assertThat(table.count()).isEqualTo(paths);
                    List<String> fired = new ArrayList<>();
                    for (int path = 0; path < paths; path++) {
                        table.fire(
                                ChangeKind.DATA_CHANGED,
                                "/p/" + path,
                                (watcher, type, changed) -> fired.add(watcher + changed));
                        assertThat(fired)
                                .hasSize(path + 1)
                                .last()
                                .isEqualTo(path % 7 + "/p/" + path);
                    }
                    assertThat(table.count()).isZero();
                });
    }
}
