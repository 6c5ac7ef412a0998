package paddock.replica;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.protocol.Request;
import paddock.zab.quorum.Reconfiguration;

import java.util.Collection;

/// What the replica asks of the peer that it is replicated by.
interface Agreement {
    /// Whether the server is looking for a leader.
    boolean isLooking();

    /// As a leader: proposes the transaction with the next zxid.
    void propose(EncodedTxn txn);

    /// As a leader: what a request to change the membership comes to.
    ///
    /// @param zxid of the transaction that would carry the change
    Reconfiguration reconfiguration(Request.Reconfig request, long zxid);

    /// As a leader, or as a follower that serves observers: says something to a learner.
    void answer(long link, LeaderMessage message);

    /// As a leader, or as a follower that serves observers: whether a learner counts on being
    /// answered in the order of commits.
    boolean countsOnOrder(long link);

    /// As a leader: answers a learner once `zxid` is committed, before anything later is.
    void answerAfter(long link, long zxid, LeaderMessage message);

    /// As a leader: runs `proven` once a quorum has shown that it still follows, or never.
    void proveLeadership(Runnable proven);

    /// As a learner: says something to the leader.
    void forward(LearnerMessage message);

    /// The last transaction that is logged here, or is being logged.
    long lastLoggedZxid();

    /// What is logged and not committed, oldest first.
    Collection<EncodedTxn> uncommitted();
}
