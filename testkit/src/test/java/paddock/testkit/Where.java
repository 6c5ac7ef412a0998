package paddock.testkit;

import java.util.List;

/// The places where a server of a test can be.
enum Where {
    HERE(folder -> HostHere.make()),
    CHILD(ChildJvm::start);

    private final ServerHost.Maker maker;

    Where(ServerHost.Maker maker) {
        this.maker = maker;
    }

    ServerHost.Maker maker() {
        return maker;
    }

    /// Those that this JVM offers: on an older Java than the server's there is one.
    static List<Where> possible() {
        return Runtime.version().feature() >= ServerHost.JAVA
                ? List.of(HERE, CHILD)
                : List.of(CHILD);
    }
}
