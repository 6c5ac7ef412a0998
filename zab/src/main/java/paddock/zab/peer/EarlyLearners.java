package paddock.zab.peer;

import paddock.wire.ensemble.LearnerMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Learners that connected while this server did not know yet that it leads: their first words are
/// kept until it does, which saves them a second attempt.
final class EarlyLearners {
    private static final int MAX_LINKS = 64;

    /// How long a server that follows another one keeps them: leadership may be on its way here.
    private static final long KEPT_MILLIS = 1_000;

    private record Early(long sinceMillis, List<LearnerMessage> said) {}

    private final Context context;
    private final Map<Long, Early> byLink = new TreeMap<>();

    EarlyLearners(Context context) {
        this.context = context;
    }

    /// Keeps what learners say to a server that may be about to lead.
    ///
    /// @return whether the event was about one of them
    boolean keep(PeerEvent event) {
        return switch (event) {
            case PeerEvent.LearnerLinkUp(var link) -> {
                if (byLink.size() >= MAX_LINKS) {
                    context.links.disconnectLearner(link, "no leader yet, and too many ask");
                } else {
                    byLink.put(link, new Early(context.nowMillis, new ArrayList<>()));
                }
                yield true;
            }
            case PeerEvent.LearnerLinkDown(var link) -> byLink.remove(link) != null;
            case PeerEvent.FromLearner(var link, var message) -> {
                Early learner = byLink.get(link);
                if (learner == null) {
                    yield false;
                }
                if (learner.said.isEmpty()) {
                    learner.said.add(message);
                } else {
                    byLink.remove(link);
                    context.links.disconnectLearner(link, "it did not wait for the epoch");
                }
                yield true;
            }
            default -> false;
        };
    }

    /// Sends away those who came to a server that has followed another one for a while.
    void dropOverdue() {
        for (long link : List.copyOf(byLink.keySet())) {
            Early learner = byLink.get(link);
            if (learner != null && context.nowMillis >= learner.sinceMillis + KEPT_MILLIS) {
                byLink.remove(link);
                context.links.disconnectLearner(link, "this server does not lead");
            }
        }
    }

    /// When [#dropOverdue] is due.
    long deadlineMillis() {
        long deadline = Long.MAX_VALUE;
        for (Early learner : byLink.values()) {
            deadline = Math.min(deadline, learner.sinceMillis + KEPT_MILLIS);
        }
        return deadline;
    }

    /// Has the leader that this server became hear them.
    void replay(Consumer<PeerEvent> leader) {
        Map<Long, Early> waiting = new TreeMap<>(byLink);
        byLink.clear();
        waiting.forEach(
                (link, learner) -> {
                    leader.accept(new PeerEvent.LearnerLinkUp(link));
                    for (LearnerMessage message : learner.said) {
                        leader.accept(new PeerEvent.FromLearner(link, message));
                    }
                });
    }
}
