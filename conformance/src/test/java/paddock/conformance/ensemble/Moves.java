package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import paddock.conformance.raw.RawSession;
import paddock.wire.protocol.Request;

import java.nio.charset.StandardCharsets;

/// Sessions that go from one member to the next.
final class Moves {
    private static final String OWNED = "/moving";

    private Moves() {}

    /// Begins a session with an ephemeral znode and takes it through these members. Each lets it
    /// write and knows what it owns; after its end nobody does.
    static void through(
            EnsembleUnderTest ensemble, MemberUnderTest from, int timeoutMillis, int... ids) {
        var session = from.session(timeoutMillis);
        session.create(OWNED, "1".getBytes(StandardCharsets.UTF_8), 1);
        for (int id : ids) {
            RawSession moved = ensemble.member(id).adopt(session);
            moved.setData(OWNED, ("on " + id).getBytes(StandardCharsets.UTF_8));
            assertThat(moved.getData(OWNED).stat().ephemeralOwner()).isEqualTo(session.sessionId());
            session.close();
            session = moved;
        }
        session.closeSession();
        for (MemberUnderTest member : ensemble.members()) {
            var reader = member.session(timeoutMillis);
            reader.call(new Request.Sync("/"));
            assertThat(reader.exists(OWNED)).as("on " + member).isFalse();
            reader.closeSession();
        }
    }
}
