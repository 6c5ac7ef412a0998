package paddock.conformance.server;

import java.util.Arrays;
import java.util.stream.Stream;

/// Which servers the tests run against that need only one.
public final class ServerKinds {
    private ServerKinds() {}

    /// Paddock; or the kinds of `-Dconformance.kinds=APACHE,PADDOCK`, to check the tests
    /// themselves.
    public static Stream<ServerKind> underTest() {
        String kinds = System.getProperty("conformance.kinds", "PADDOCK");
        return Arrays.stream(kinds.split(",", -1)).map(ServerKind::valueOf);
    }
}
