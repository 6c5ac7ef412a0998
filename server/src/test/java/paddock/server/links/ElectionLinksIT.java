package paddock.server.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static paddock.server.links.Neighbour.config;
import static paddock.server.links.Neighbour.electionPort;
import static paddock.server.links.Neighbour.endpoint;
import static paddock.server.links.Neighbour.member;
import static paddock.server.links.Neighbour.servers;

import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.InitialMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.jute.JuteWriter;
import paddock.zab.peer.PeerEvent;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.Member.Endpoint;
import paddock.zab.quorum.QuorumConfig;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Links of the election port on real sockets, with and without a Paddock at the other end.
final class ElectionLinksIT {
    private final QuorumConfig three = servers(3);

    @Test
    void aVoteArrivesWhoeverOfTheTwoHasToConnect() {
        try (var one = Neighbour.open(1, three);
                var two = Neighbour.open(2, three)) {
            one.notify(2, 7);
            two.awaitVote(1, 7);

            two.notify(1, 8);
            one.awaitVote(2, 8);

            assertThat(two.expect(PeerEvent.ElectionLinkUp.class).serverId()).isEqualTo(1);
            assertThat(one.expect(PeerEvent.ElectionLinkUp.class).serverId()).isEqualTo(2);
        }
    }

    @Test
    void aVoteArrivesAsItWasSent() {
        try (var one = Neighbour.open(1, three);
                var two = Neighbour.open(2, three)) {
            two.notify(1, 3);

            assertThat(one.awaitVote(2, 3).notification()).isEqualTo(Neighbour.vote(3));
        }
    }

    @Test
    void aVoteForItselfComesBack() {
        try (var one = Neighbour.open(1, three)) {
            one.notify(1, 5);

            one.awaitVote(1, 5);
        }
    }

    @Test
    void aLargerServerIsOnlyAskedToConnect() throws IOException {
        try (ServerSocket large = FreePorts.listen(electionPort(three, 3));
                var one = Neighbour.open(1, three)) {
            one.links.connectElection();
            one.flush();

            try (RawPeer asked = RawPeer.accept(large)) {
                assertThat(asked.readIntroduction())
                        .isEqualTo(
                                new InitialMessage(
                                        1,
                                        List.of(
                                                new InitialMessage.Address(
                                                        "127.0.0.1", electionPort(three, 1)))));
                assertThat(asked.isClosed()).isTrue();
            }
        }
    }

    @Test
    void aSmallerServerIsConnectedTo() throws IOException {
        try (ServerSocket small = FreePorts.listen(electionPort(three, 1));
                var two = Neighbour.open(2, three)) {
            two.notify(1, 4);

            try (RawPeer link = RawPeer.accept(small)) {
                assertThat(link.readIntroduction().serverId()).isEqualTo(2);
                assertThat(link.readVote()).isEqualTo(Neighbour.vote(4));
                link.vote(9);
                two.awaitVote(1, 9);
            }
        }
    }

    @Test
    void aStrangerIsCalledBackWhereItSaysThatItIs() throws IOException {
        int port = FreePorts.next();
        try (ServerSocket stranger = FreePorts.listen(port);
                var two = Neighbour.open(2, config(member(2), member(3)))) {
            try (RawPeer asking = RawPeer.connect(electionPort(two.configs.committed(), 2))) {
                asking.introduce(1, port);
                assertThat(asking.isClosed()).isTrue();
            }

            try (RawPeer link = RawPeer.accept(stranger)) {
                assertThat(link.readIntroduction().serverId()).isEqualTo(2);
                link.vote(6);
                two.awaitVote(1, 6);
                two.notify(1, 7);
                assertThat(link.readVote().electionEpoch()).isEqualTo(7);
            }
        }
    }

    @Test
    void theLastMessageIsSentAgainOnANewConnection() {
        try (var two = Neighbour.open(2, three)) {
            try (RawPeer first = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
                two.expect(PeerEvent.ElectionLinkUp.class);
                two.notify(3, 11);
                assertThat(first.readVote().electionEpoch()).isEqualTo(11);
            }
            two.expect(PeerEvent.ElectionLinkDown.class);

            try (RawPeer second = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
                assertThat(second.readVote().electionEpoch()).isEqualTo(11);
            }
        }
    }

