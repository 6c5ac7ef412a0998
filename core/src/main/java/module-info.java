import org.jspecify.annotations.NullMarked;

/// The mind of a server: replicated state and the rules that change it, without threads, clocks,
/// sockets or files.
@NullMarked
module paddock.core {
    // The records of requests and transactions are this module's language.
    requires transitive paddock.wire;
    // Annotations only: every user of these types needs them at compile time, none at run time.
    requires static transitive org.jspecify;

    exports paddock.core.acl;
    exports paddock.core.collection;
    exports paddock.core.database;
    exports paddock.core.path;
    exports paddock.core.prepare;
    exports paddock.core.query;
    exports paddock.core.quota;
    exports paddock.core.session;
    exports paddock.core.tree;
    exports paddock.core.watch;
}
