package paddock.conformance.ensemble;

import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerKinds;

import java.util.List;
import java.util.stream.Stream;

/// Whose server leads and whose learn from it.
public record Pairing(ServerKind leader, ServerKind learner) {
    /// Each kind leads the other, and Paddock itself; or Apache itself, to check the tests
    /// themselves, with `-Dconformance.kinds=APACHE`.
    public static Stream<Pairing> underTest() {
        if (ServerKinds.underTest().toList().equals(List.of(ServerKind.APACHE))) {
            return Stream.of(new Pairing(ServerKind.APACHE, ServerKind.APACHE));
        }
        return Stream.of(
                new Pairing(ServerKind.APACHE, ServerKind.PADDOCK),
                new Pairing(ServerKind.PADDOCK, ServerKind.APACHE),
                new Pairing(ServerKind.PADDOCK, ServerKind.PADDOCK));
    }

    @Override
    public String toString() {
        return leader + " leads " + learner;
    }
}
