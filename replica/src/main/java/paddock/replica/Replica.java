package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.prepare.MembershipRules;
import paddock.core.prepare.Preparer;
import paddock.core.session.SessionTable;
import paddock.zab.peer.Peer;
import paddock.zab.port.Service;
import paddock.zab.quorum.Reconfiguration;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// Orders, applies and answers what the clients of one server want; the only writer of the
/// replicated state.
///
/// For one thread at a time. The host says [what time it is][#at] before anything else of a turn,
/// [submits][#submit] many things, and then [completes][#completeReady] what is ready, while nobody
/// reads the database.
public final class Replica {
    private final Context context;
    private final Supplier<Standing> standing;
    private final @Nullable ReplicatedService service;
    private final @Nullable Ensemble ensemble;

    private Replica(
            Context context,
            Supplier<Standing> standing,
            @Nullable ReplicatedService service,
            @Nullable Ensemble ensemble) {
        this.context = context;
        this.standing = standing;
        this.service = service;
        this.ensemble = ensemble;
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
        Context context =
                context(
                        database,
                        preparer,
                        settings,
                        watches,
                        listener,
                        new Now(nowNanos, wallMillis));
        Alone alone = new Alone(context, log);
        return new Replica(context, () -> alone, null, null);
    }

    /// A replica that is a member of an ensemble. It serves nobody before a peer that was made with
    /// its [#service] and [joined][#join] says so.
    ///
    /// @param database contains everything the log holds
    /// @param preparer of that database
    /// @param host keeps readers out, and knows how to write, send and receive whole trees
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
        HeldWatches held = new HeldWatches(watches);
        Context context =
                context(
                        database,
                        preparer,
                        settings,
                        held,
                        listener,
                        new Now(nowNanos, wallMillis));
        LocalSessions locals = context.sessions().locals();
        if (locals.areOn()) {
            preparer.localSessions(locals);
        }
        Ensemble ensemble = new Ensemble(context, held, host);
        ReplicatedService service = new ReplicatedService(context, ensemble);
        return new Replica(context, service::standing, service, ensemble);
    }

    private static Context context(
            Database database,
            Preparer preparer,
            ReplicaSettings settings,
            ChangeListener watches,
            ReplicaListener listener,
            Now now) {
        ClientSessions sessions = new ClientSessions(settings, now.millis());
        sessions.restart(database.sessions(), now.millis());
        Completer completer = new Completer(database, preparer, sessions, listener, watches, now);
        return new Context(
                database, preparer, new Ledger(), sessions, completer, settings, listener, now);
    }

    /// What a member's peer replicates.
    public Service service() {
        if (service == null) {
            throw new IllegalStateException("a replica that stands alone has no peer");
        }
        return service;
    }

    /// From here on this is the member's peer. After each of its steps comes [#settle].
    public void join(Peer peer) {
        join(new PeerAgreement(peer, context.now()));
    }

    void join(Agreement agreement) {
        if (ensemble == null) {
            throw new IllegalStateException("a replica that stands alone has no peer");
        }
        ensemble.join(agreement);
        context.preparer()
                .memberships(
                        (request, zxid) ->
                                switch (agreement.reconfiguration(request, zxid)) {
                                    case Reconfiguration.Accepted(var config) ->
                                            new MembershipRules.Accepted(config.text());
                                    case Reconfiguration.Refused(var error, var reason) -> {
                                        context.listener().reconfigRefused(error, reason);
                                        yield new MembershipRules.Refused(error);
                                    }
                                });
    }

    /// A step of the peer has ended: does what had to wait for that. So do all calls from here on;
    /// this one is for hosts that have nothing else to call.
    public void settle() {
        settled();
    }

    /// The standing, as it is when everything that begins with it has been done.
    private Standing settled() {
        while (true) {
            Standing current = standing.get();
            current.settle();
            // What it proposed at once may have ended it.
            if (standing.get().equals(current)) {
                return current;
            }
        }
    }

    /// Tells the time, to which everything until the next call belongs.
    ///
    /// @param nowNanos the monotonic clock
    /// @param wallMillis the clock that znodes keep
    public void at(long nowNanos, long wallMillis) {
        context.now().is(nowNanos, wallMillis);
    }

    /// The host did not run for a while that has just ended, as when its process was suspended.
    /// What clients sent meanwhile waits to be heard, so no session expires for that time. After
    /// [#at], and before anything else of the turn.
    public void wasSuspended(long millis) {
        context.sessions().postpone(millis, context.now().millis());
    }

    /// Takes up what a client wants.
    public void submit(Submission submission) {
        settled().submit(submission);
    }

    /// Looks for sessions to expire and znodes to sweep; says whether there were any.
    public boolean keepTime() {
        return settled().keepTime();
    }

    /// Ends a session as if its time were over, whatever is heard of its client. Between turns of
    /// the host, as [#submit].
    public ForcedEnd end(long sessionId) {
        return settled().end(sessionId);
    }

    /// When [#keepTime] has something to do again, in milliseconds of the monotonic clock.
    public long deadlineMillis() {
        return standing.get().deadlineMillis();
    }

    /// Whether something can be completed.
    public boolean isReady() {
        // Whoever was dropped in between is to be counted, too.
        return settled().isReady() || context.completer().hasAnswered();
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
        if (!isReady()) {
            return 0;
        }
        Standing settled = settled();
        for (int i = 0; i < limit && settled.completeNext(); i++) {}
        context.preparer().applied(context.database().lastZxid());
        return context.completer().takeAnswered();
    }

    /// How many syncs wait for this leader, those of learners included.
    public int pendingSyncs() {
        return standing.get() instanceof Leading leading ? leading.pendingSyncs() : 0;
    }

    /// Shows the updates that clients wait for, oldest first.
    public void forEachUpdate(Consumer<Submission.Update> visitor) {
        context.ledger()
                .forEach(
                        entry -> {
                            if (entry.origin() instanceof Submission.Update update) {
                                visitor.accept(update);
                            }
                        });
    }

    /// Sessions with their deadlines, to be looked at only.
    public SessionTable sessions() {
        return context.sessions().table();
    }

    /// Those that only this server knows, to be looked at only.
    public SessionTable localSessions() {
        return context.sessions().locals().table();
    }
}
