package paddock.server.links;

import static org.assertj.core.api.Assertions.assertThat;

import static paddock.server.links.Neighbour.config;
import static paddock.server.links.Neighbour.endpoint;
import static paddock.server.links.Neighbour.member;
import static paddock.server.links.Neighbour.quorumPort;
import static paddock.server.links.Neighbour.servers;

import org.junit.jupiter.api.Test;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;
import paddock.zab.peer.PeerEvent;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Links of the quorum port on real sockets, with and without a Paddock at the other end.
final class LearnerLinksIT {
    private static final LearnerMessage.Info HELLO =
            new LearnerMessage.Info(false, 3, 1, LearnerMessage.PROTOCOL_VERSION, 0, 1);

    private final QuorumConfig two = servers(2);

    /// A learner and its leader, connected.
    private record Pair(Neighbour learner, Neighbour leader, long link) implements AutoCloseable {
        static Pair of(QuorumConfig config) {
            return of(Neighbour.open(1, config), Neighbour.open(2, config));
        }

        static Pair of(Neighbour learner, Neighbour leader) {
            learner.links.connect(member(leader.configs.committed(), leader.id));
            learner.flush();
            learner.expect(PeerEvent.LeaderLinkUp.class);
            return new Pair(learner, leader, leader.expect(PeerEvent.LearnerLinkUp.class).link());
        }

        void toLeader(LearnerMessage message) {
            learner.links.toLeader(message);
        }

        void toLearner(LeaderMessage message) {
            leader.links.toLearner(link, message);
        }

        void flush() {
            learner.flush();
            leader.flush();
        }

        @Override
        public void close() {
            learner.close();
            leader.close();
        }
    }

    @Test
    void whatALearnerSaysItsLeaderHearsInOrder() {
        var touches = List.of(new LearnerMessage.SessionTouch(7, 30_000));
        try (Pair pair = Pair.of(two)) {
            pair.toLeader(HELLO);
            pair.toLeader(new LearnerMessage.AckEpoch(0x200000001L, 2));
            pair.toLeader(new LearnerMessage.Ack(0x300000000L));
            pair.toLeader(new LearnerMessage.Pong(5, touches));
            pair.toLeader(new LearnerMessage.Revalidate(7, 30_000));
            pair.flush();

            for (LearnerMessage message :
                    List.of(
                            HELLO,
                            new LearnerMessage.AckEpoch(0x200000001L, 2),
                            new LearnerMessage.Ack(0x300000000L),
                            new LearnerMessage.Pong(5, touches),
                            new LearnerMessage.Revalidate(7, 30_000))) {
                assertThat(pair.leader.expect(PeerEvent.FromLearner.class))
                        .isEqualTo(new PeerEvent.FromLearner(pair.link, message));
            }
        }
    }

    @Test
    void aForwardedRequestArrivesWithItsBytesAndIdentities() {
        try (Pair pair = Pair.of(two)) {
            pair.toLeader(
                    new LearnerMessage.Request(
                            9, 4, OpCode.CREATE, new byte[300_000], List.of(new Id("ip", "::1"))));
            pair.flush();

            var heard = pair.leader.expect(PeerEvent.FromLearner.class).message();
            assertThat(heard)
                    .isInstanceOfSatisfying(
                            LearnerMessage.Request.class,
                            request -> {
                                assertThat(request.body()).isEqualTo(new byte[300_000]);
                                assertThat(request.identities())
                                        .containsExactly(new Id("ip", "::1"));
                                assertThat(request.cxid()).isEqualTo(4);
                            });
        }
    }

    @Test
    void manyProposalsArriveInOrderToEveryLearner() {
        int count = 5_000;
        QuorumConfig three = servers(3);
        try (Pair pair = Pair.of(Neighbour.open(1, three), Neighbour.open(2, three));
                Neighbour third = Neighbour.open(3, three)) {
            third.links.connect(member(three, 2));
            third.flush();
            third.expect(PeerEvent.LeaderLinkUp.class);
            long other = pair.leader.expect(PeerEvent.LearnerLinkUp.class).link();

            for (int i = 1; i <= count; i++) {
                var proposal =
                        new LeaderMessage.Proposal(setData(i, i % 100 == 0 ? 100_000 : 1_000));
                pair.toLearner(proposal);
                pair.leader.links.toLearner(other, proposal);
                if (i % 50 == 0) {
                    pair.flush();
                }
            }
            pair.flush();

            assertProposals(pair.learner, count);
            assertProposals(third, count);
        }
    }

