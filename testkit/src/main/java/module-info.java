import org.jspecify.annotations.NullMarked;

/// Servers and ensembles inside the tests of those who use one.
@NullMarked
module paddock.testkit {
    requires paddock.core;
    requires paddock.server;
    requires paddock.wire;
    requires static org.jspecify;
    // There wherever the extension is used, and nowhere else.
    requires static transitive org.junit.jupiter.api;

    exports paddock.testkit;
    exports paddock.testkit.curator;
    exports paddock.testkit.junit;
}
