package paddock.server.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.server.words.ServerView.ProposalSizes;
import paddock.wire.ensemble.ServerState;
import paddock.zab.peer.Peer;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A member as operators see it.
///
/// @param state what it is doing
/// @param phase what that has come to: `discovery`, `synchronization`, `broadcast`; empty in an
///   election
/// @param leader the leader, -1 where none is known
/// @param master the server that a learner is connected to: the leader, or a follower that serves
///   observers; -1 where there is none
/// @param learners those of a leader, or the observers of a follower
/// @param membership the one in force
/// @param pendingSyncs of clients and learners that wait for this leader
/// @param leaderMillis how long this server has led; 0 where it does not
/// @param proposalSizes of this leader; empty where it does not lead
public record MemberView(
        ServerState state,
        String phase,
        long leader,
        long master,
        List<Peer.LearnerView> learners,
        QuorumConfig membership,
        int pendingSyncs,
        long leaderMillis,
        Optional<ProposalSizes> proposalSizes) {
    /// Before there is anything to see.
    static final MemberView STARTING =
            new MemberView(
                    ServerState.LOOKING,
                    "",
                    -1,
                    -1,
                    List.of(),
                    new QuorumConfig(0, List.of(), new paddock.zab.quorum.Majority()),
                    0,
                    0,
                    Optional.empty());

    public MemberView {
        learners = List.copyOf(learners);
    }

    static MemberView of(
            Peer peer, Configs configs, int pendingSyncs, PeerFigures.@Nullable Reign reign) {
        return new MemberView(
                peer.state(),
                peer.phase(),
                peer.leader(),
                peer.master(),
                peer.learners(),
                configs.committed(),
                pendingSyncs,
                reign == null ? 0 : reign.millis(),
                Optional.ofNullable(reign).map(PeerFigures.Reign::sizes));
    }

    /// The server that an observer learns from.
    public OptionalLong observerMaster() {
        return state == ServerState.OBSERVING && master >= 0
                ? OptionalLong.of(master)
                : OptionalLong.empty();
    }

    /// As the reference words it: `leading - broadcast`.
    public String peerState() {
        String name = state.name().toLowerCase(java.util.Locale.ROOT);
        return phase.isEmpty() ? name : name + " - " + phase;
    }
}
