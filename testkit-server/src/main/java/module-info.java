import org.jspecify.annotations.NullMarked;

/// The server of a test, told in lines of text what to do.
@NullMarked
module paddock.testkit.server {
    requires paddock.server;
    requires static org.jspecify;

    // For the testkit, which finds it by name.
    exports paddock.testkit.server;
}
