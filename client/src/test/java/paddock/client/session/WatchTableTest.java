package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

final class WatchTableTest {
    private final WatchTable table = new WatchTable();

    @Test
    void equalWatchersAreOne() {
        table.register(WatchKind.DATA, "/a", "w");
        table.register(WatchKind.DATA, "/a", new String("w"));

        assertThat(table.fire(SessionEvent.Kind.DATA_CHANGED, "/a")).containsExactly("w");
    }

    @Test
    void lookingOnceIsOverWithTheFirstEvent() {
        table.register(WatchKind.DATA, "/a", "data");
        table.register(WatchKind.EXISTS, "/a", "exists");
        table.register(WatchKind.CHILDREN, "/a", "children");

        assertThat(table.fire(SessionEvent.Kind.CHILDREN_CHANGED, "/a"))
                .containsExactly("children");
        assertThat(table.fire(SessionEvent.Kind.DATA_CHANGED, "/a"))
                .containsExactlyInAnyOrder("data", "exists");
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void aDeletionConcernsAllWhoLookAtTheZnode() {
        table.register(WatchKind.DATA, "/a", "data");
        table.register(WatchKind.CHILDREN, "/a", "children");
        table.register(WatchKind.PERSISTENT, "/a", "persistent");
        table.register(WatchKind.PERSISTENT_RECURSIVE, "/", "all");

        assertThat(table.fire(SessionEvent.Kind.NODE_DELETED, "/a"))
                .containsExactlyInAnyOrder("data", "children", "persistent", "all");
        assertThat(table.fire(SessionEvent.Kind.NODE_DELETED, "/a"))
                .containsExactlyInAnyOrder("persistent", "all");
    }

    @Test
    void recursiveWatchesSeeWhatIsBelowThemAndNoChangeOfChildren() {
        table.register(WatchKind.PERSISTENT_RECURSIVE, "/a/b", "w");

        assertThat(table.fire(SessionEvent.Kind.NODE_CREATED, "/a/b/c/d")).containsExactly("w");
        assertThat(table.fire(SessionEvent.Kind.DATA_CHANGED, "/a/b")).containsExactly("w");
        assertThat(table.fire(SessionEvent.Kind.NODE_CREATED, "/a/bc")).isEmpty();
        assertThat(table.fire(SessionEvent.Kind.NODE_CREATED, "/a")).isEmpty();
        assertThat(table.fire(SessionEvent.Kind.CHILDREN_CHANGED, "/a/b")).isEmpty();
    }

    @Test
    void removingTakesOneOrAll() {
        table.register(WatchKind.DATA, "/a", "one");
        table.register(WatchKind.DATA, "/a", "two");

        assertThat(table.remove(WatchKind.DATA, "/a", "none")).isEmpty();
        assertThat(table.remove(WatchKind.DATA, "/a", "one")).containsExactly("one");
        assertThat(table.contains(Set.of(WatchKind.DATA), "/a", null)).isTrue();
        assertThat(table.contains(Set.of(WatchKind.DATA), "/a", "one")).isFalse();
        assertThat(table.remove(WatchKind.DATA, "/a", null)).containsExactly("two");
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void isSaidAgainInPiecesOfBoundedLength() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String path = "/" + "x".repeat(i % 50) + i;
            paths.add(path);
            table.register(i % 2 == 0 ? WatchKind.DATA : WatchKind.PERSISTENT, path, i);
        }
        List<WatchTable.Piece> pieces = table.pieces(1_000, 6);
        List<String> said = new ArrayList<>();
        for (WatchTable.Piece piece : pieces) {
            int bytes = 0;
            for (WatchKind kind : WatchKind.values()) {
                for (String path : piece.of(kind)) {
                    said.add(path);
                    bytes += 10 + path.length();
                }
            }
            assertThat(bytes).isBetween(1, 1_000);
        }

        assertThat(said).containsExactlyInAnyOrderElementsOf(paths);
        assertThat(pieces).hasSizeLessThan(60);
    }
}