    private static void assertProposals(Neighbour learner, int count) {
        learner.expect(
                PeerEvent.FromLeader.class,
                event ->
                        event.message() instanceof LeaderMessage.Proposal proposal
                                && proposal.txn().zxid() == count);
        List<Long> zxids = new ArrayList<>();
        for (PeerEvent event : learner.events) {
            if (event instanceof PeerEvent.FromLeader(LeaderMessage.Proposal(EncodedTxn txn))) {
                zxids.add(txn.zxid());
            }
        }
        assertThat(zxids).isSorted().hasSize(count - 1);
    }

    @Test
    void aProposalArrivesByteForByte() {
        EncodedTxn txn = setData(1, 1_000);
        try (Pair pair = Pair.of(two)) {
            pair.toLearner(new LeaderMessage.Proposal(txn));
            pair.flush();

            var heard = pair.learner.expect(PeerEvent.FromLeader.class).message();
            assertThat(heard)
                    .isInstanceOfSatisfying(
                            LeaderMessage.Proposal.class,
                            proposal -> assertThat(proposal.txn().bytes()).isEqualTo(txn.bytes()));
        }
    }

    @Test
    void aLeaderThatIsNotThereIsReportedAfterAFewTries() {
        try (Neighbour learner = Neighbour.open(1, two)) {
            learner.links.connect(member(two, 2));
            learner.flush();

            assertThat(learner.expect(PeerEvent.LeaderLinkDown.class).reason())
                    .contains("server 2", "Connection refused", "5 tries");
        }
    }

    @Test
    void aLeaderWhosePortOpensLateIsReached() {
        try (Neighbour learner = Neighbour.open(1, two, draft -> draft.connectPauseMillis = 500)) {
            learner.links.connect(member(two, 2));
            learner.flush();

            try (Neighbour leader = Neighbour.open(2, two)) {
                learner.expect(PeerEvent.LeaderLinkUp.class);
                leader.expect(PeerEvent.LearnerLinkUp.class);
            }
        }
    }

    @Test
    void anyOfTheLeadersAddressesWillDo() {
        Member leader = member(2, endpoint(), endpoint());
        QuorumConfig seen = config(member(1), leader);
        QuorumConfig real = config(member(1), member(2, leader.endpoints().get(1)));
        try (Neighbour learner = Neighbour.open(1, seen);
                Neighbour second = Neighbour.open(2, real)) {
            learner.links.connect(leader);
            learner.flush();

            learner.expect(PeerEvent.LeaderLinkUp.class);
            second.expect(PeerEvent.LearnerLinkUp.class);
        }
    }

    @Test
    void whatWasSentBeforeADisconnectArrivesAndNothingIsHeardAfterIt() {
        try (Pair pair = Pair.of(two)) {
            pair.toLearner(new LeaderMessage.Ping(1));
            pair.toLearner(new LeaderMessage.Ping(2));
            pair.leader.links.disconnectLearner(pair.link, "a test");
            pair.toLearner(new LeaderMessage.Ping(3));
            pair.toLeader(HELLO);
            pair.flush();

            pair.learner.expect(PeerEvent.LeaderLinkDown.class);
            assertThat(pair.learner.events)
                    .containsExactly(
                            new PeerEvent.FromLeader(new LeaderMessage.Ping(1)),
                            new PeerEvent.FromLeader(new LeaderMessage.Ping(2)));
            assertThat(pair.leader.find(PeerEvent.class, event -> true)).isEmpty();
        }
    }

    @Test
    void aLearnerThatLeavesIsReported() {
        try (Pair pair = Pair.of(two)) {
            pair.learner.links.disconnectLeader("a test");
            pair.flush();

            assertThat(pair.leader.expect(PeerEvent.LearnerLinkDown.class).link())
                    .isEqualTo(pair.link);
            assertThat(pair.learner.find(PeerEvent.LeaderLinkDown.class, event -> true)).isEmpty();
        }
    }

    @Test
    void aNewLinkToALeaderReplacesTheOneBefore() {
        try (Pair pair = Pair.of(two)) {
            pair.learner.links.connect(member(two, 2));
            pair.flush();

            pair.learner.expect(PeerEvent.LeaderLinkUp.class);
            pair.leader.expect(PeerEvent.LearnerLinkDown.class);
            long link = pair.leader.expect(PeerEvent.LearnerLinkUp.class).link();
            assertThat(link).isNotEqualTo(pair.link);
            pair.toLeader(HELLO);
            pair.flush();
            assertThat(pair.leader.expect(PeerEvent.FromLearner.class).link()).isEqualTo(link);
        }
    }

