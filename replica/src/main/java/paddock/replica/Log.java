package paddock.replica;

import paddock.wire.txn.LoggedTxn;

/// Where the transactions of a server that stands alone become durable.
public interface Log {
    /// Adds a transaction; returns at once.
    void append(LoggedTxn txn);

    /// Everything up to this zxid survives a crash.
    long durableZxid();
}
