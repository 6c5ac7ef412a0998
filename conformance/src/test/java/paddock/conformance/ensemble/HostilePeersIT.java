package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.conformance.raw.RawConnection;
import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.wire.ensemble.InitialMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.wire.jute.JuteWriter;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Strangers reach the ports at which the members talk to each other, and send anything: no member
/// leaves its ensemble, and clients notice nothing.
class HostilePeersIT {
    private static final int TIMEOUT_MILLIS = 40_000;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int NO_MEMBER = 77;
    private static final InitialMessage.Address HERE = new InitialMessage.Address("127.0.0.1", 1);
    private static final int ROUNDS = Integer.getInteger("conformance.strangers", 120);

    private final SplittableRandom random = new SplittableRandom(20_261_128L);
    private final List<byte[]> sensible =
            List.of(
                    written(new LearnerMessage.Info(false, 9, NO_MEMBER, 0x10000, 0, 0)::write),
                    written(new InitialMessage(NO_MEMBER, List.of(HERE))::write),
                    written(HostilePeersIT::vote));

    @Test
    void whateverStrangersSendEveryMemberKeepsItsPlace() {
        try (var ensemble =
                EnsembleUnderTest.of(
                        EnsembleUnderTest.options(),
                        ServerKind.PADDOCK,
                        ServerKind.PADDOCK,
                        ServerKind.PADDOCK)) {
            ensemble.startLedBy(3);
            List<RawSession> honest = new ArrayList<>();
            ensemble.members().forEach(member -> honest.add(member.session(TIMEOUT_MILLIS)));
            honest.getFirst().create("/honest", new byte[0], 0);
            long epoch = epoch(honest.getFirst());
            List<InetSocketAddress> ports = new ArrayList<>();
            ensemble.members().forEach(member -> ports.addAll(member.peerAddresses()));

            List<RawConnection> idle = idle(ports);
            for (int i = 0; i < ROUNDS; i++) {
                for (InetSocketAddress port : ports) {
                    attack(port);
                }
                if (i % 20 == 0) {
                    serve(honest);
                }
            }
            assertThat(epoch(honest.getFirst())).as("nobody else was elected").isEqualTo(epoch);
            assertThat(ensemble.leader().id()).isEqualTo(3);

            // Those who only sit there do not keep a member out either.
            ensemble.member(1).kill();
            ensemble.member(1).start();
            ensemble.awaitSettled();
            honest.set(0, ensemble.member(1).session(TIMEOUT_MILLIS));
            serve(honest);
            assertThat(ensemble.leader().id()).isEqualTo(3);

            idle.forEach(RawConnection::close);
            honest.forEach(RawSession::close);
            ensemble.members()
                    .forEach(
                            member ->
                                    assertThat(member.log())
                                            .doesNotContain(" ERROR ")
                                            .doesNotContain("OutOfMemory"));
        }
    }

    /// Connections that say little or nothing, some to each port.
    private static List<RawConnection> idle(List<InetSocketAddress> ports) {
        var idle = new ArrayList<RawConnection>();
        for (InetSocketAddress port : ports) {
            for (int i = 0; i < 10; i++) {
                var stranger = RawConnection.open(port, PATIENCE_MILLIS);
                if (i % 2 == 0) {
                    stranger.write(new byte[] {0});
                }
                idle.add(stranger);
            }
        }
        return idle;
    }

    private void attack(InetSocketAddress port) {
        try (var stranger = RawConnection.open(port, PATIENCE_MILLIS)) {
            switch (random.nextInt(4)) {
                case 0 -> stranger.write(noise());
                case 1 -> stranger.write(lengths());
                default -> stranger.write(mutant());
            }
            if (random.nextBoolean()) {
                stranger.resetOnClose();
            }
        }
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(1, 300)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] lengths() {
        int[] lengths = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 0x7f000000};
        var out = ByteBuffer.allocate(40);
        while (out.hasRemaining()) {
            out.putInt(lengths[random.nextInt(lengths.length)]);
        }
        return out.array();
    }

    private byte[] mutant() {
        var out = ByteBuffer.allocate(1024);
        for (int i = 0; i < 2; i++) {
            byte[] message = sensible.get(random.nextInt(sensible.size())).clone();
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
            }
            out.put(message);
        }
        byte[] mutant = new byte[out.flip().remaining()];
        out.get(mutant);
        return mutant;
    }

    private static void vote(JuteWriter out) {
        var vote = new Notification(ServerState.LOOKING, NO_MEMBER, 1L << 40, 9, 9, 2, "");
        var body = new JuteWriter();
        vote.write(body);
        out.writeInt(body.size());
        vote.write(out);
    }

    private static byte[] written(Consumer<JuteWriter> write) {
        var out = new JuteWriter();
        write.accept(out);
        return out.toByteArray();
    }

    private static void serve(List<RawSession> honest) {
        for (RawSession session : honest) {
            session.setData("/honest", new byte[3]);
            assertThat(session.getData("/honest").data()).hasSize(3);
        }
    }

    private static long epoch(RawSession session) {
        session.setData("/honest", new byte[1]);
        return session.lastZxid() >>> 32;
    }
}
