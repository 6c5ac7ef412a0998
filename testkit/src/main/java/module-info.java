import org.jspecify.annotations.NullMarked;

/// Servers and ensembles inside the tests of those who use one.
@NullMarked
module paddock.testkit {
    requires paddock.core;
    requires paddock.server;
    requires paddock.wire;
    requires static org.jspecify;

    exports paddock.testkit;
}
