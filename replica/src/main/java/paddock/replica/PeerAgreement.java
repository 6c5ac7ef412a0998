package paddock.replica;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.ServerState;
import paddock.wire.protocol.Request;
import paddock.zab.peer.Peer;
import paddock.zab.quorum.Reconfiguration;

import java.util.Collection;

/// The peer, told the time of the turn.
record PeerAgreement(Peer peer, Now now) implements Agreement {
    @Override
    public boolean isLooking() {
        return peer.state() == ServerState.LOOKING;
    }

    @Override
    public void propose(EncodedTxn txn) {
        peer.propose(txn, now.millis());
    }

    @Override
    public Reconfiguration reconfiguration(Request.Reconfig request, long zxid) {
        return peer.reconfiguration(request, zxid);
    }

    @Override
    public void answer(long link, LeaderMessage message) {
        peer.answer(link, message);
    }

    @Override
    public boolean countsOnOrder(long link) {
        return peer.countsOnOrder(link);
    }

    @Override
    public void answerAfter(long link, long zxid, LeaderMessage message) {
        peer.answerAfter(link, zxid, message);
    }

    @Override
    public void proveLeadership(Runnable proven) {
        peer.proveLeadership(proven);
    }

    @Override
    public void forward(LearnerMessage message) {
        peer.forward(message);
    }

    @Override
    public long lastLoggedZxid() {
        return peer.lastLoggedZxid();
    }

    @Override
    public Collection<EncodedTxn> uncommitted() {
        return peer.uncommitted();
    }
}
