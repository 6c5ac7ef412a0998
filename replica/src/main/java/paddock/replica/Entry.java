package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.wire.txn.LoggedTxn;

/// One thing under way.
///
/// @param origin who asked, null when the server itself did
/// @param txn what is being logged for it, null when nothing is
/// @param sessionId the session being opened, else 0
/// @param err the refusal, where there is no transaction
record Entry(@Nullable Submission origin, @Nullable LoggedTxn txn, long sessionId, int err) {
    static Entry refused(@Nullable Submission origin, int err) {
        return new Entry(origin, null, 0, err);
    }

    /// What needs nothing but its turn.
    static Entry waiting(Submission origin) {
        return new Entry(origin, null, 0, 0);
    }
}
