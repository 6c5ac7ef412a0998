package paddock.zab.election;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.zab.election.TestElectionPort.Sent;
import paddock.zab.quorum.ConfigText;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// One server among others that a test speaks for.
class ElectionTest {
    private static final long ZXID = 0x1_0000_0023L;
    private static final long EPOCH = 1;

    private long now = 1000;
    private Configs configs = new Configs(voters(3), voters(3));
    private TestElectionPort port = new TestElectionPort(configs, true);
    private Elector elector = elector(2);

    // ---- looking ----

    @Test
    void asksEveryOtherVoterWithItsOwnHistory() {
        look();

        var vote = notification(ServerState.LOOKING, new Vote(2, ZXID, 1, EPOCH));
        assertThat(port.sent).containsExactly(new Sent(1, vote), new Sent(3, vote));
        assertThat(elector.state()).isEqualTo(ServerState.LOOKING);
        assertThat(elector.logicalClock()).isEqualTo(1);
    }

    @Test
    void aLoneVoterElectsItselfAtTheNextTick() {
        use(voters(1), 1);

        look();

        assertThat(port.elected).isEmpty();
        tickUntilElected();
        assertThat(now).isEqualTo(1000);
        assertThat(elector.state()).isEqualTo(ServerState.LEADING);
        assertThat(elector.currentVote()).isEqualTo(new Vote(1, ZXID, 1, EPOCH));
    }

    @Test
    void aBetterVoteIsTakenOverAndPassedOn() {
        look();
        port.takeSent();

        looking(3, new Vote(3, ZXID, 1, EPOCH));

        var vote = notification(ServerState.LOOKING, new Vote(3, ZXID, 1, EPOCH));
        assertThat(port.sent).containsExactly(new Sent(1, vote), new Sent(3, vote));
    }

    @Test
    void aWorseVoteIsNotAnswered() {
        look();
        port.takeSent();

        looking(3, new Vote(3, ZXID - 1, 1, EPOCH));
        looking(1, new Vote(1, ZXID, 1, EPOCH));

        assertThat(port.sent).isEmpty();
    }

    /// Whoever had a leader when it was asked did not keep the question.
    @Test
    void aWorseVoteOfOneThatHadALeaderWhenItWasAskedIsAnsweredOnce() {
        look();
        hear(1, ServerState.FOLLOWING, new Vote(3, ZXID, 0, EPOCH));
        port.takeSent();

        looking(1, new Vote(1, ZXID, 1, EPOCH));
        looking(1, new Vote(1, ZXID, 1, EPOCH));

        assertThat(port.sent)
                .containsExactly(
                        new Sent(
                                1, notification(ServerState.LOOKING, new Vote(2, ZXID, 1, EPOCH))));
    }

    @Test
    void epochBeforeZxidBeforeId() {
        var vote = new Vote(2, 20, 1, 2);

        assertThat(new Vote(1, 1, 1, 3).beats(vote)).isTrue();
        assertThat(new Vote(3, 99, 1, 1).beats(vote)).isFalse();
        assertThat(new Vote(1, 21, 1, 2).beats(vote)).isTrue();
        assertThat(new Vote(3, 19, 1, 2).beats(vote)).isFalse();
        assertThat(new Vote(3, 20, 1, 2).beats(vote)).isTrue();
        assertThat(new Vote(1, 20, 1, 2).beats(vote)).isFalse();
        assertThat(new Vote(2, 20, 7, 2).beats(vote)).isFalse();
    }

    @Test
    void aLaterRoundIsJoinedWithTheBetterOfTheVoteAndTheOwnHistory() {
        look();
        looking(1, new Vote(3, ZXID + 1, 1, EPOCH));
        port.takeSent();

        looking(1, new Vote(1, ZXID, 7, EPOCH));

        assertThat(elector.logicalClock()).isEqualTo(7);
        assertThat(port.lastTo(1))
                .isEqualTo(notification(ServerState.LOOKING, new Vote(2, ZXID, 7, EPOCH)));
    }

    @Test
    void votesOfAnEarlierRoundDoNotCountInALaterOne() {
        look();
        looking(1, new Vote(2, ZXID, 1, EPOCH));
        looking(3, new Vote(3, ZXID - 1, 7, EPOCH));

        tick(300);

        assertThat(port.elected).isEmpty();
    }

