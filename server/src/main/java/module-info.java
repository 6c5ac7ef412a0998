import org.jspecify.annotations.NullMarked;

/// The runtime of a server: everything with a thread, a socket, a file or a clock around the core.
@NullMarked
module paddock.server {
    requires static org.jspecify;
    requires paddock.wire;
    // File descriptors, as mntr tells them.
    requires jdk.management;

    exports paddock.server.config;
    exports paddock.server.metrics;
    exports paddock.server.words;
}
