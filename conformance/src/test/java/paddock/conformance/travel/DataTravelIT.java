package paddock.conformance.travel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.differential.Digests;
import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.TreeDump;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerKinds;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

class DataTravelIT {
    private static final String SUPER = "super:secret";
    private static final int TIMEOUT_MILLIS = 60_000;

    @TempDir private Path data;

    static Stream<Arguments> journeys() {
        return ServerKinds.underTest()
                .flatMap(
                        kind ->
                                Stream.of("", "gz", "snappy")
                                        .flatMap(
                                                compression ->
                                                        Stream.of(true, false)
                                                                .map(
                                                                        kill ->
                                                                                Arguments.of(
                                                                                        kind,
                                                                                        compression,
                                                                                        kill))));
    }

    @ParameterizedTest(name = "{0}, snapshots compressed by \"{1}\", killed: {2}")
    @MethodSource("journeys")
    void whatOneServerWroteTheOtherOpens(ServerKind kind, String compression, boolean kill) {
        var options = options(compression);
        SortedMap<String, TreeDump.Node> tree;
        long session;
        byte[] password;

        try (var server = ServerUnderTest.startOn(ServerKind.APACHE, options, data);
                var resident = RawSession.open(server.address(), TIMEOUT_MILLIS)) {
            session = resident.sessionId();
            password = resident.password();
            new Household(resident).moveIn();
            tree = dump(server);
            end(server, kill);
        }
        int round = 0;
        for (ServerKind next : List.of(kind, ServerKind.APACHE, kind)) {
            round++;
            try (var server = ServerUnderTest.startOn(next, options, data)) {
                assertSame(tree, dump(server));
                try (var resident =
                        RawSession.resume(server.address(), TIMEOUT_MILLIS, session, password)) {
                    new Household(resident).churn(round);
                    assertThat(ephemerals(resident)).hasSize(2 * (round + 1));
                    tree = dump(server);
                    end(server, kill);
                }
                assertThat(server.log()).doesNotContainIgnoringCase("mismatch");
            }
        }
        try (var server = ServerUnderTest.startOn(ServerKind.APACHE, options, data)) {
            assertSame(tree, dump(server));
            var resident = RawSession.resume(server.address(), TIMEOUT_MILLIS, session, password);
            resident.closeSession();
            assertThat(dump(server).keySet()).noneMatch(path -> path.contains("ephemeral"));
            assertThat(server.log()).doesNotContainIgnoringCase("mismatch");
        }
    }

    private static ServerOptions options(String compression) {
        return ServerOptions.standard()
                .property("zookeeper.extendedTypesEnabled", "true")
                .property("zookeeper.snapCount", "150")
                .property("zookeeper.preAllocSize", "64")
                .property("zookeeper.snapshot.compression.method", compression)
                .property(
                        "zookeeper.DigestAuthenticationProvider.superDigest",
                        "super:" + Digests.of(SUPER));
    }

    private static void end(ServerUnderTest server, boolean kill) {
        if (kill) {
            server.kill();
        } else {
            server.stop();
        }
    }

    private static List<String> ephemerals(RawSession session) {
        var reply = session.call(new Request.GetEphemerals("/"));
        return Response.Names.read(reply).names();
    }

    /// Everything, read by somebody who is allowed to and leaves nothing behind.
    private static SortedMap<String, TreeDump.Node> dump(ServerUnderTest server) {
        var session = RawSession.open(server.address(), TIMEOUT_MILLIS);
        session.authenticate(SUPER);
        var tree = TreeDump.of(session, "/");
        session.closeSession();
        return tree;
    }

    private static void assertSame(
            Map<String, TreeDump.Node> expected, Map<String, TreeDump.Node> actual) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((path, node) -> assertThat(actual.get(path)).as(path).isEqualTo(node));
    }
}
