package paddock.zab.peer;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Zxid;

import java.util.function.Consumer;

/// The log of a learner that serves: what is proposed goes in, what is durable is acknowledged,
/// what is committed is applied (ensemble protocol reference, section 8.4).
final class LearnerLog {
    private final Context context;
    private final boolean observer;

    /// The next transaction to acknowledge, 0 before the first.
    private long nextToAck;

    LearnerLog(Context context, boolean observer) {
        this.context = context;
        this.observer = observer;
    }

    void append(EncodedTxn txn) {
        context.history.append(txn);
        if (nextToAck == 0) {
            nextToAck = txn.zxid();
        }
        if (context.settings.makes(Mutation.ACK_BEFORE_FORCE)) {
            context.links.toLeader(new LearnerMessage.Ack(txn.zxid()));
        }
    }

    /// Tells the leader what is on disk by now.
    void acknowledgeDurable(int features) {
        long durable = context.history.durableZxid();
        if (observer || nextToAck == 0 || durable < nextToAck) {
            return;
        }
        if ((features & Features.CUMULATIVE) != 0) {
            context.links.toLeader(new LearnerMessage.Ack(durable));
        } else {
            for (long zxid = nextToAck; zxid <= durable; zxid++) {
                context.links.toLeader(new LearnerMessage.Ack(zxid));
            }
        }
        nextToAck = durable + 1;
    }

    /// Commits what the leader says; ends the role where that does not fit what is logged.
    ///
    /// @param told of each transaction that was committed
    void commit(long zxid, int features, long leader, Consumer<EncodedTxn> told) {
        History history = context.history;
        if (!history.hasTail() && zxid <= history.lastCommittedZxid()) {
            return;
        }
        boolean cumulative = (features & Features.CUMULATIVE) != 0;
        boolean fits =
                history.hasTail()
                        && (cumulative
                                ? zxid >= history.firstOfTail() && zxid <= history.lastLoggedZxid()
                                : zxid == history.firstOfTail());
        if (!fits) {
            context.look(
                    "leader %d commits %s, the log goes from %s to %s"
                            .formatted(
                                    leader,
                                    Zxid.text(zxid),
                                    Zxid.text(history.hasTail() ? history.firstOfTail() : 0),
                                    Zxid.text(history.lastLoggedZxid())));
            return;
        }
        while (history.hasTail() && history.firstOfTail() <= zxid) {
            told.accept(history.commitNext());
        }
    }
}
