package paddock.zab.port;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.zab.quorum.QuorumConfig;

/// What a server must not forget. Where a call says *durable*, it returns when a crash cannot undo
/// it any more.
public interface Store {
    /// The newest epoch promised, 0 before the first.
    long acceptedEpoch();

    /// The epoch of the history, 0 before the first.
    long currentEpoch();

    /// Remembers a promise; durable.
    void acceptEpoch(long epoch);

    /// Makes the history that of an epoch; durable.
    void enterEpoch(long epoch);

    /// Adds a transaction to the log. [paddock.zab.peer.PeerEvent.Durable] tells when it cannot be
    /// lost any more.
    void append(EncodedTxn txn);

    /// Removes everything after `zxid` from the log, durable; waits for appends under way first.
    ///
    /// @return false where the log does not hold `zxid`; nothing was changed then
    boolean truncate(long zxid);

    /// Removes the whole log, since a snapshot from another server has taken its place: what stands
    /// in the log is not how the tree came about. Durable. A host that finds a newest snapshot
    /// ahead of the log when it starts does the same: it crashed in between.
    void discardLog();

    /// Reads logged transactions from the first with a zxid of at least `from` on, as far as they
    /// are durable.
    ///
    /// @return null where the log does not reach back that far
    @Nullable LogTail tail(long from);

    /// The size of the newest snapshot in bytes, 0 where there is none.
    long snapshotBytes();

    /// Remembers a membership that was proposed; durable.
    void lastSeen(QuorumConfig config);

    /// Remembers a membership that is in force; durable.
    void committed(QuorumConfig config);

    /// A stretch of the log, to be read once and closed.
    interface LogTail extends AutoCloseable {
        /// Bytes of all the files that would be read.
        long bytes();

        /// The next transaction, or null at the end.
        @Nullable EncodedTxn next();

        @Override
        void close();
    }
}
