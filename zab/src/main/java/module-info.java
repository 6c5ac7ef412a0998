import org.jspecify.annotations.NullMarked;

/// How servers agree: quorums, election, leader and learners, as state machines without threads,
/// clocks, sockets or files.
@NullMarked
module paddock.zab {
    // The messages between servers are this module's language.
    requires transitive paddock.wire;
    // Annotations only: every user of these types needs them at compile time, none at run time.
    requires static transitive org.jspecify;

    exports paddock.zab.election;
    exports paddock.zab.peer;
    exports paddock.zab.port;
    exports paddock.zab.quorum;
}