    @Test
    void aLeaderThatFallsSilentIsLeft() {
        try (Pair pair =
                Pair.of(
                        Neighbour.open(1, two, draft -> draft.syncMillis = 100),
                        Neighbour.open(2, two))) {
            pair.toLearner(new LeaderMessage.NewLeader(1, "version=0"));
            pair.flush();

            pair.learner.expect(PeerEvent.FromLeader.class);
            assertThat(pair.learner.expect(PeerEvent.LeaderLinkDown.class).reason())
                    .contains("says nothing");
        }
    }

    @Test
    void aLearnerThatFallsSilentIsDisconnected() {
        try (Pair pair =
                Pair.of(
                        Neighbour.open(1, two),
                        Neighbour.open(2, two, draft -> draft.syncMillis = 100))) {
            pair.toLeader(new LearnerMessage.Ack(0x100000000L));
            pair.flush();

            pair.leader.expect(PeerEvent.LearnerLinkDown.class);
            pair.learner.expect(PeerEvent.LeaderLinkDown.class);
        }
    }

    @Test
    void whoSaysNothingAtAllIsDisconnectedToo() {
        try (Neighbour leader = Neighbour.open(2, two, draft -> draft.initMillis = 100);
                RawPeer silent = RawPeer.connect(quorumPort(two, 2))) {
            leader.expect(PeerEvent.LearnerLinkUp.class);

            assertThat(silent.isClosed()).isTrue();
            leader.expect(PeerEvent.LearnerLinkDown.class);
        }
    }

    @Test
    void garbageEndsThatLinkAndNoOther() {
        byte[] garbage = new byte[64];
        Arrays.fill(garbage, (byte) 0x5a);
        try (Pair pair = Pair.of(two);
                RawPeer bad = RawPeer.connect(quorumPort(two, 2)).send(garbage)) {
            long link = pair.leader.expect(PeerEvent.LearnerLinkUp.class).link();
            assertThat(bad.isClosed()).isTrue();
            assertThat(pair.leader.expect(PeerEvent.LearnerLinkDown.class).link()).isEqualTo(link);

            pair.toLeader(HELLO);
            pair.flush();
            assertThat(pair.leader.expect(PeerEvent.FromLearner.class).message()).isEqualTo(HELLO);
        }
    }

    @Test
    void aLearnerThatDoesNotReadIsDisconnected() {
        try (Neighbour leader = Neighbour.open(2, two, draft -> draft.maxUnsentBytes = 1 << 20);
                RawPeer deaf = RawPeer.connect(quorumPort(two, 2))) {
            long link = leader.expect(PeerEvent.LearnerLinkUp.class).link();
            var proposal = new LeaderMessage.Proposal(setData(1, 100_000));

            for (int i = 0; i < 1_000; i++) {
                leader.links.toLearner(link, proposal);
                leader.flush();
            }

            assertThat(leader.expect(PeerEvent.LearnerLinkDown.class).link()).isEqualTo(link);
            assertThat(deaf).isNotNull();
        }
    }

    // ---- the port for observers ----

    /// Lets a follower serve observers at a port that no other member can have on this machine.
    private static Neighbour servingObservers(QuorumConfig config, int port, long mostUnsent) {
        return Neighbour.open(
                2,
                config,
                draft -> {
                    draft.observerMasterPort = port;
                    draft.maxUnsentToObserver = mostUnsent;
                });
    }

    @Test
    void observersComeByAPortOfTheirOwn() {
        int port = FreePorts.next();
        Member observer = new Member(1, Member.Role.OBSERVER, List.of(endpoint()), null);
        QuorumConfig config = config(observer, member(2));
        try (Neighbour follower = servingObservers(config, port, 1 << 20);
                Neighbour learner =
                        Neighbour.open(1, config, draft -> draft.observerMasterPort = port)) {
            learner.links.connectMaster(member(config, 2));
            learner.flush();
            learner.expect(PeerEvent.LeaderLinkUp.class);
            long link = follower.expect(PeerEvent.ObserverLinkUp.class).link();

            learner.links.toLeader(HELLO);
            learner.flush();
            assertThat(follower.expect(PeerEvent.FromLearner.class))
                    .isEqualTo(new PeerEvent.FromLearner(link, HELLO));
            follower.links.toLearner(link, new LeaderMessage.UpToDate());
            follower.flush();
            learner.expect(PeerEvent.FromLeader.class);

            follower.links.disconnectLearner(link, "done");
            follower.flush();
            learner.expect(PeerEvent.LeaderLinkDown.class);
            assertThat(learner.failures).as("an observer needs no such port").isEmpty();
        }
    }

