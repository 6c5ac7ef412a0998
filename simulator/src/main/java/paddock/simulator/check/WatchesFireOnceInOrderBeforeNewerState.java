package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.WatcherEvent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every watch fires for every change it is set for, as often as it should and in the order of the
/// changes, and before its session is told of any state that contains the change.
///
/// Looks at data, existence, child, persistent and recursive watches alike. Between two answers a
/// connection must have been told what the committed history did meanwhile to what it watches. It
/// may have been told more, of later changes: where a server knew no leader, an update is answered
/// after all that was committed meanwhile.
public final class WatchesFireOnceInOrderBeforeNewerState {
    private static final Comparator<WatcherEvent> ANY_ORDER =
            Comparator.comparing(WatcherEvent::path).thenComparingInt(WatcherEvent::type);

    private final Chronicle chronicle;
    private final Map<Long, Connection> connections = new HashMap<>();

    /// What a connection watches, and what it was told since the last answer.
    private static final class Connection {
        final ExpectedWatches watches = new ExpectedWatches();
        final List<WatcherEvent> told = new ArrayList<>();
        long seen;

        /// What is to be told of the changes since the last answer, sorted for each transaction:
        /// what one ends with a session has no order. The watches are used up by it.
        List<List<WatcherEvent>> expected(Chronicle chronicle, long upTo) {
            List<List<WatcherEvent>> all = new ArrayList<>();
            if (!watches.isEmpty()) {
                for (List<Chronicle.Change> together : chronicle.changes(seen, upTo).values()) {
                    List<WatcherEvent> events = new ArrayList<>();
                    together.forEach(change -> events.addAll(watches.fire(change)));
                    if (!events.isEmpty()) {
                        events.sort(ANY_ORDER);
                        all.add(events);
                    }
                }
            }
            return all;
        }
    }

    private WatchesFireOnceInOrderBeforeNewerState(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    /// Looks at all that clients were told.
    ///
    /// @param chronicle of the committed history
    public static void check(History history, Chronicle chronicle) {
        var check = new WatchesFireOnceInOrderBeforeNewerState(chronicle);
        for (History.Seen seen : history.seen()) {
            switch (seen) {
                case History.Connected connected -> {
                    check.requireOnly(connected.session(), check.of(connected.session()));
                    check.connections.put(connected.session(), new Connection());
                }
                case History.Fired fired -> check.of(fired.session()).told.add(fired.event());
                case History.Answered answer -> check.answered(answer);
            }
        }
        check.connections.forEach(check::requireOnly);
    }

    private Connection of(long session) {
        return connections.computeIfAbsent(session, any -> new Connection());
    }

    private void answered(History.Answered answer) {
        Connection connection = of(answer.session());
        requireAllOf(answer, connection);
        connection.seen = Math.max(connection.seen, answer.zxid());
        watch(answer, connection);
    }

    /// All changes up to the answer were told, before anything later.
    private void requireAllOf(History.Answered answer, Connection connection) {
        List<WatcherEvent> told = connection.told;
        for (List<WatcherEvent> expected : connection.expected(chronicle, answer.zxid())) {
            int count = Math.min(expected.size(), told.size());
            List<WatcherEvent> next = new ArrayList<>(told.subList(0, count));
            next.sort(ANY_ORDER);
            if (!next.equals(expected)) {
                throw broken(
                        answer.session(),
                        "before its operation %d was answered at %s by server %d: %s expected, %s told"
                                .formatted(
                                        answer.number(),
                                        hex(answer.zxid()),
                                        answer.server(),
                                        expected,
                                        next));
            }
            told.subList(0, count).clear();
        }
    }

    /// What was told when the last answer came is of changes that the session was told early.
    private void requireOnly(long session, Connection connection) {
        List<WatcherEvent> told = connection.told;
        for (List<WatcherEvent> expected : connection.expected(chronicle, Long.MAX_VALUE)) {
            if (told.isEmpty()) {
                return;
            }
            int count = Math.min(expected.size(), told.size());
            for (WatcherEvent event : told.subList(0, count)) {
                if (!expected.remove(event)) {
                    throw broken(session, "%s told, of %s at most".formatted(event, expected));
                }
            }
            told.subList(0, count).clear();
        }
        if (!told.isEmpty()) {
            throw broken(session, told + " told, and nothing happened to what it watches");
        }
    }

    private static void watch(History.Answered answer, Connection connection) {
        boolean found = answer.err() == 0;
        ExpectedWatches watches = connection.watches;
        switch (answer.request()) {
            case Request.GetData get when found && get.watch() && get.path() != null ->
                    watches.watchData(get.path());
            case Request.Exists exists
                    when exists.watch() && (found || answer.err() == ErrorCode.NO_NODE.code()) ->
                    watches.watchData(exists.path());
            case Request.GetChildren get when found && get.watch() && get.path() != null ->
                    watches.watchChildren(get.path());
            case Request.AddWatch add when found -> watches.watchLasting(add.path(), add.mode());
            default -> {}
        }
    }

    private static BrokenPromise broken(long session, String what) {
        return new BrokenPromise(
                WatchesFireOnceInOrderBeforeNewerState.class,
                "session %x: %s".formatted(session, what));
    }
}