    @Test
    void ofUnsentMessagesOnlyTheLastIsSent() {
        try (var two = Neighbour.open(2, three)) {
            two.notify(3, 1);
            two.notify(3, 2);
            two.notify(3, 3);
            two.expect(PeerEvent.ElectionLinkDown.class);

            try (RawPeer late = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
                assertThat(late.readVote().electionEpoch()).isEqualTo(3);
                two.expect(PeerEvent.ElectionLinkUp.class);
                two.notify(3, 4);
                assertThat(late.readVote().electionEpoch()).isEqualTo(4);
            }
        }
    }

    @Test
    void aNewConnectionReplacesTheOneBefore() {
        try (var two = Neighbour.open(2, three);
                RawPeer first = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
            two.expect(PeerEvent.ElectionLinkUp.class);

            try (RawPeer second = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
                assertThat(first.isClosed()).isTrue();
                second.vote(2);
                two.awaitVote(3, 2);
            }
        }
    }

    @Test
    void anObserverWithoutIdKeepsItsConnection() {
        try (var two = Neighbour.open(2, three);
                RawPeer observer =
                        RawPeer.connect(electionPort(three, 2))
                                .introduce(InitialMessage.ANONYMOUS, 1)
                                .vote(1)) {
            long id = two.expect(PeerEvent.Notified.class).from();
            two.notify(id, 2);

            assertThat(id).isNegative();
            assertThat(observer.readVote().electionEpoch()).isEqualTo(2);
        }
    }

    @Test
    void aServerOfOldThatSendsOnlyItsIdIsUnderstood() {
        try (var two = Neighbour.open(2, three);
                RawPeer old = RawPeer.connect(electionPort(three, 2))) {
            old.send(out -> out.writeLong(3)).vote(5);

            two.awaitVote(3, 5);
        }
    }

    @Test
    void garbageEndsThatConnectionAndNoOther() {
        try (var two = Neighbour.open(2, three);
                RawPeer good = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
            two.expect(PeerEvent.ElectionLinkUp.class);

            for (byte[] garbage :
                    List.of(
                            "GET / HTTP/1.1\r\n\r\nand so on".getBytes(StandardCharsets.US_ASCII),
                            longs(-3, 1, 1),
                            longs(-65536, 1, -1),
                            longs(-65536, 5, 0x0000000378585858L),
                            longs(-65536, -7, 0x00000003783a3158L))) {
                try (RawPeer bad = RawPeer.connect(electionPort(three, 2)).send(garbage)) {
                    // HTTP reads as an id, and then as a frame that is too long.
                    assertThat(bad.isClosed()).isTrue();
                }
            }

            good.vote(3);
            two.awaitVote(3, 3);
        }
    }

    private static byte[] longs(long... values) {
        JuteWriter out = new JuteWriter();
        for (long value : values) {
            out.writeLong(value);
        }
        return out.toByteArray();
    }

    @Test
    void aFrameThatIsTooLongEndsTheLink() {
        try (var two = Neighbour.open(2, three);
                RawPeer peer = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
            two.expect(PeerEvent.ElectionLinkUp.class);

            peer.send(out -> out.writeInt(Notification.MAX_BYTES + 1));

            assertThat(peer.isClosed()).isTrue();
            assertThat(two.expect(PeerEvent.ElectionLinkDown.class).serverId()).isEqualTo(3);
        }
    }

    @Test
    void aFrameThatIsNoNotificationIsIgnored() {
        try (var two = Neighbour.open(2, three);
                RawPeer peer = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
            peer.send(out -> out.writeBuffer(new byte[] {1, 2, 3})).vote(4);

            two.awaitVote(3, 4);
        }
    }

    @Test
    void whoDoesNotSayWhoItIsIsDisconnected() {
        try (var two = Neighbour.open(2, three, draft -> draft.handshakeMillis = 50);
                RawPeer silent = RawPeer.connect(electionPort(three, 2))) {
            assertThat(silent.isClosed()).isTrue();
            assertThat(two.failures).isEmpty();
        }
    }

