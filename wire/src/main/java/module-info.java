import org.jspecify.annotations.NullMarked;

/// The bytes that clients, servers and disks exchange, and the records they stand for.
@NullMarked
module paddock.wire {
    // Annotations only: every user of the records needs them at compile time, none at run time.
    requires static transitive org.jspecify;

    exports paddock.wire.ensemble;
    exports paddock.wire.jute;
    exports paddock.wire.path;
    exports paddock.wire.protocol;
    exports paddock.wire.txn;
}
