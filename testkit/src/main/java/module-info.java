import org.jspecify.annotations.NullMarked;

/// Servers and ensembles inside the tests of those who use one.
///
/// It finds `paddock.testkit.server` by name when it runs: that one is of a newer Java.
@NullMarked
module paddock.testkit {
    requires static org.jspecify;
    // There wherever the extension is used, and nowhere else.
    requires static transitive org.junit.jupiter.api;

    exports paddock.testkit;
    exports paddock.testkit.curator;
    exports paddock.testkit.junit;
}
