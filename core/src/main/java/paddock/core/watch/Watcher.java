package paddock.core.watch;

import java.util.Arrays;

/// What a table keeps for somebody who watches.
final class Watcher<W> {
    final W value;

    /// A small number, unique among the watchers of the table at any time.
    final int id;

    /// The first of its watches in each [Registrations], by the number of those.
    final int[] heads = new int[WatchTable.MODES.size()];

    /// The last step for which it got an event: nobody gets two for one step.
    long notifiedAt;

    Watcher(W value, int id) {
        this.value = value;
        this.id = id;
        Arrays.fill(heads, Registrations.NONE);
    }
}
