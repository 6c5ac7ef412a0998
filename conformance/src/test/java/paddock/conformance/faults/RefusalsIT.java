package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.charset.StandardCharsets;

/// What stops the reference, or harms it, is refused (client protocol reference, section 19), and
/// leaves a server that works and starts again.
class RefusalsIT {
    private static final int BAD_ARGUMENTS = -8;

    private ServerUnderTest server;
    private RawSession session;

    @BeforeEach
    void start() {
        server =
                ServerUnderTest.start(
                        ServerKind.PADDOCK,
                        ServerOptions.standard()
                                .property("zookeeper.extendedTypesEnabled", "true"));
        session = RawSession.open(server.address(), 40_000);
        session.create("/a", new byte[0], 0);
    }

    @AfterEach
    void itWorksAndStartsAgain() {
        try (var restarted = server) {
            session.create("/after", new byte[0], 0);
            restarted.kill();
            restarted.start();
            try (var again = RawSession.open(restarted.address(), 40_000)) {
                assertThat(again.exists("/after")).isTrue();
            }
        }
    }

    @Test
    void aTimeToLiveOfAnOrdinaryZnodeThatIsNegative() {
        for (int flags = 0; flags <= 4; flags++) {
            assertThat(error(create("/a/ttl", OpCode.CREATE_TTL, flags, -1)))
                    .isEqualTo(BAD_ARGUMENTS);
        }
        assertThat(session.exists("/a/ttl")).isFalse();
    }

    @Test
    void limitsOfNoPath() {
        assertThat(error(create("/zookeeper/quota/zookeeper_limits", OpCode.CREATE, 0, 0)))
                .isEqualTo(BAD_ARGUMENTS);
    }

    @Test
    void statsThatCannotBeReadCountAsNone() {
        session.create("/zookeeper/quota/a", new byte[0], 0);
        session.create("/zookeeper/quota/a/zookeeper_limits", bytes("count=9,bytes=-1"), 0);
        session.create("/zookeeper/quota/a/zookeeper_stats", bytes("count=0,bytes=0"), 0);
        session.setData("/zookeeper/quota/a/zookeeper_stats", bytes("garbage"));

        session.create("/a/b", bytes("123"), 0);
        session.setData("/a/b", bytes("1234"));

        assertThat(session.exists("/a/b")).isTrue();
    }

    @Test
    void theServersOwnDeletionOfContainersIsNotForClients() {
        int answer = error(new Request.DeleteContainer("/a"));

        assertThat(answer).isNotZero();
        try (var other = RawSession.open(server.address(), 40_000)) {
            assertThat(other.exists("/a")).isTrue();
        }
        session = RawSession.open(server.address(), 40_000);
    }

    private int error(Request request) {
        return session.ask(request).header().err();
    }

    private static Request create(String path, int op, int flags, long ttlMillis) {
        return new Request.Create(op, path, new byte[0], Acl.OPEN, flags, ttlMillis);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
