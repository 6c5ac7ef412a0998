package paddock.core.prepare;

import paddock.wire.txn.LoggedTxn;

/// What became of an update.
public sealed interface Prepared {
    /// A transaction to log and then apply; a refusal may be one too.
    record Proposed(LoggedTxn txn) implements Prepared {}

    /// A refusal that takes no place in the order.
    record Refused(int err) implements Prepared {}
}
