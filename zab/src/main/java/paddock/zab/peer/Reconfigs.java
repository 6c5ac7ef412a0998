package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.Txn;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.nio.charset.StandardCharsets;

/// Changes of membership, as every server of the ensemble takes them up (ensemble protocol
/// reference, section 12.5).
final class Reconfigs {
    private Reconfigs() {}

    /// The membership that a transaction proposes, or null where it is about something else.
    static @Nullable QuorumConfig proposedBy(Context context, EncodedTxn txn) {
        if (txn.txn().txn() instanceof Txn.SetData set && set.type() == OpCode.RECONFIG) {
            byte[] data = set.data();
            return data == null
                    ? null
                    : context.configs.parse(new String(data, StandardCharsets.UTF_8));
        }
        return null;
    }

    /// Takes note of a proposed membership: quorums have to be quorums of it, too.
    static void see(Context context, QuorumConfig config) {
        if (config.version() == context.configs.lastSeen().version()) {
            return;
        }
        context.store.lastSeen(config);
        context.configs.setLastSeen(config);
        context.links.membershipChanged();
    }

    /// Puts the membership of a leader in force as its learner begins to serve.
    static void activateAtStart(Context context, QuorumConfig config, long leader) {
        Member before = context.configs.committed().members().get(leader);
        Member after = config.members().get(leader);
        boolean leaderLeft =
                before == null
                        || after == null
                        || !after.isParticipant()
                        || !before.isParticipant()
                        || !before.endpoints().equals(after.endpoints());
        boolean roleChanged = changesRole(context, config);
        putInForce(context, config);
        if (roleChanged) {
            context.next(Context.Next.Kind.LEARN, leader, "another role in the membership");
        } else if (leaderLeft) {
            context.look("the leader left the membership");
        }
    }

    /// Puts a membership in force that was committed under this leader.
    static void activate(Context context, QuorumConfig config, long designatedLeader, long leader) {
        boolean roleChanged = changesRole(context, config);
        putInForce(context, config);
        if (designatedLeader == context.serverId() && leader != designatedLeader) {
            context.next(
                    Context.Next.Kind.LEAD, designatedLeader, "designated by a new membership");
        } else if (roleChanged || designatedLeader != leader) {
            context.next(Context.Next.Kind.LEARN, designatedLeader, "the membership has changed");
        }
    }

    /// A looking server heard of a newer membership from others.
    static void learn(Context context, QuorumConfig config) {
        putInForce(context, config);
    }

    private static void putInForce(Context context, QuorumConfig config) {
        if (context.configs.setCommitted(config)) {
            context.store.committed(config);
            context.links.membershipChanged();
        }
        context.service.activated(context.configs.committed());
    }

    private static boolean changesRole(Context context, QuorumConfig config) {
        return isObserver(context, context.configs.committed()) != isObserver(context, config);
    }

    private static boolean isObserver(Context context, QuorumConfig config) {
        Member member = config.members().get(context.serverId());
        return member != null && !member.isParticipant();
    }
}
