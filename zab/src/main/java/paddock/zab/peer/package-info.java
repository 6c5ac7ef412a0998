/// One server's part in the ensemble: what it does while it looks for a leader, leads or learns.
///
/// Start with [Peer], which holds exactly one role at a time and replaces it as a whole. Everything
/// reaches it as a [PeerEvent] and leaves through the ports of `paddock.zab.port`.
///
/// [Leading] goes through its phases, each in a class of its own: [Discovery], [Synchronisation],
/// [Broadcast]; [LeadershipProof] and [HandOver] go with the last. [Learning] answers them with
/// [CatchUp] and then [LearnerLog], over a [MasterLink]. A follower that serves observers is their
/// [ObserverMaster].
@NullMarked
package paddock.zab.peer;

import org.jspecify.annotations.NullMarked;
