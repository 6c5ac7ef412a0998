import org.jspecify.annotations.NullMarked;

/// The files of a server: transaction log, snapshots, recovery, retention, and the tools that read
/// and repair them.
@NullMarked
module paddock.storage {
    // Images, builders and logged transactions stand in this module's own signatures.
    requires transitive paddock.core;
    requires transitive paddock.wire;
    // Has the option that opens a file past the page cache.
    requires jdk.unsupported;
    requires static org.jspecify;

    exports paddock.storage;
    exports paddock.storage.config;
    exports paddock.storage.epoch;
    exports paddock.storage.folder;
    exports paddock.storage.log;
    exports paddock.storage.recovery;
    exports paddock.storage.retention;
    exports paddock.storage.snapshot;
    exports paddock.storage.tool;
}
