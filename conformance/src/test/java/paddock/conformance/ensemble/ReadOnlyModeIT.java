package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.raw.RawConnection;
import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.RequestFailedException;
import paddock.conformance.server.ServerKind;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What a member does for clients while there is no quorum (client protocol reference, section 16).
class ReadOnlyModeIT {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final byte[] DATA = {1};
    private static final int NOT_READ_ONLY = -119;

    private static EnsembleUnderTest three(ServerKind kind, boolean localSessions) {
        return EnsembleUnderTest.of(
                EnsembleUnderTest.options()
                        .property("readonlymode.enabled", "true")
                        .key("localSessionsEnabled", Boolean.toString(localSessions)),
                kind,
                kind,
                kind);
    }

    /// Leaves member 1 alone, and waits until it has given up to find a leader soon.
    private static MemberUnderTest lonely(EnsembleUnderTest ensemble) {
        ensemble.member(2).kill();
        ensemble.member(3).kill();
        MemberUnderTest member = ensemble.member(1);
        ensemble.await("become read-only", () -> member.mode() == Mode.READ_ONLY);
        return member;
    }

    private static ConnectRequest wish(RawSession session, boolean readOnly) {
        return new ConnectRequest(
                0, 0, TIMEOUT_MILLIS, session.sessionId(), session.password(), readOnly, true);
    }

    private static ConnectRequest wish(boolean readOnly) {
        return new ConnectRequest(0, 0, TIMEOUT_MILLIS, 0, new byte[16], readOnly, true);
    }

