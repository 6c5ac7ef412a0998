import org.jspecify.annotations.NullMarked;

/// What stands between clients and agreement: the order of requests, sessions and their expiry, as
/// plain objects without threads, clocks, sockets or files.
@NullMarked
module paddock.replica {
    // Databases, transactions and identities are in the signatures here.
    requires transitive paddock.core;
    requires transitive paddock.wire;
    // A member of an ensemble is replicated by a peer.
    requires transitive paddock.zab;
    // Annotations only: every user of these types needs them at compile time, none at run time.
    requires static transitive org.jspecify;

    exports paddock.replica;
}
