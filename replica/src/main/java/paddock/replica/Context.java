package paddock.replica;

import paddock.core.database.Database;
import paddock.core.prepare.Preparer;

/// What all standings of a replica share.
record Context(
        Database database,
        Preparer preparer,
        Ledger ledger,
        ClientSessions sessions,
        ReplicaSettings settings,
        ReplicaListener listener,
        Now now) {}
