package paddock.simulator.ensemble;

import paddock.simulator.check.AcknowledgedUpdatesSurvive;
import paddock.simulator.check.Chronicle;
import paddock.simulator.check.CommittedIsDurableOnAQuorum;
import paddock.simulator.check.CommittedPrefixAgrees;
import paddock.simulator.check.ElectedByAQuorumOfOneRound;
import paddock.simulator.check.History;
import paddock.simulator.check.Lineage;
import paddock.simulator.check.MembershipsAgree;
import paddock.simulator.check.OneLeaderPerEpoch;
import paddock.simulator.check.PromisedHistoryIsOnDisk;
import paddock.simulator.check.PromisesAreDurable;
import paddock.simulator.check.RecoveryNeitherLosesNorInvents;
import paddock.simulator.check.ReplicaDigestsAgree;
import paddock.wire.jute.JuteReader;
import paddock.wire.txn.LoggedTxn;

import java.util.ArrayDeque;

/// The checks that look on while an ensemble works.
final class Checks {
    final History history = new History();
    final Lineage lineage = new Lineage();
    final ElectedByAQuorumOfOneRound elections = new ElectedByAQuorumOfOneRound();
    final OneLeaderPerEpoch leaders = new OneLeaderPerEpoch();
    final PromisesAreDurable promises = new PromisesAreDurable();
    final CommittedPrefixAgrees committed = new CommittedPrefixAgrees(lineage);
    final AcknowledgedUpdatesSurvive acknowledged = new AcknowledgedUpdatesSurvive(lineage);
    final CommittedIsDurableOnAQuorum durable = new CommittedIsDurableOnAQuorum(lineage);
    final MembershipsAgree memberships = new MembershipsAgree();
    final PromisedHistoryIsOnDisk promised = new PromisedHistoryIsOnDisk(lineage, durable);
    final ReplicaDigestsAgree digests = new ReplicaDigestsAgree();
    final RecoveryNeitherLosesNorInvents recovery = new RecoveryNeitherLosesNorInvents(lineage);

    /// What the one history that was committed did.
    Chronicle chronicle(long tip) {
        ArrayDeque<LoggedTxn> oldestFirst = new ArrayDeque<>();
        for (long zxid = lineage.plain(tip); zxid > 0; zxid = lineage.parent(zxid)) {
            oldestFirst.addFirst(LoggedTxn.read(JuteReader.over(lineage.bytes(zxid))));
        }
        Chronicle chronicle = new Chronicle();
        oldestFirst.forEach(chronicle::add);
        return chronicle;
    }
}
