package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.prepare.Preparer;
import paddock.core.session.SessionTable;
import paddock.zab.peer.Peer;
import paddock.zab.port.Service;

import java.util.Objects;
import java.util.function.Consumer;

/// Orders, applies and answers what the clients of one server want; the only writer of the
/// replicated state.
///
/// For one thread at a time. The host says [what time it is][#at] before anything else of a turn,
/// [submits][#submit] many things, and then [completes][#completeReady] what is ready, while nobody
/// reads the database.
public final class Replica {
    private final Context context;
    private final Completer completer;
    private final @Nullable Alone alone;
    private final @Nullable Member member;

    private Replica(
            Context context, Completer completer, @Nullable Alone alone, @Nullable Member member) {
        this.context = context;
        this.completer = completer;
        this.alone = alone;
        this.member = member;
    }

    /// A replica that stands alone.
    ///
    /// @param database contains everything the log holds
    /// @param preparer of that database
    /// @param log takes the transactions
    /// @param watches hears of changes, and tells the clients who watch
    /// @param nowNanos the monotonic clock, by which sessions live
    /// @param wallMillis the clock that znodes keep
    public static Replica alone(
            Database database,
            Preparer preparer,
            ReplicaSettings settings,
            Log log,
            ChangeListener watches,
            ReplicaListener listener,
            long nowNanos,
            long wallMillis) {
        Now now = new Now(nowNanos, wallMillis);
        ClientSessions sessions = new ClientSessions(settings, now.millis());
        sessions.restart(database.sessions(), now.millis());
        Context context =
                new Context(database, preparer, new Ledger(), sessions, settings, listener, now);
        Completer completer = new Completer(context, watches);
        return new Replica(context, completer, new Alone(context, completer, log), null);
    }

    /// A replica that is a member of an ensemble; [#join] completes it.
    ///
    /// @param database contains everything the log holds
    /// @param preparer of that database
    /// @param host does what needs disk and network
    /// @param watches hears of changes, and tells the clients who watch
    /// @param nowNanos the monotonic clock, by which sessions live
    /// @param wallMillis the clock that znodes keep
    public static Replica member(
            Database database,
            Preparer preparer,
            ReplicaSettings settings,
            TreeHost host,
            ChangeListener watches,
            ReplicaListener listener,
            long nowNanos,
            long wallMillis) {
        Now now = new Now(nowNanos, wallMillis);
        ClientSessions sessions = new ClientSessions(settings, now.millis());
        sessions.restart(database.sessions(), now.millis());
        Context context =
                new Context(database, preparer, new Ledger(), sessions, settings, listener, now);
        Completer completer = new Completer(context, watches);
        return new Replica(context, completer, null, new Member(context, completer, host));
    }

    /// What a peer drives.
    public Service service() {
        return Objects.requireNonNull(member, "stands alone");
    }

    /// The peer that drives [#service].
    public void join(Peer peer) {
        Objects.requireNonNull(member, "stands alone").join(peer);
    }

    private Standing standing() {
        return member != null ? member.standing() : Objects.requireNonNull(alone);
    }

    /// Tells the time, to which everything until the next call belongs.
    ///
    /// @param nowNanos the monotonic clock
    /// @param wallMillis the clock that znodes keep
    public void at(long nowNanos, long wallMillis) {
        context.now().is(nowNanos, wallMillis);
    }

    /// Takes up what a client wants.
    public void submit(Submission submission) {
        standing().submit(submission);
    }

    /// Looks for sessions to expire and znodes to sweep; says whether there were any.
    public boolean keepTime() {
        return standing().keepTime();
    }

    /// When [#keepTime] has something to do again, in milliseconds of the monotonic clock.
    public long deadlineMillis() {
        return standing().deadlineMillis();
    }

    /// Whether something can be completed.
    public boolean isReady() {
        return standing().isReady() || completer.hasAnswered();
    }

    /// Whether nothing is under way.
    public boolean isIdle() {
        return context.ledger().isEmpty();
    }

    /// Applies and answers what is ready. Nobody reads the database meanwhile.
    ///
    /// @param limit how much is completed at most
    /// @return how many submissions were answered; those of [Submission.Gone] do not count
    public int completeReady(int limit) {
        for (int i = 0; i < limit && standing().completeNext(); i++) {}
        context.preparer().applied(context.database().lastZxid());
        return completer.takeAnswered();
    }

    /// Shows the updates that clients wait for, oldest first.
    public void forEachUpdate(Consumer<Submission.Update> visitor) {
        context.ledger().forEachUpdate(visitor);
    }

    /// Sessions with their deadlines, to be looked at only.
    public SessionTable sessions() {
        return context.sessions().table();
    }
}
