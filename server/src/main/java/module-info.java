import org.jspecify.annotations.NullMarked;

/// The runtime of a server: everything with a thread, a socket, a file or a clock around the core.
@NullMarked
module paddock.server {
    requires static org.jspecify;

    exports paddock.server.config;
}
