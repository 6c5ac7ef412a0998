package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.zab.port.Service;

import java.util.ArrayDeque;

/// How a learner's history becomes the leader's (ensemble protocol reference, section 8.3): what it
/// is sent between the beginning of the synchronisation and the moment it serves.
final class CatchUp {
    private enum Way {
        NONE,
        /// The own log goes on; what comes is appended to it.
        LOG,
        /// The tree was replaced; what comes goes into the next snapshot.
        SNAPSHOT
    }

    private final Context context;
    private Way way = Way.NONE;

    /// There was neither a log nor a snapshot to go on from.
    private boolean fromNothing;

    /// Proposals that are neither committed nor in the log.
    private final ArrayDeque<EncodedTxn> arrived = new ArrayDeque<>();

    /// Those before them, committed after the initial history was complete: they are logged, like
    /// [#arrived], once the epoch is entered and a quorum has its history.
    private final ArrayDeque<EncodedTxn> confirmed = new ArrayDeque<>();

    CatchUp(Context context) {
        this.context = context;
    }

    boolean hasBegun() {
        return way != Way.NONE;
    }

    boolean isBySnapshot() {
        return way == Way.SNAPSHOT;
    }

    /// Whether a snapshot has to be written: the log alone does not lead to the tree.
    boolean needsSnapshot() {
        return way == Way.SNAPSHOT || fromNothing;
    }

    /// The own log goes on from `keepUpTo`; what comes after it is cut off.
    ///
    /// @return false where the log does not hold that transaction
    boolean fromLog(long keepUpTo) {
        way = Way.LOG;
        fromNothing = context.history.lastLoggedZxid() < 0;
        if (keepUpTo < context.history.lastLoggedZxid()
                && !context.settings.makes(Mutation.TRUNCATION_SKIPPED)
                && !context.history.truncate(keepUpTo)) {
            return false;
        }
        // What is left of the log is a part of the leader's, and so of what the epoch begins with.
        context.history.commitTail();
        return true;
    }

    /// Another tree takes the place of the own one.
    void fromSnapshot(Service.Snapshot snapshot) {
        way = Way.SNAPSHOT;
        context.service.install(snapshot);
        context.history.installed(snapshot.zxid());
    }

    void add(EncodedTxn txn) {
        arrived.add(txn);
    }

    boolean hasProposals() {
        return !arrived.isEmpty();
    }

    /// The transaction that the next one has to follow, or -1 where the first one is free: a tree
    /// from the reference may contain more than it is labelled with.
    long lastArrivedZxid() {
        if (!arrived.isEmpty()) {
            return arrived.getLast().zxid();
        }
        if (!confirmed.isEmpty()) {
            return confirmed.getLast().zxid();
        }
        return way == Way.LOG ? context.history.lastLoggedZxid() : -1;
    }

    /// Everything up to `zxid` is committed.
    ///
    /// @param complete whether the initial history had been complete before
    void committed(long zxid, boolean complete) {
        while (!arrived.isEmpty() && arrived.getFirst().zxid() <= zxid) {
            EncodedTxn txn = arrived.removeFirst();
            if (complete) {
                confirmed.add(txn);
            } else if (way == Way.SNAPSHOT) {
                context.history.commitUnlogged(txn);
            } else {
                context.history.append(txn);
                context.history.commitNext();
            }
        }
    }

    /// The next transaction to log and to commit at once, as this server begins to serve.
    @Nullable EncodedTxn takeConfirmed() {
        return confirmed.poll();
    }

    /// The next transaction to log, after those.
    @Nullable EncodedTxn takeArrived() {
        return arrived.poll();
    }
}
