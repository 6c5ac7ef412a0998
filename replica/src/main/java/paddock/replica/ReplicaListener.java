package paddock.replica;

import paddock.wire.protocol.ErrorCode;
import paddock.wire.txn.LoggedTxn;

/// Hears what the replica does, for measurements and the operator's log.
public interface ReplicaListener {
    /// Hears nothing.
    ReplicaListener NONE =
            new ReplicaListener() {
                @Override
                public void applied(LoggedTxn txn) {}

                @Override
                public void expiring(long sessionId, int timeoutMillis) {}

                @Override
                public void reconfigRefused(ErrorCode error, String reason) {}
            };

    /// A transaction was applied.
    void applied(LoggedTxn txn);

    /// A session was not heard of for that long; its end is under way.
    void expiring(long sessionId, int timeoutMillis);

    /// A client asked for a membership that cannot be. It is told the error only.
    void reconfigRefused(ErrorCode error, String reason);
}
