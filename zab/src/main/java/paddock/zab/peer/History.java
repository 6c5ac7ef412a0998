package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Zxid;
import paddock.zab.port.Service;
import paddock.zab.port.Store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;

/// What this server knows of its own past: how far it was logged, made durable and committed, and
/// the newest transactions themselves.
///
/// The log is the committed part followed by the [#tail]. It may be the tail's fate to be cut off.
final class History {
    /// Before every zxid, -1 included.
    private static final long NOTHING = Long.MIN_VALUE;

    private final Store store;
    private final Service service;
    private final int keep;
    private final ArrayDeque<EncodedTxn> committed = new ArrayDeque<>();
    private final ArrayDeque<EncodedTxn> tail = new ArrayDeque<>();
    private long lastCommittedZxid;
    private long lastCommittedTxnZxid;
    private long lastLoggedZxid;
    private long appendedZxid = NOTHING;
    private long durableZxid;

    /// The tree was replaced, and is not on disk yet.
    private boolean unsaved;

    private boolean disowned;

    private boolean keepsLog = true;

    /// What came last is in the tree alone.
    private boolean aheadOfLog;

    /// The history of a server whose service contains all of its log.
    History(Store store, Service service, int keep) {
        this.store = store;
        this.service = service;
        this.keep = keep;
        restart(service.lastZxid());
    }

    private void restart(long zxid) {
        committed.clear();
        tail.clear();
        lastCommittedZxid = zxid;
        lastCommittedTxnZxid = zxid;
        lastLoggedZxid = zxid;
        appendedZxid = NOTHING;
        unsaved = false;
        disowned = false;
        aheadOfLog = false;
        durableZxid = Math.min(durableZxid, zxid);
    }

    /// The last transaction in the log, or the beginning of an epoch that this server led; what a
    /// vote stands for. It is -1 where there is no history and none may be begun, so that another
    /// server's has to be waited for.
    long lastLoggedZxid() {
        return lastLoggedZxid;
    }

    /// The last transaction committed, or the beginning of the epoch being led.
    long lastCommittedZxid() {
        return lastCommittedZxid;
    }

    /// The last transaction committed, whatever epoch began since.
    long lastCommittedTxnZxid() {
        return lastCommittedTxnZxid;
    }

    /// Everything up to here, of what was appended, is on disk.
    long durableZxid() {
        return durableZxid;
    }

    /// Whether all of the history is on disk.
    boolean isDurable() {
        return durableZxid >= appendedZxid && !unsaved;
    }

    /// The newest committed transactions, consecutive, oldest first.
    Collection<EncodedTxn> committed() {
        return Collections.unmodifiableCollection(committed);
    }

    /// The last transaction committed, null where it is not kept.
    @Nullable EncodedTxn lastCommittedTxn() {
        return committed.peekLast();
    }

    /// What is logged and not committed, oldest first.
    Collection<EncodedTxn> tail() {
        return Collections.unmodifiableCollection(tail);
    }

    boolean hasTail() {
        return !tail.isEmpty();
    }

    long firstOfTail() {
        return tail.getFirst().zxid();
    }

    /// Whether transactions go to the log from here on. An observer may keep none: its word counts
    /// for nothing, and it can start from an old snapshot.
    void keepLog(boolean yes) {
        keepsLog = yes;
    }

    /// Whether there are transactions that are in no log.
    boolean isAheadOfLog() {
        return aheadOfLog;
    }

    /// Adds to the log.
    void append(EncodedTxn txn) {
        if (keepsLog) {
            store.append(txn);
            appendedZxid = txn.zxid();
        } else {
            aheadOfLog = true;
        }
        tail.add(txn);
        lastLoggedZxid = txn.zxid();
    }

    /// The disk reports.
    void durable(long zxid) {
        durableZxid = Math.max(durableZxid, zxid);
    }

    /// Commits the oldest of the tail.
    EncodedTxn commitNext() {
        EncodedTxn txn = tail.removeFirst();
        commit(txn);
        return txn;
    }

    /// Commits all of the tail.
    void commitTail() {
        while (!tail.isEmpty()) {
            commitNext();
        }
    }

    /// Commits what was never logged here, because a snapshot will contain it. It may be there
    /// already.
    void commitUnlogged(EncodedTxn txn) {
        if (txn.zxid() <= lastCommittedZxid) {
            service.commit(txn);
            return;
        }
        lastLoggedZxid = txn.zxid();
        commit(txn);
    }

    private void commit(EncodedTxn txn) {
        committed.add(txn);
        if (committed.size() > keep) {
            committed.removeFirst();
        }
        lastCommittedZxid = txn.zxid();
        lastCommittedTxnZxid = txn.zxid();
        service.commit(txn);
    }

    /// Forgets everything after a transaction; says whether that could be done.
    boolean truncate(long zxid) {
        if (zxid >= lastLoggedZxid) {
            return true;
        }
        boolean nothingLogged = zxid >= lastTxnLogged();
        if (!nothingLogged && !store.truncate(zxid)) {
            return false;
        }
        if (zxid < lastCommittedTxnZxid) {
            restart(service.reload());
            return lastCommittedTxnZxid == zxid;
        }
        while (!tail.isEmpty() && tail.getLast().zxid() > zxid) {
            tail.removeLast();
        }
        // Only the beginning of an epoch can lie between the last transaction and here.
        lastLoggedZxid = zxid;
        lastCommittedZxid = Math.min(lastCommittedZxid, zxid);
        // What was cut needs no force any more.
        appendedZxid = Math.min(appendedZxid, zxid);
        durableZxid = Math.min(durableZxid, zxid);
        return true;
    }

    private long lastTxnLogged() {
        return tail.isEmpty() ? lastCommittedTxnZxid : tail.getLast().zxid();
    }

    /// The log cannot be cut where a leader needs it: it begins with a tree that has already what
    /// is to be forgotten. Until another tree takes its place there is no history to vote for or to
    /// go on from.
    void disown() {
        disowned = true;
        lastLoggedZxid = -1;
    }

    boolean isDisowned() {
        return disowned;
    }

    /// Another tree took the place of the old one; the log does not lead to it.
    void installed(long zxid) {
        restart(zxid);
        unsaved = true;
    }

    /// The tree is on disk.
    void saved() {
        if (unsaved) {
            store.discardLog();
            unsaved = false;
        }
    }

    /// Goes back to what is on disk, after a tree that did not arrive as a whole.
    void reload() {
        restart(service.reload());
    }

    /// An epoch begins here: a vote for this server says so from now on.
    void beginEpoch(long epoch) {
        lastCommittedZxid = Zxid.beginOf(epoch);
        lastLoggedZxid = lastCommittedZxid;
    }
}
