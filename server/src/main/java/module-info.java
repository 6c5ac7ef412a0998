import org.jspecify.annotations.NullMarked;

/// The runtime of a server: everything with a thread, a socket, a file or a clock around the core.
@NullMarked
module paddock.server {
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires org.jctools.core;
    requires org.slf4j;
    requires paddock.core;
    requires paddock.replica;
    requires paddock.storage;
    requires paddock.wire;
    // The configuration says who belongs to an ensemble.
    requires transitive paddock.zab;
    requires static org.jspecify;
    // File descriptors, as mntr tells them.
    requires jdk.management;

    exports paddock.server.config;
    exports paddock.server.lifecycle;
    exports paddock.server.metrics;
    exports paddock.server.words;
}