    @Test
    void whoeverIsInAnEarlierRoundIsToldTheProposal() {
        look();
        look();
        port.takeSent();

        looking(3, new Vote(3, ZXID, 1, EPOCH));

        assertThat(port.sent)
                .containsExactly(
                        new Sent(
                                3, notification(ServerState.LOOKING, new Vote(2, ZXID, 2, EPOCH))));
    }

    @Test
    void aQuorumWaitsForAQuietInterval() {
        look();
        looking(1, new Vote(2, ZXID, 1, EPOCH));

        tick(199);
        assertThat(port.elected).isEmpty();
        assertThat(elector.deadlineMillis()).isEqualTo(1200);

        tick(1);
        assertThat(port.elected).containsExactly(new Vote(2, ZXID, 1, EPOCH));
        assertThat(elector.state()).isEqualTo(ServerState.LEADING);
        assertThat(elector.deadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aBetterVoteInTheQuietIntervalReopensTheRound() {
        look();
        looking(1, new Vote(2, ZXID, 1, EPOCH));
        tick(100);
        looking(3, new Vote(3, ZXID, 1, EPOCH));
        tick(100);
        assertThat(port.elected).isEmpty();

        tick(100);

        assertThat(port.elected).containsExactly(new Vote(3, ZXID, 1, EPOCH));
        assertThat(elector.state()).isEqualTo(ServerState.FOLLOWING);
    }

    @Test
    void aServerThatLostItsHistoryNeitherVotesNorIsVotedFor() {
        elector.look(-1, EPOCH, now);
        looking(1, new Vote(3, ZXID, 1, EPOCH));
        looking(3, new Vote(3, ZXID, 1, EPOCH));
        tick(1000);
        assertThat(port.elected).isEmpty();

        look();
        looking(1, new Vote(1, -1, 2, EPOCH));
        looking(3, new Vote(3, -1, 2, EPOCH));
        tick(1000);
        assertThat(port.elected).isEmpty();
    }

    @Test
    void aServerThatLostItsHistoryStillJoinsARunningEnsemble() {
        elector.look(-1, EPOCH, now);

        hear(1, ServerState.FOLLOWING, new Vote(3, ZXID, 9, 2));
        hear(3, ServerState.LEADING, new Vote(3, ZXID, 9, 2));

        assertThat(elector.state()).isEqualTo(ServerState.FOLLOWING);
    }

    @Test
    void votesForAndFromStrangersAreIgnored() {
        look();

        looking(1, new Vote(9, ZXID + 1, 1, EPOCH));
        looking(9, new Vote(2, ZXID, 1, EPOCH));
        tick(1000);

        assertThat(port.elected).isEmpty();
        assertThat(port.lastTo(1).leader()).isEqualTo(2);
    }

    @Test
    void aServerOfNoWeightIsNotElected() {
        use(
                ConfigText.PLAIN.parse(
                        text(4, "") + "\ngroup.1=1:2:3\ngroup.2=4\nweight.3=0\nweight.4=0"),
                2);
        look();
        looking(3, new Vote(3, ZXID + 1, 1, EPOCH));
        looking(1, new Vote(2, ZXID, 1, EPOCH));

        tick(1000);

        assertThat(port.elected).containsExactly(new Vote(2, ZXID, 1, EPOCH));
    }

    @Test
    void aChangeOfMembershipNeedsAQuorumOfBoth() {
        configs.setLastSeen(ConfigText.PLAIN.parse(text(5, "100000001")));
        look();
        looking(1, new Vote(2, ZXID, 1, EPOCH));
        tick(300);
        assertThat(port.elected).isEmpty();

        looking(5, new Vote(2, ZXID, 1, EPOCH));
        tick(300);
        assertThat(port.elected).containsExactly(new Vote(2, ZXID, 1, EPOCH));
    }

    // ---- sending again ----

    @Test
    void theIntervalOfSendingAgainDoubles() {
        look();
        port.takeSent();

        List<Long> times = new java.util.ArrayList<>();
        IntStream.range(0, 12)
                .forEach(
                        i -> {
                            now = elector.deadlineMillis();
                            elector.tick(now);
                            times.add(now - 1000);
                        });

        assertThat(times.subList(0, 4)).containsExactly(200L, 600L, 1400L, 3000L);
        assertThat(times.get(11) - times.get(10)).isEqualTo(60_000);
        assertThat(port.sent).hasSize(24);
    }

    @Test
    void aNewLinkIsGreetedWithTheProposal() {
        look();
        port.takeSent();

        elector.linkUp(3, now);

        assertThat(port.sent)
                .containsExactly(
                        new Sent(
                                3, notification(ServerState.LOOKING, new Vote(2, ZXID, 1, EPOCH))));
    }

    @Test
    void whoHearsOfALeaderAsksAgainSoon() {
        look();
        tick(200);
        tick(400);
        tick(800);

        hear(1, ServerState.FOLLOWING, new Vote(3, ZXID, 1, EPOCH));

        assertThat(elector.deadlineMillis()).isEqualTo(now + 200);
    }

    // ---- joining ----

    @Test
    void aQuorumThatIncludesItsLeaderIsJoinedWhateverItsRound() {
        look();
        hear(1, ServerState.FOLLOWING, new Vote(3, ZXID - 5, 9, 2));
        assertThat(port.elected).isEmpty();

        hear(3, ServerState.LEADING, new Vote(3, ZXID - 7, 8, 2));

        assertThat(port.elected).containsExactly(new Vote(3, ZXID - 7, 8, 2));
        assertThat(elector.state()).isEqualTo(ServerState.FOLLOWING);
        assertThat(elector.logicalClock()).isEqualTo(8);
    }

    @Test
    void aNextMembershipThatCameToNothingKeepsNobodyFromItsLeader() {
        configs.setLastSeen(ConfigText.PLAIN.parse(text(5, "100000001")));
        look();

        hear(1, ServerState.FOLLOWING, new Vote(3, ZXID, 7, EPOCH));
        hear(3, ServerState.LEADING, new Vote(3, ZXID, 7, EPOCH));

        assertThat(elector.state()).isEqualTo(ServerState.FOLLOWING);
    }

    @Test
    void followersOfALeaderThatIsSilentAreNotJoined() {
        use(voters(5), 2);
        look();

        hear(1, ServerState.FOLLOWING, new Vote(5, ZXID, 1, EPOCH));
        hear(3, ServerState.FOLLOWING, new Vote(5, ZXID, 1, EPOCH));
        hear(4, ServerState.FOLLOWING, new Vote(5, ZXID, 1, EPOCH));

        assertThat(port.elected).isEmpty();
    }

    @Test
    void aLeaderWithoutAQuorumIsNotJoined() {
        look();

        hear(3, ServerState.LEADING, new Vote(3, ZXID, 9, 2));

        assertThat(port.elected).isEmpty();
    }

    @Test
    void followersOfDifferentEpochsAreNoQuorum() {
        look();

        hear(1, ServerState.FOLLOWING, new Vote(3, ZXID, 9, 1));
        hear(3, ServerState.LEADING, new Vote(3, ZXID, 9, 2));

        assertThat(port.elected).isEmpty();
    }

    @Test
    void theOldestFormatHasNoEpochToDiffer() {
        look();

        elector.received(1, new Notification(ServerState.FOLLOWING, 3, ZXID, 9, 1, 0, ""), now);
        hear(3, ServerState.LEADING, new Vote(3, ZXID, 9, 2));

        assertThat(elector.state()).isEqualTo(ServerState.FOLLOWING);
    }

    @Test
    void versionOneComparesEpochs() {
        look();

        elector.received(1, new Notification(ServerState.FOLLOWING, 3, ZXID, 9, 1, 1, ""), now);
        hear(3, ServerState.LEADING, new Vote(3, ZXID, 9, 2));

        assertThat(port.elected).isEmpty();
    }

    @Test
    void theOwnVoteCountsWhereTheRoundIsTheSame() {
        look();
        looking(3, new Vote(3, ZXID, 1, EPOCH));

        hear(3, ServerState.LEADING, new Vote(3, ZXID, 1, EPOCH));

        assertThat(port.elected).containsExactly(new Vote(3, ZXID, 1, EPOCH));
    }

    @Test
    void otherServersMakeThisOneLeadOnlyInItsOwnRound() {
        use(voters(5), 2);
        look();
        hear(1, ServerState.FOLLOWING, new Vote(2, ZXID, 4, EPOCH));
        hear(3, ServerState.FOLLOWING, new Vote(2, ZXID, 4, EPOCH));
        hear(4, ServerState.FOLLOWING, new Vote(2, ZXID, 4, EPOCH));
        assertThat(port.elected).isEmpty();

        hear(4, ServerState.FOLLOWING, new Vote(2, ZXID, 1, EPOCH));
        assertThat(elector.state()).isEqualTo(ServerState.LEADING);
    }

    @Test
    void observersTellNobodyWhoLeads() {
        look();

        hear(1, ServerState.OBSERVING, new Vote(3, ZXID, 1, EPOCH));
        hear(3, ServerState.LEADING, new Vote(3, ZXID, 2, EPOCH));

        assertThat(port.elected).isEmpty();
    }

    // ---- answers ----

    @Test
    void aVoterThatLooksIsToldTheLeaderInTheRoundOfItsElection() {
        follow3();
        elector.entered(2);
        port.takeSent();

        looking(1, new Vote(1, ZXID, 9, EPOCH));

        assertThat(port.sent)
                .containsExactly(
                        new Sent(1, notification(ServerState.FOLLOWING, new Vote(3, ZXID, 1, 2))));
        assertThat(port.seenLooking).containsExactly(1L);
        assertThat(elector.logicalClock()).isEqualTo(1);
    }

    @Test
    void aVoterThatKnowsALeaderIsNotAnswered() {
        follow3();
        port.takeSent();

        hear(1, ServerState.FOLLOWING, new Vote(3, ZXID, 1, EPOCH));

        assertThat(port.sent).isEmpty();
    }

    @Test
    void aStrangerIsToldTheLeaderInTheRoundOfTheClock() {
        follow3();
        elector.settle(ServerState.FOLLOWING, new Vote(3, ZXID, 0, EPOCH));
        port.takeSent();

        looking(9, new Vote(Vote.NOTHING, ZXID, 1, EPOCH));

        assertThat(port.sent)
                .containsExactly(
                        new Sent(
                                9,
                                notification(ServerState.FOLLOWING, new Vote(3, ZXID, 1, EPOCH))));
        assertThat(port.seenLooking).isEmpty();
    }

    @Test
    void aStrangerIsNotToldTheProposal() {
        look();
        looking(3, new Vote(3, ZXID, 1, EPOCH));
        port.takeSent();

        looking(9, new Vote(Vote.NOTHING, ZXID, 1, EPOCH));

        assertThat(port.sent)
                .containsExactly(
                        new Sent(
                                9, notification(ServerState.LOOKING, new Vote(2, ZXID, 1, EPOCH))));
    }

    @Test
    void aStrangerThatRepeatsItsQuestionIsAnsweredOnceInAnInterval() {
        look();
        port.takeSent();
        looking(9, new Vote(9, ZXID, 7, EPOCH));
        looking(9, new Vote(9, ZXID, 7, EPOCH));
        assertThat(port.takeSent().stream().map(Sent::to)).containsExactly(9L);

        looking(9, new Vote(9, ZXID, 8, EPOCH));
        assertThat(port.takeSent().stream().map(Sent::to)).containsExactly(9L);

        tick(200);
        port.takeSent();
        looking(9, new Vote(9, ZXID, 8, EPOCH));
        assertThat(port.takeSent().stream().map(Sent::to)).containsExactly(9L);
    }

    @Test
    void theAnswerOfAStrangerIsNotAnswered() {
        follow3();
        port.takeSent();

        hear(9, ServerState.OBSERVING, new Vote(3, ZXID, 1, EPOCH));

        assertThat(port.sent).isEmpty();
    }

    // ---- observers ----

    @Test
    void anObserverProposesNothingAndFollowsTheVoters() {
        use(ConfigText.PLAIN.parse(text(3, "") + "\nserver.4=h4:2888:3888:observer"), 4);
        look();
        var nothing = new Vote(Long.MIN_VALUE, Long.MIN_VALUE, 1, Long.MIN_VALUE);
        assertThat(port.sent.stream().map(Sent::to)).containsExactly(1L, 2L, 3L);
        assertThat(port.lastTo(1)).isEqualTo(notification(ServerState.LOOKING, nothing));

        hear(2, ServerState.FOLLOWING, new Vote(3, ZXID, 1, EPOCH));
        hear(3, ServerState.LEADING, new Vote(3, ZXID, 1, EPOCH));

        assertThat(elector.state()).isEqualTo(ServerState.OBSERVING);
    }

    @Test
    void anObserverDoesNotAnswerAnEarlierRound() {
        use(ConfigText.PLAIN.parse(text(3, "") + "\nserver.4=h4:2888:3888:observer"), 4);
        look();
        look();
        port.takeSent();

        looking(1, new Vote(1, ZXID, 1, EPOCH));

        assertThat(port.sent).isEmpty();
    }

    @Test
    void anObserverDoesNotElectWithThoseThatLookThemselves() {
        use(ConfigText.PLAIN.parse(text(3, "") + "\nserver.4=h4:2888:3888:observer"), 4);
        look();
        tick(200);
        looking(1, new Vote(3, ZXID, 5, EPOCH));
        looking(2, new Vote(3, ZXID, 5, EPOCH));

        assertThat(elector.deadlineMillis()).isEqualTo(now + 200);
        tick(1000);
        assertThat(port.elected).isEmpty();
    }

    @Test
    void aParticipantThatIsInNoListShowsItsHistoryButIsNoCandidate() {
        use(voters(3), 9);

        look();

        assertThat(port.lastTo(1))
                .isEqualTo(
                        notification(
                                ServerState.LOOKING, new Vote(Long.MIN_VALUE, ZXID, 1, EPOCH)));
    }

    @Test
    void whoIsInNoListBacksTheProposalOfThoseWhoMayCountIt() {
        use(voters(3), 9);
        look();
        port.takeSent();

        looking(3, new Vote(3, ZXID, 7, EPOCH));

        assertThat(port.lastTo(1))
                .isEqualTo(notification(ServerState.LOOKING, new Vote(3, ZXID, 7, EPOCH)));
        port.takeSent();
        looking(1, new Vote(3, ZXID, 7, EPOCH));
        looking(2, new Vote(3, ZXID, 6, EPOCH));
        assertThat(port.sent).isEmpty();
        assertThat(port.elected).isEmpty();
    }

    @Test
    void whoBacksAProposalDoesSoInItsOwnRoundWhereThatIsLater() {
        use(voters(3), 9);
        look();
        look();

        looking(3, new Vote(3, ZXID, 1, EPOCH));

        assertThat(port.lastTo(3))
                .isEqualTo(notification(ServerState.LOOKING, new Vote(3, ZXID, 2, EPOCH)));
    }

    @Test
    void whoIsInNoListObservesIfSetSo() {
        configs = new Configs(voters(3), voters(3));
        port = new TestElectionPort(configs, true);
        elector =
                new Elector(
                        9,
                        ZXID,
                        EPOCH,
                        configs,
                        port,
                        new ElectionSettings(200, 200, 60_000, true));

        look();

        assertThat(port.lastTo(1).zxid()).isEqualTo(Long.MIN_VALUE);
    }

    // ---- memberships ----

    @Test
    void aNewerMembershipIsTakenOverAndTheElectionBeginsAnew() {
        look();
        looking(1, new Vote(2, ZXID, 1, EPOCH));
        port.takeSent();

        elector.received(
                3,
                new Notification(ServerState.LOOKING, 3, ZXID, 1, EPOCH, 2, text(5, "100000007")),
                now);

        assertThat(port.learned).hasSize(1);
        assertThat(port.learned.getFirst().version()).isEqualTo(0x1_0000_0007L);
        assertThat(elector.logicalClock()).isEqualTo(2);
        assertThat(port.sent.stream().map(Sent::to)).containsExactly(1L, 3L, 4L, 5L);
        assertThat(port.lastTo(4).config()).isEqualTo(text(5, "100000007"));
        tick(1000);
        assertThat(port.elected).isEmpty();
    }

    @Test
    void theSameMembersUnderANewerVersionDisturbNothing() {
        look();

        elector.received(
                3,
                new Notification(ServerState.LOOKING, 3, ZXID, 1, EPOCH, 2, text(3, "100000007")),
                now);
        tick(200);

        assertThat(configs.committed().version()).isEqualTo(0x1_0000_0007L);
        assertThat(port.elected).containsExactly(new Vote(3, ZXID, 1, EPOCH));
    }

    @Test
    void aHostThatTakesOverNoMembershipKeepsItsElection() {
        port = new TestElectionPort(configs, false);
        elector = elector(2);
        look();

        elector.received(
                3,
                new Notification(ServerState.LOOKING, 3, ZXID, 1, EPOCH, 2, text(5, "100000007")),
                now);
        tick(200);

        assertThat(port.elected).containsExactly(new Vote(3, ZXID, 1, EPOCH));
    }

    @Test
    void anOlderOrUnreadableMembershipOrAnyWhileThereIsALeaderIsIgnored() {
        use(ConfigText.PLAIN.parse(text(3, "200000000")), 2);
        look();
        for (String config : List.of(text(5, "100000000"), "rubbish", "server.1=x\nversion=3")) {
            elector.received(
                    3, new Notification(ServerState.LOOKING, 3, ZXID, 1, EPOCH, 2, config), now);
        }
        tick(200);
        assertThat(elector.state()).isEqualTo(ServerState.FOLLOWING);

        elector.received(
                1,
                new Notification(ServerState.LOOKING, 1, ZXID, 2, EPOCH, 2, text(5, "300000000")),
                now);
        assertThat(port.learned).isEmpty();
    }

    // ---- two voters and an oracle ----

    @Test
    void anOracleLetsOneOfTwoGoOnAfterTheSecondInterval() {
        use(new ConfigText(false, () -> true).parse(text(2, "")), 1);
        look();

        tick(200);
        assertThat(port.elected).isEmpty();
        tick(400);

        assertThat(elector.state()).isEqualTo(ServerState.LEADING);
    }

    @Test
    void whoeverIsNotPreferredWaitsAndFollowsTheOther() {
        use(new ConfigText(false, () -> false).parse(text(2, "")), 2);
        look();
        tick(200);
        tick(400);
        tick(800);
        assertThat(port.elected).isEmpty();

        hear(1, ServerState.LEADING, new Vote(1, ZXID, 9, 2));

        assertThat(elector.state()).isEqualTo(ServerState.FOLLOWING);
    }

    private void follow3() {
        look();
        looking(1, new Vote(3, ZXID, 1, EPOCH));
        looking(3, new Vote(3, ZXID, 1, EPOCH));
        tick(200);
        assertThat(elector.state()).isEqualTo(ServerState.FOLLOWING);
    }

    private void use(QuorumConfig config, long self) {
        configs = new Configs(config, config);
        port = new TestElectionPort(configs, true);
        elector = elector(self);
    }

    private Elector elector(long self) {
        return new Elector(self, ZXID, EPOCH, configs, port);
    }

    private void look() {
        elector.look(ZXID, EPOCH, now);
    }

    private void looking(long from, Vote vote) {
        hear(from, ServerState.LOOKING, vote);
    }

    private void hear(long from, ServerState state, Vote vote) {
        elector.received(from, notification(state, vote), now);
    }

    private void tick(long millis) {
        now += millis;
        elector.tick(now);
    }

    private void tickUntilElected() {
        while (port.elected.isEmpty()) {
            now = elector.deadlineMillis();
            elector.tick(now);
        }
    }

    private Notification notification(ServerState state, Vote vote) {
        return new Notification(
                state,
                vote.leader(),
                vote.zxid(),
                vote.electionEpoch(),
                vote.peerEpoch(),
                2,
                configs.committed().text());
    }

    private static QuorumConfig voters(int count) {
        return ConfigText.PLAIN.parse(text(count, ""));
    }

    private static String text(int count, String version) {
        String members =
                String.join(
                        "\n",
                        LongStream.rangeClosed(1, count)
                                .mapToObj(
                                        id -> "server." + id + "=h" + id + ":2888:3888:participant")
                                .toList());
        return version.isEmpty() ? members : members + "\nversion=" + version;
    }
}
