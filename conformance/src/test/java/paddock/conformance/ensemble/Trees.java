package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import paddock.conformance.differential.Digests;
import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.TreeDump;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Request;

import java.util.SortedMap;
import java.util.TreeMap;

/// Whether all members hold the same: as clients see it, as their digests say, and on disk.
final class Trees {
    private static final String SUPER = "super:secret";
    private static final int TIMEOUT_MILLIS = 20_000;

    private Trees() {}

    /// Lets [#of] read everything.
    static ServerOptions readable(ServerOptions options) {
        return options.property(
                "zookeeper.DigestAuthenticationProvider.superDigest", "super:" + Digests.of(SUPER));
    }

    /// Compares what the members that are awake show now. Returns it.
    static SortedMap<String, TreeDump.Node> assertSame(EnsembleUnderTest ensemble) {
        MemberUnderTest leader = ensemble.leader();
        SortedMap<String, TreeDump.Node> expected = of(leader);
        for (MemberUnderTest member : ensemble.members()) {
            if (member.isAwake()) {
                assertSame(member.toString(), expected, of(member));
            }
        }
        assertSameDigests(ensemble);
        return expected;
    }

    /// Digests of the same zxid agree, and no member has found one wrong.
    private static void assertSameDigests(EnsembleUnderTest ensemble) {
        var known = new TreeMap<String, String>();
        for (MemberUnderTest member : ensemble.members()) {
            if (!member.isAwake()) {
                continue;
            }
            for (String line : member.word("hash").lines().toList()) {
                String[] parts = line.split(": ", -1);
                String before = known.putIfAbsent(parts[0], parts[1]);
                assertThat(parts[1])
                        .as("digest at " + parts[0] + " of " + member)
                        .isEqualTo(before == null ? parts[1] : before);
            }
            assertThat(member.log()).doesNotContain("Digests are not matching");
        }
    }

    /// What one member shows, up to date.
    private static SortedMap<String, TreeDump.Node> of(MemberUnderTest member) {
        var session = member.session(TIMEOUT_MILLIS);
        session.call(new Request.Sync("/"));
        return dump(session);
    }

    private static SortedMap<String, TreeDump.Node> dump(RawSession session) {
        session.authenticate(SUPER);
        var tree = TreeDump.of(session, "/");
        tree.remove("/zookeeper/config"); // every server's own
        session.closeSession();
        return tree;
    }

    /// Compares what is on the disks of members that do not run, read by Apache's server.
    static void assertSameOnDisk(
            EnsembleUnderTest ensemble, SortedMap<String, TreeDump.Node> expected) {
        for (MemberUnderTest member : ensemble.members()) {
            try (var server =
                    ServerUnderTest.startOn(
                            ServerKind.APACHE,
                            readable(EnsembleUnderTest.options()),
                            member.data())) {
                var session = RawSession.open(server.address(), TIMEOUT_MILLIS);
                assertSame("disk of " + member, expected, dump(session));
                assertThat(server.log()).doesNotContain("Digests are not matching");
            }
        }
    }

    private static void assertSame(
            String what,
            SortedMap<String, TreeDump.Node> expected,
            SortedMap<String, TreeDump.Node> actual) {
        assertThat(actual.keySet()).as(what).containsExactlyElementsOf(expected.keySet());
        expected.forEach(
                (path, node) ->
                        assertThat(actual.get(path)).as(path + " of " + what).isEqualTo(node));
    }
}
