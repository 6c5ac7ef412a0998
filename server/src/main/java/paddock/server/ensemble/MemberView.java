package paddock.server.ensemble;

import paddock.wire.ensemble.ServerState;
import paddock.zab.peer.Peer;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;

import java.util.List;

/// A member as operators see it.
///
/// @param state what it is doing
/// @param phase what that has come to: `discovery`, `synchronization`, `broadcast`; empty in an
///   election
/// @param leader the leader, -1 where none is known
/// @param learners those of a leader
/// @param membership the one in force
public record MemberView(
        ServerState state,
        String phase,
        long leader,
        List<Peer.LearnerView> learners,
        QuorumConfig membership) {
    /// Before there is anything to see.
    static final MemberView STARTING =
            new MemberView(
                    ServerState.LOOKING,
                    "",
                    -1,
                    List.of(),
                    new QuorumConfig(0, List.of(), new paddock.zab.quorum.Majority()));

    public MemberView {
        learners = List.copyOf(learners);
    }

    static MemberView of(Peer peer, Configs configs) {
        return new MemberView(
                peer.state(), peer.phase(), peer.leader(), peer.learners(), configs.committed());
    }

    /// As the reference words it: `leading - broadcast`.
    public String peerState() {
        String name = state.name().toLowerCase(java.util.Locale.ROOT);
        return phase.isEmpty() ? name : name + " - " + phase;
    }
}
