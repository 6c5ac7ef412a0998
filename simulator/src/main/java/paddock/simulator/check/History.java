package paddock.simulator.check;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.WatcherEvent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What clients asked and were told, in the order of virtual time.
public final class History {
    /// Something a client saw. `order` counts everything that happened in the run.
    public sealed interface Seen {
        long session();

        long order();
    }

    /// An operation that was answered.
    ///
    /// @param server who answered
    /// @param number the how-manieth operation of the session it is
    /// @param zxid as the answer says: of the update, else the last one the server has applied
    /// @param invoked when it was asked, in the count of `order`
    /// @param synced when the sync was asked that was answered right before this was asked; 0 for
    ///   none
    public record Answered(
            long session,
            long server,
            long number,
            Request request,
            long zxid,
            int err,
            @Nullable Response response,
            long invoked,
            long synced,
            long order)
            implements Seen {}

    /// An operation that was never answered; perhaps it was done.
    public record Unanswered(long session, long number, Request request, long invoked) {}

    /// A watch fired.
    ///
    /// @param connection the how-manieth connection of the session
    public record Fired(long session, long connection, WatcherEvent event, long order)
            implements Seen {}

    /// A session connected, at first or again: watches of the last connection are gone.
    public record Connected(long session, long server, long connection, long order)
            implements Seen {}

    private final List<Seen> seen = new ArrayList<>();
    private final List<Unanswered> unanswered = new ArrayList<>();
    private long order;

    /// The next number in the count of everything.
    public long next() {
        return ++order;
    }

    public void add(Seen what) {
        seen.add(what);
    }

    public void add(Unanswered what) {
        unanswered.add(what);
    }

    /// Everything seen, in order.
    public List<Seen> seen() {
        return Collections.unmodifiableList(seen);
    }

    /// The answered operations, in the order of the answers.
    public List<Answered> answered() {
        List<Answered> answered = new ArrayList<>();
        for (Seen one : seen) {
            if (one instanceof Answered answer) {
                answered.add(answer);
            }
        }
        return answered;
    }

    public List<Unanswered> unanswered() {
        return Collections.unmodifiableList(unanswered);
    }
}
