package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import paddock.wire.protocol.Request;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// A watch on the data of a znode fires once, and before its session is told of any state that
/// contains the change.
///
/// Looks at watches set with getData on znodes that are never deleted.
public final class WatchesFireOnceInOrderBeforeNewerState {
    private final Map<String, TreeMap<Long, Long>> changes = new HashMap<>();

    /// For each session, the watched paths and the state they were set in.
    private final Map<Long, Map<String, Long>> watches = new HashMap<>();

    private WatchesFireOnceInOrderBeforeNewerState() {}

    /// Looks at watches on paths that begin with `prefix`.
    public static void check(History history, String prefix) {
        var check = new WatchesFireOnceInOrderBeforeNewerState();
        for (History.Answered answer : history.answered()) {
            if (answer.err() == 0
                    && answer.request() instanceof Request.SetData set
                    && set.path().startsWith(prefix)) {
                check.changes
                        .computeIfAbsent(set.path(), any -> new TreeMap<>())
                        .put(answer.zxid(), answer.zxid());
            }
        }
        for (History.Seen seen : history.seen()) {
            switch (seen) {
                case History.Connected connected -> check.watches.remove(connected.session());
                case History.Fired fired -> check.fired(fired, prefix);
                case History.Answered answer -> check.answered(answer, prefix);
            }
        }
    }

    private void fired(History.Fired fired, String prefix) {
        String path = fired.event().path();
        if (!path.startsWith(prefix)) {
            return;
        }
        Map<String, Long> own = watches.getOrDefault(fired.session(), Map.of());
        if (!own.containsKey(path)) {
            throw broken(fired.session(), path, "fired although nobody waited for it");
        }
        own.remove(path);
    }

    private void answered(History.Answered answer, String prefix) {
        Map<String, Long> own = watches.computeIfAbsent(answer.session(), any -> new HashMap<>());
        own.forEach(
                (path, since) -> {
                    TreeMap<Long, Long> ofPath = changes.get(path);
                    Long changed = ofPath == null ? null : ofPath.higherKey(since);
                    if (changed != null && changed <= answer.zxid()) {
                        throw broken(
                                answer.session(),
                                path,
                                "was changed by %s and did not fire before an answer at %s"
                                        .formatted(hex(changed), hex(answer.zxid())));
                    }
                });
        if (answer.err() == 0
                && answer.request() instanceof Request.GetData get
                && get.watch()
                && get.path() != null
                && get.path().startsWith(prefix)) {
            own.put(get.path(), answer.zxid());
        }
    }

    private static BrokenPromise broken(long session, String path, String what) {
        return new BrokenPromise(
                WatchesFireOnceInOrderBeforeNewerState.class,
                "session %x: the watch on %s %s".formatted(session, path, what));
    }
}