    /// The first frame of the answer to a handshake, or null when the server hung up.
    private static byte @Nullable [] answer(MemberUnderTest member, ConnectRequest request) {
        try (var connection = RawConnection.open(member.address(), TIMEOUT_MILLIS)) {
            var out = new JuteWriter();
            request.write(out);
            assertThat(connection.write(RawConnection.frame(out.toByteArray()))).isTrue();
            return connection.read();
        }
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void readsAreServedAndWhatChangesAnythingIsRefused(ServerKind kind) {
        try (var ensemble = three(kind, true)) {
            ensemble.startAll();
            var writer = ensemble.member(1).session(TIMEOUT_MILLIS);
            writer.create("/a", DATA, 0);
            assertThat(ensemble.member(1).word("isro")).isEqualTo("rw");
            MemberUnderTest member = lonely(ensemble);

            assertThat(member.word("isro")).isEqualTo("ro");
            assertThat(member.word("srvr"))
                    .contains("\nREAD-ONLY mode; serving only read-only clients\n")
                    .contains("\nMode: read-only\n");
            assertThat(member.word("mntr")).contains("zk_server_state\tread-only\n");

            assertThat(answer(member, wish(false))).isNull();
            byte[] accepted = answer(member, wish(true));
            assertThat(accepted).hasSize(37).endsWith(1);

            var reader = RawSession.connect(member.address(), wish(true), TIMEOUT_MILLIS);
            assertThat(reader.getData("/a").data()).isEqualTo(DATA);
            assertThat(reader.children("/")).contains("a");
            reader.ping();
            long lastZxid = reader.lastZxid();
            for (Request request :
                    List.of(
                            new Request.Create(OpCode.CREATE, "/b", DATA, Acl.OPEN, 0, 0),
                            new Request.Create(OpCode.CREATE2, "/b", DATA, Acl.OPEN, 1, 0),
                            new Request.Create(OpCode.CREATE_TTL, "/b", DATA, Acl.OPEN, 5, 9),
                            new Request.Create(OpCode.CREATE_CONTAINER, "/b", DATA, Acl.OPEN, 4, 0),
                            new Request.Delete("/a", -1),
                            new Request.SetData("/a", DATA, -1),
                            new Request.SetAcl("/a", Acl.OPEN, -1),
                            new Request.Sync("/"),
                            new Request.Reconfig(null, null, "x", -1))) {
                var reply = reader.ask(request);
                assertThat(reply.header().err()).as(request.toString()).isEqualTo(NOT_READ_ONLY);
                assertThat(reply.header().zxid()).isEqualTo(lastZxid);
            }
            reader.closeSession();
        }
    }

    /// Where sessions belong to the ensemble, none can begin without it.
    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void sessionsOfTheEnsembleNeitherBeginNorGoOn(ServerKind kind) {
        try (var ensemble = three(kind, false)) {
            ensemble.startAll();
            var before = ensemble.member(1).session(TIMEOUT_MILLIS);
            before.create("/a", DATA, 0);
            MemberUnderTest member = lonely(ensemble);

            byte[] refused = answer(member, wish(true));
            assertThat(refused).hasSize(16);
            assertThat(ByteBuffer.wrap(refused).getInt(0)).isZero();
            assertThat(ByteBuffer.wrap(refused).getLong(4)).isEqualTo(before.lastZxid());
            assertThat(ByteBuffer.wrap(refused).getInt(12)).isEqualTo(NOT_READ_ONLY);
            assertThat(answer(member, wish(before, true))).isNull();
            assertThat(answer(member, new ConnectRequest(0, 0, 9, 41, new byte[16], true, true)))
                    .hasSize(37)
                    .startsWith(0, 0, 0, 0, 0, 0, 0, 0)
                    .endsWith(1);

            // They are as they were once there is a quorum again.
            ensemble.member(2).start();
            ensemble.awaitSettled();
            var again = member.adopt(before);
            assertThat(again.setData("/a", DATA).version()).isOne();
            again.closeSession();
        }
    }

    /// What a client library makes of it: it reads, and finds its way back by itself.
    @Execution(CONCURRENT)
    @Test
    void clientThatIsContentWithReadsGoesOnWhenTheQuorumIsBack() throws Exception {
        Queue<Watcher.Event.KeeperState> states = new ConcurrentLinkedQueue<>();
        try (var ensemble = three(ServerKind.PADDOCK, true)) {
            ensemble.startAll();
            ensemble.member(1).session(TIMEOUT_MILLIS).create("/a", DATA, 0);
            MemberUnderTest member = lonely(ensemble);
            String address = "127.0.0.1:" + member.address().getPort();
            try (var client =
                    new ZooKeeper(
                            address, TIMEOUT_MILLIS, event -> states.add(event.getState()), true)) {
                ensemble.await(
                        "connect",
                        () -> states.contains(Watcher.Event.KeeperState.ConnectedReadOnly));
                assertThat(client.getData("/a", false, null)).isEqualTo(DATA);
                assertThatThrownBy(() -> client.setData("/a", DATA, -1))
                        .isInstanceOf(KeeperException.NotReadOnlyException.class);

                ensemble.member(2).start();
                ensemble.await(
                        "connect again",
                        () -> states.contains(Watcher.Event.KeeperState.SyncConnected));
                assertThat(client.setData("/a", DATA, -1).getVersion()).isOne();
            }
        }
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void leaderThatMayNotServeLeavesClientsToTheOthers(ServerKind kind) {
        var options = EnsembleUnderTest.options().property("zookeeper.leaderServes", "no");
        try (var ensemble = EnsembleUnderTest.of(options, kind, kind, kind)) {
            ensemble.members().forEach(MemberUnderTest::start);
            // Whoever is first to meet a majority leads: that hangs on how fast each process
            // starts.
            ensemble.await("settle", () -> following(ensemble).size() == 2);
            List<MemberUnderTest> followers = following(ensemble);
            MemberUnderTest leader =
                    ensemble.members().stream()
                            .filter(member -> !followers.contains(member))
                            .findFirst()
                            .orElseThrow();
            assertThat(leader.word("srvr"))
                    .isEqualTo("This ZooKeeper instance is not currently serving requests\n");
            assertThat(leader.word("ruok")).isEqualTo("imok");
            assertThat(answer(leader, wish(false))).isNull();

            var session = followers.getFirst().session(TIMEOUT_MILLIS);
            session.create("/a", DATA, 1);
            assertThatThrownBy(
                            () ->
                                    RawSession.connect(
                                            leader.address(), wish(session, false), TIMEOUT_MILLIS))
                    .isInstanceOf(RequestFailedException.class);
            assertThat(session.setData("/a", DATA).version()).isOne();
            session.closeSession();
        }
    }

    private static List<MemberUnderTest> following(EnsembleUnderTest ensemble) {
        return ensemble.members().stream()
                .filter(member -> member.mode() == Mode.FOLLOWER)
                .toList();
    }
}
