package paddock.simulator.ensemble;

import paddock.simulator.check.AcknowledgedUpdatesSurvive;
import paddock.simulator.check.CommittedIsDurableOnAQuorum;
import paddock.simulator.check.CommittedPrefixAgrees;
import paddock.simulator.check.Lineage;
import paddock.simulator.check.OneLeaderPerEpoch;
import paddock.simulator.check.PromisesAreDurable;
import paddock.simulator.check.RecoveryNeitherLosesNorInvents;
import paddock.simulator.check.ReplicaDigestsAgree;

/// The checks that look on while an ensemble works.
final class Checks {
    final Lineage lineage = new Lineage();
    final OneLeaderPerEpoch leaders = new OneLeaderPerEpoch();
    final PromisesAreDurable promises = new PromisesAreDurable();
    final CommittedPrefixAgrees committed = new CommittedPrefixAgrees(lineage);
    final AcknowledgedUpdatesSurvive acknowledged = new AcknowledgedUpdatesSurvive(lineage);
    final CommittedIsDurableOnAQuorum durable = new CommittedIsDurableOnAQuorum(lineage);
    final ReplicaDigestsAgree digests = new ReplicaDigestsAgree();
    final RecoveryNeitherLosesNorInvents recovery = new RecoveryNeitherLosesNorInvents(lineage);
}
