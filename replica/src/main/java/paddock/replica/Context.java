package paddock.replica;

import paddock.core.database.Database;
import paddock.core.prepare.Preparer;

/// What all standings of a replica share.
record Context(
        Database database,
        Preparer preparer,
        Ledger ledger,
        ClientSessions sessions,
        Completer completer,
        ReplicaSettings settings,
        ReplicaListener listener,
        Now now) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /// Whether an operation waited for longer than it may.
    boolean isTooOld(long receivedNanos) {
        int limitMillis = settings.throttledOpMillis();
        return limitMillis > 0 && now.nanos() - receivedNanos > limitMillis * NANOS_PER_MILLI;
    }
}
