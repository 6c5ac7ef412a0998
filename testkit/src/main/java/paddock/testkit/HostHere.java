package paddock.testkit;

import java.util.function.UnaryOperator;

/// A server in this JVM. Its classes are of a newer Java than these, so they are found by name.
final class HostHere implements ServerHost {
    private static final String HOST = "paddock.testkit.server.Host";

    private final UnaryOperator<String> host;

    private HostHere(UnaryOperator<String> host) {
        this.host = host;
    }

    @SuppressWarnings("unchecked") // Of strings: nothing else bears this name.
    static HostHere make() {
        try {
            return new HostHere(
                    Class.forName(HOST)
                            .asSubclass(UnaryOperator.class)
                            .getDeclaredConstructor()
                            .newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "no class "
                            + HOST
                            + " within reach: the server comes with paddock:testkit-server,"
                            + " which paddock:testkit depends on at run time",
                    e);
        }
    }

    @Override
    public String tell(String command) {
        return ServerHost.textOf(host.apply(command));
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    /// Nothing is left of it once its server is stopped.
    @Override
    public void close() {}
}