    @Test
    void anObserverThatLeavesTooMuchUnreadIsDisconnected() {
        int port = FreePorts.next();
        try (Neighbour follower = servingObservers(two, port, 1 << 20);
                RawPeer deaf = RawPeer.connect(port)) {
            long link = follower.expect(PeerEvent.ObserverLinkUp.class).link();
            var missed = new LeaderMessage.Proposal(setData(1, 100_000));
            var informed = new LeaderMessage.Inform(setData(1, 100_000));

            for (int i = 0; i < 1_000; i++) {
                follower.links.toLearner(link, missed);
            }
            follower.links.toLearner(link, new LeaderMessage.NewLeader(1, ""));
            for (int i = 0; i < 10; i++) {
                follower.links.toLearner(link, informed);
            }
            follower.flush();
            assertThat(follower.find(PeerEvent.LearnerLinkDown.class, down -> true))
                    .as("what it had missed does not count")
                    .isEmpty();

            for (int i = 0; i < 1_000; i++) {
                follower.links.toLearner(link, informed);
                follower.flush();
            }

            assertThat(follower.expect(PeerEvent.LearnerLinkDown.class).link()).isEqualTo(link);
            assertThat(deaf).isNotNull();
        }
    }

    @Test
    void learnersAreBounded() {
        try (Neighbour leader = Neighbour.open(2, two, draft -> draft.maxStrangers = 1)) {
            try (RawPeer first = RawPeer.connect(quorumPort(two, 2));
                    RawPeer second = RawPeer.connect(quorumPort(two, 2))) {
                leader.expect(PeerEvent.LearnerLinkUp.class);
                leader.expect(PeerEvent.LearnerLinkUp.class);
                try (RawPeer third = RawPeer.connect(quorumPort(two, 2))) {
                    assertThat(third.isClosed()).isTrue();
                }
                assertThat(first).isNotEqualTo(second);
            }
        }
    }

    @Test
    void aTreeArrivesWholeAndWhatIsSentAfterItComesAfterIt() {
        Database database = database(20_000);
        try (Pair pair = Pair.of(two)) {
            pair.leader.links.sendSnapshot(pair.link, database.freeze());
            database.apply(setData(20_002, 10).txn(), ChangeListener.NONE);
            pair.toLearner(new LeaderMessage.NewLeader(5, "version=0"));
            pair.flush();

            var arrived = pair.learner.expect(PeerEvent.SnapshotArrived.class).snapshot();
            assertThat(pair.learner.expect(PeerEvent.FromLeader.class).message())
                    .isEqualTo(new LeaderMessage.NewLeader(5, "version=0"));
            assertThat(arrived.zxid()).isEqualTo(20_001);
            assertThat(arrived)
                    .isInstanceOfSatisfying(
                            ReceivedSnapshot.class,
                            snapshot ->
                                    assertThat(snapshot.database().treeDigest())
                                            .isEqualTo(database(20_000).treeDigest()));
        }
    }

    @Test
    void aTreeThatIsNoneEndsTheLink() throws Exception {
        try (ServerSocket port = FreePorts.listen(quorumPort(two, 2));
                Neighbour learner = Neighbour.open(1, two)) {
            learner.links.connect(member(two, 2));
            learner.flush();
            try (RawPeer leader = RawPeer.accept(port)) {
                learner.expect(PeerEvent.LeaderLinkUp.class);

                leader.send(
                        out -> {
                            new LeaderMessage.Snap(7).write(out);
                            out.writeInt(0);
                            out.writeInt(0);
                            out.writeString("/a/b/without/parents");
                            out.writeRaw(new byte[72], 0, 72);
                        });

                assertThat(learner.expect(PeerEvent.LeaderLinkDown.class).reason())
                        .contains("nonsense");
                assertThat(leader.isClosed()).isTrue();
            }
        }
    }

    private static Database database(int znodes) {
        Database database = new Database(new ZnodeKinds(false, false), true, 1);
        database.apply(create(1, "/a"), ChangeListener.NONE);
        for (int i = 0; i < znodes; i++) {
            database.apply(create(2 + i, "/a/" + i), ChangeListener.NONE);
        }
        return database;
    }

    private static LoggedTxn create(long zxid, String path) {
        return new LoggedTxn(
                new TxnHeader(1, 1, zxid, 5, OpCode.CREATE),
                new Txn.Create(OpCode.CREATE, path, new byte[100], Acl.OPEN, false, 1),
                null);
    }

    private static EncodedTxn setData(long zxid, int size) {
        return EncodedTxn.of(
                new LoggedTxn(
                        new TxnHeader(1, (int) zxid, zxid, 5, OpCode.SET_DATA),
                        new Txn.SetData(OpCode.SET_DATA, "/a", new byte[size], 1),
                        null));
    }
}
