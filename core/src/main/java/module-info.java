import org.jspecify.annotations.NullMarked;

/// The mind of a server: replicated state and the rules that change it, without threads, clocks,
/// sockets or files.
@NullMarked
module paddock.core {
    // The records of requests and transactions are this module's language.
    requires transitive paddock.wire;
    requires static org.jspecify;

    exports paddock.core.database;
}