    @Test
    void connectionsOfUnknownServersAreBounded() {
        try (var two = Neighbour.open(2, three, draft -> draft.maxStrangers = 1);
                RawPeer first = RawPeer.connect(electionPort(three, 2))) {
            try (RawPeer second = RawPeer.connect(electionPort(three, 2))) {
                assertThat(second.isClosed()).isTrue();
            }

            first.introduce(3, 1).vote(1);
            two.awaitVote(3, 1);
        }
    }

    @Test
    void allAddressesOfAServerAreTried() {
        Endpoint dead = endpoint();
        Member one = member(1, dead, endpoint());
        QuorumConfig config = config(one, member(2));
        // The first address belongs to nobody: server 1 is told about its second one only.
        QuorumConfig ofOne = config(member(1, one.endpoints().get(1)), member(2));
        try (var server1 = Neighbour.open(1, ofOne);
                var server2 = Neighbour.open(2, config)) {
            server2.notify(1, 5);

            server1.awaitVote(2, 5);
        }
    }

    @Test
    void aNameWithoutAddressIsALinkThatCannotBeMade() {
        Member nowhere = member(1, new Endpoint("no-such-host.invalid", 1, 2));
        try (var two = Neighbour.open(2, config(nowhere, member(2)))) {
            two.notify(1, 5);

            assertThat(two.expect(PeerEvent.ElectionLinkDown.class).serverId()).isEqualTo(1);
        }
    }

    @Test
    void aNameIsResolved() {
        Member byName = member(1, new Endpoint("localhost", FreePorts.next(), FreePorts.next()));
        QuorumConfig config = config(byName, member(2));
        try (var one = Neighbour.open(1, config);
                var two = Neighbour.open(2, config)) {
            two.notify(1, 5);

            one.awaitVote(2, 5);
        }
    }

    @Test
    void aNewMemberIsReachableAndARemovedOneIsLeft() {
        QuorumConfig changed = config(member(three, 1), member(three, 2), member(4));
        try (var two = Neighbour.open(2, three);
                RawPeer removed = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
            two.expect(PeerEvent.ElectionLinkUp.class);

            assertThat(two.configs.setCommitted(changed.withVersion(5))).isTrue();
            two.links.membershipChanged();
            two.flush();

            assertThat(removed.isClosed()).isTrue();
            try (var four = Neighbour.open(4, changed)) {
                two.links.connectElection();
                two.notify(4, 6);
                four.awaitVote(2, 6);
            }
        }
    }

    @Test
    void aServerMovesToItsNewAddress() {
        Member moved = member(2);
        QuorumConfig changed = config(member(three, 1), moved, member(three, 3));
        try (var two = Neighbour.open(2, three)) {
            RawPeer.connect(electionPort(three, 2)).close();

            assertThat(two.configs.setCommitted(changed.withVersion(5))).isTrue();
            two.links.membershipChanged();
            two.flush();

            try (RawPeer peer = RawPeer.connect(electionPort(changed, 2)).introduce(3, 1)) {
                peer.vote(1);
                two.awaitVote(3, 1);
            }
        }
    }

    @Test
    void aPortThatSomebodyElseHasIsTriedAgain() throws IOException {
        ServerSocket other = FreePorts.listen(electionPort(three, 2));
        try (var two = Neighbour.open(2, three)) {
            other.close();

            try (RawPeer peer = RawPeer.connect(electionPort(three, 2)).introduce(3, 1)) {
                peer.vote(1);
                two.awaitVote(3, 1);
            }
        }
    }

    @Test
    void aPortThatCannotBeHadIsReportedWithItsAddress() throws IOException {
        try (ServerSocket other = FreePorts.listen(electionPort(three, 2));
                var two = Neighbour.open(2, three, draft -> draft.bindAttempts = 2)) {
            await().until(() -> !two.failures.isEmpty());

            assertThat(two.failures.getFirst())
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining(
                            "I won't be able to participate in leader election any longer:"
                                    + " 127.0.0.1:"
                                    + other.getLocalPort())
                    .hasMessageContaining("Address already in use");
            assertThat(ListenException.EXIT_CODE).isEqualTo(14);
        }
    }
}
