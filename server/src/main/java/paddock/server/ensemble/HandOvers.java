package paddock.server.ensemble;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.wire.ensemble.ServerState;
import paddock.zab.peer.HandOverRefusal;
import paddock.zab.peer.Peer;

import java.util.concurrent.CompletableFuture;

/// Hand-overs of leadership that an operator asked for, from the question to its outcome. Belongs
/// to the replica's thread.
final class HandOvers {
    private static final Logger LOG = LoggerFactory.getLogger(HandOvers.class);

    private @Nullable CompletableFuture<String> underWay;

    /// Begins one, to a named server or with -1 to the best; `outcome` is told what came of it.
    void begin(Peer peer, long target, long nowMillis, CompletableFuture<String> outcome) {
        if (peer.state() == ServerState.LEADING && target == peer.serverId()) {
            outcome.complete("server %d leads already".formatted(target));
            return;
        }
        HandOverRefusal refusal = peer.handOver(target, nowMillis);
        if (refusal != null) {
            outcome.complete("nothing was changed: " + reason(refusal, target, peer));
            return;
        }
        LOG.info("handing leadership over as an operator asked");
        underWay = outcome;
        look(peer);
    }

    /// Tells the outcome once there is one. After each of the peer's turns.
    void look(Peer peer) {
        CompletableFuture<String> asked = underWay;
        if (asked == null || peer.isHandingOver()) {
            return;
        }
        underWay = null;
        asked.complete(
                peer.state() == ServerState.FOLLOWING
                        ? "leadership was handed over to server " + peer.leader()
                        : "the hand-over failed: the server looks for a leader now");
    }

    private static String reason(HandOverRefusal refusal, long target, Peer peer) {
        return switch (refusal) {
            case NOT_LEADING -> notLeading(peer);
            case MEMBERSHIP_CHANGES -> "a change of membership is under way; try again";
            case UNDER_WAY -> "a hand-over is under way";
            case NO_SUCH_FOLLOWER ->
                    target < 0
                            ? "no voter follows server " + peer.serverId()
                            : "server %d is no voter that follows server %d"
                                    .formatted(target, peer.serverId());
            case OTHER_MAKE ->
                    "an Apache ZooKeeper server is in the ensemble, which knows no hand-over; stop"
                            + " this server and the others elect a leader";
        };
    }

    private static String notLeading(Peer peer) {
        return switch (peer.state()) {
            case FOLLOWING, OBSERVING ->
                    "server %d does not lead; ask the leader, server %d"
                            .formatted(peer.serverId(), peer.leader());
            case LEADING, LOOKING ->
                    "server %d does not lead yet; try again".formatted(peer.serverId());
        };
    }
}
