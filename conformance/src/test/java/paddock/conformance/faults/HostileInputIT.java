package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.raw.RawConnection;
import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectRequest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.SplittableRandom;

/// Strangers send a live port anything, while an honest client goes on working.
class HostileInputIT {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final long MEBIBYTE = 1 << 20;

    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void randomBytesHarmNobody(ServerKind kind) {
        try (var server = start(kind);
                var honest = RawSession.open(server.address(), 40_000)) {
            honest.create("/honest", new byte[0], 0);
            for (int i = 0; i < 500; i++) {
                byte[] noise = new byte[random.nextInt(1, 400)];
                random.nextBytes(noise);
                try (var stranger = connect(server)) {
                    stranger.write(noise);
                    stranger.finishWriting();
                }
                if (i % 25 == 0) {
                    honest.setData("/honest", new byte[i]);
                }
            }
            assertStillServing(server, honest);
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void impossibleLengthsEndTheConnection(ServerKind kind) {
        try (var server = start(kind);
                var honest = RawSession.open(server.address(), 40_000)) {
            honest.create("/honest", new byte[0], 0);
            for (int length :
                    new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x100000, 0x7f000000}) {
                try (var stranger = connect(server)) {
                    stranger.write(ints(length, 1, 2, 3));
                    assertThat(stranger.read()).as("length %d", length).isNull();
                }
                try (var member = RawSession.open(server.address(), 40_000)) {
                    member.connection().write(ints(length));
                    assertThat(member.connection().read()).as("length %d", length).isNull();
                }
            }
            assertStillServing(server, honest);
        }
    }

    /// Frames of a mebibyte are promised and never sent: nobody may set memory aside for promises.
    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void promisedFramesCostNoMemory(ServerKind kind) {
        try (var server = start(kind);
                var honest = RawSession.open(server.address(), 40_000)) {
            honest.create("/honest", new byte[0], 0);
            long before = server.residentBytes();
            var slow = new ArrayList<RawConnection>();
            for (int i = 0; i < 300; i++) {
                var stranger = connect(server);
                stranger.write(ints(0xfffff, 0));
                slow.add(stranger);
            }
            for (int i = 0; i < 300; i++) {
                var member = RawSession.open(server.address(), 40_000);
                member.connection().write(ints(0xfffff, 1, 5));
                slow.add(member.connection());
            }
            slow.forEach(each -> each.write(new byte[] {0})); // one byte at a time
            assertStillServing(server, honest);

            // The reference does set it aside; it must only go on serving.
            if (kind == ServerKind.PADDOCK) {
                assertThat(server.residentBytes() - before).isLessThan(150 * MEBIBYTE);
            }
            slow.forEach(RawConnection::close);
            assertStillServing(server, honest);
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void randomBodiesOfEveryOperationHarmNobody(ServerKind kind) {
        try (var server = start(kind);
                var honest = RawSession.open(server.address(), 40_000)) {
            honest.create("/honest", new byte[0], 0);
            for (int op = -12; op <= 110; op++) {
                for (int i = 0; i < 5; i++) {
                    attackAsMember(server, op);
                }
            }
            assertStillServing(server, honest);
        }
    }

    private void attackAsMember(ServerUnderTest server, int op) {
        byte[] body = new byte[random.nextInt(60)];
        random.nextBytes(body);
        if (body.length > 4 && random.nextBoolean()) {
            body[0] = 0; // a string length that can be believed
            body[1] = 0;
            body[2] = 0;
            body[3] = (byte) random.nextInt(20);
        }
        try (var connection = connect(server)) {
            var handshake = new JuteWriter();
            new ConnectRequest(0, 0, 10_000, 0, new byte[16], false, true).write(handshake);
            connection.write(RawConnection.frame(handshake.toByteArray()));
            assertThat(connection.read()).isNotNull();
            byte[] request =
                    ByteBuffer.allocate(8 + body.length).putInt(1).putInt(op).put(body).array();
            connection.write(RawConnection.frame(request));
            connection.finishWriting();
            byte[] answer = connection.read();
            while (answer != null) {
                answer = connection.read();
            }
        }
    }

    private static void assertStillServing(ServerUnderTest server, RawSession honest) {
        assertThat(server.isAlive()).isTrue();
        honest.setData("/honest", new byte[3]);
        assertThat(honest.getData("/honest").data()).hasSize(3);
        assertThat(server.fourLetterWord("ruok")).isEqualTo("imok");
        try (var newcomer = RawSession.open(server.address(), 40_000)) {
            assertThat(newcomer.exists("/honest")).isTrue();
        }
    }

    private static ServerUnderTest start(ServerKind kind) {
        return ServerUnderTest.start(kind, ServerOptions.standard());
    }

    private static RawConnection connect(ServerUnderTest server) {
        return RawConnection.open(server.address(), PATIENCE_MILLIS);
    }

    private static byte[] ints(int... values) {
        var buffer = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }
}
