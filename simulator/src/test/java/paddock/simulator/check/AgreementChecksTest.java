package paddock.simulator.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeSet;

class AgreementChecksTest {
    private final Lineage lineage = new Lineage();

    /// 1 - 2 - 3, and 4 behind 2.
    @BeforeEach
    void twoBranches() {
        lineage.logged(1, 0, 1, new byte[] {1});
        lineage.logged(1, 1, 2, new byte[] {2});
        lineage.logged(1, 2, 3, new byte[] {3});
        lineage.logged(2, 2, 4, new byte[] {4});
    }

    @Test
    void aLogWithAHoleIsSeen() {
        assertThatCode(() -> lineage.logged(2, 0, 1, new byte[] {1})).doesNotThrowAnyException();
        assertThatThrownBy(() -> lineage.logged(2, 1, 3, new byte[] {3}))
                .isInstanceOf(BrokenPromise.class);
        assertThatThrownBy(() -> lineage.logged(2, 2, 3, new byte[] {9}))
                .isInstanceOf(BrokenPromise.class);
    }

    @Test
    void twoLeadersOfOneEpochAreSeen() {
        OneLeaderPerEpoch check = new OneLeaderPerEpoch();
        check.leads(1, 7);
        check.leads(1, 7);
        check.leads(2, 8);

        assertThatThrownBy(() -> check.leads(2, 7)).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void whoCommitsAnotherBranchIsSeen() {
        CommittedPrefixAgrees check = new CommittedPrefixAgrees(lineage);
        check.committed(1, 3);
        check.committed(2, 2);

        assertThatThrownBy(() -> check.committed(2, 4)).isInstanceOf(BrokenPromise.class);
        assertThatThrownBy(() -> check.applied(2, 1, 3)).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void anAcknowledgedUpdateThatIsMissingIsSeen() {
        AcknowledgedUpdatesSurvive check = new AcknowledgedUpdatesSurvive(lineage);
        check.acknowledged(1);
        check.acknowledged(3);
        check.stands(1, 3);

        assertThatThrownBy(() -> check.stands(2, 4)).isInstanceOf(BrokenPromise.class);
        assertThatThrownBy(() -> check.readAfterSync(2, 2, 3)).isInstanceOf(BrokenPromise.class);
        assertThatThrownBy(() -> check.acknowledged(4)).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aLeaderNeedsWhatWasAcknowledgedBeforeItsEpochOnly() {
        long older = 0x1_0000_0001L;
        long newer = 0x3_0000_0001L;
        lineage.logged(1, 3, older, new byte[] {5});
        lineage.logged(1, older, newer, new byte[] {6});
        AcknowledgedUpdatesSurvive check = new AcknowledgedUpdatesSurvive(lineage);
        check.acknowledged(older);
        check.acknowledged(newer);
        check.leads(2, 2, older);
        check.leads(2, 4, newer);

        assertThatThrownBy(() -> check.leads(2, 2, 3)).isInstanceOf(BrokenPromise.class);
        assertThatThrownBy(() -> check.leads(2, 4, older)).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aServerElectedByTooFewOfOneRoundIsSeen() {
        ElectedByAQuorumOfOneRound check = new ElectedByAQuorumOfOneRound();
        TreeSet<Long> members = new TreeSet<>(List.of(1L, 2L, 3L, 4L, 5L));
        check.votes(2, 7, 1);
        check.votes(3, 6, 1);
        assertThatThrownBy(() -> check.elected(1, 7, 4, members)).isInstanceOf(BrokenPromise.class);

        check.follows(4, 1, 3);
        assertThatThrownBy(() -> check.elected(1, 7, 4, members)).isInstanceOf(BrokenPromise.class);

        check.follows(4, 1, 4);
        check.elected(1, 7, 4, members);
    }

    @Test
    void aVersionWithTwoMembershipsIsSeen() {
        MembershipsAgree check = new MembershipsAgree();
        check.inForce(1, 7, "a");
        check.inForce(2, 7, "a");

        assertThatThrownBy(() -> check.inForce(3, 7, "b")).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aLeaderThatDecidesWithAnOlderMembershipThanItCommittedIsSeen() {
        MembershipsAgree check = new MembershipsAgree();
        check.committed(1, 7, "a");
        check.leadsWith(1, 7, 8);
        check.leadsWith(2, 3, 6);

        assertThatThrownBy(() -> check.leadsWith(1, 3, 8)).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aPromisedHistoryThatIsNotOnDiskIsSeen() {
        CommittedIsDurableOnAQuorum disks = new CommittedIsDurableOnAQuorum(lineage);
        PromisedHistoryIsOnDisk check = new PromisedHistoryIsOnDisk(lineage, disks);
        disks.durable(1, 3);
        disks.durable(2, 2);
        check.promises(1, 3);

        assertThatThrownBy(() -> check.promises(2, 3)).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aCommitThatTooFewDisksHoldIsSeen() {
        CommittedIsDurableOnAQuorum check = new CommittedIsDurableOnAQuorum(lineage);
        TreeSet<Long> voters = new TreeSet<>(List.of(1L, 2L, 3L));
        check.durable(1, 3);
        check.durable(2, 4);
        check.committed(1, 2, voters);

        assertThatThrownBy(() -> check.committed(1, 3, voters)).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void treesThatDifferAreSeen() {
        ReplicaDigestsAgree check = new ReplicaDigestsAgree();
        check.has(1, 3, 33);
        check.has(2, 3, 33);

        assertThatThrownBy(() -> check.has(3, 3, 34)).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aRecoveryThatLosesOrInventsIsSeen() {
        RecoveryNeitherLosesNorInvents check = new RecoveryNeitherLosesNorInvents(lineage);
        check.recovered(1, 3, 2);
        check.epochs(1, 4, 3, 4, 3);

        assertThatThrownBy(() -> check.recovered(1, 2, 3)).isInstanceOf(BrokenPromise.class);
        assertThatThrownBy(() -> check.recovered(1, 9, 3)).isInstanceOf(BrokenPromise.class);
        assertThatThrownBy(() -> check.epochs(1, 3, 3, 4, 3)).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aPromiseThatIsNotOnDiskOrOlderThanAnotherIsSeen() {
        PromisesAreDurable check = new PromisesAreDurable();
        check.promises(1, 4, 4);
        check.promises(1, 4, 4);

        assertThatThrownBy(() -> check.promises(1, 5, 4)).isInstanceOf(BrokenPromise.class);
        assertThatThrownBy(() -> check.promises(1, 3, 4)).isInstanceOf(BrokenPromise.class);
    }
}
