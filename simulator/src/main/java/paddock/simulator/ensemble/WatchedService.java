package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.replica.Replica;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Zxid;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.Txn;
import paddock.zab.port.Service;
import paddock.zab.quorum.QuorumConfig;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The service of a real replica, with the checks looking over its shoulder.
final class WatchedService implements Service {
    private final Service replica;
    private final Machine machine;
    private final Checks checks;
    private final SimServer server;
    private final boolean outOfOrder;
    private QuorumConfig inForce;
    private boolean leads;
    private boolean catchingUp = true;
    private @Nullable EncodedTxn heldBack;

    /// @param inForce the membership that the server starts with
    WatchedService(Replica replica, SimServer server, QuorumConfig inForce) {
        this.replica = replica.service();
        machine = server.machine;
        checks = server.checks;
        this.server = server;
        this.inForce = inForce;
        outOfOrder = server.makes(Mistake.APPLIED_OUT_OF_ORDER);
    }

    @Override
    public long lastZxid() {
        return replica.lastZxid();
    }

    @Override
    public void commit(EncodedTxn txn) {
        EncodedTxn first = heldBack;
        if (outOfOrder && !leads && !catchingUp && first == null) {
            heldBack = txn;
            return;
        }
        heldBack = null;
        commitNow(txn);
        if (first != null) {
            commitNow(first);
        }
    }

    private void commitNow(EncodedTxn txn) {
        machine.effect("commit");
        checks.committed.applied(machine.id, replica.lastZxid(), txn.zxid());
        machine.trace.add(machine.id, "commit", Zxid.text(txn.zxid()));
        replica.commit(txn);
        if (!catchingUp) {
            if (leads) {
                requireQuorum(txn);
            }
            checks.committed.committed(machine.id, txn.zxid());
        }
    }

    /// A change of membership needs a quorum of the next one as well.
    private void requireQuorum(EncodedTxn txn) {
        checks.durable.committed(machine.id, txn.zxid(), inForce.voters());
        if (txn.txn().txn() instanceof Txn.SetData set
                && set.type() == OpCode.RECONFIG
                && set.data() != null) {
            String text = new String(set.data(), StandardCharsets.UTF_8);
            checks.durable.committed(machine.id, txn.zxid(), QuorumConfig.parse(text).voters());
            checks.memberships.committed(machine.id, txn.zxid(), text);
        }
        checks.memberships.leadsWith(machine.id, inForce.version(), txn.zxid());
    }

    @Override
    public void lead(long zxid) {
        machine.effect("lead");
        machine.trace.add(machine.id, "leads", "from " + Zxid.text(zxid));
        long tip = replica.lastZxid();
        checks.leaders.leads(machine.id, Zxid.epoch(zxid));
        checks.committed.committed(machine.id, tip);
        checks.acknowledged.leads(machine.id, Zxid.epoch(zxid), tip);
        checks.lineage.begins(zxid, tip);
        catchingUp = false;
        leads = true;
        replica.lead(zxid);
    }

    @Override
    public void follow(boolean observer, long leader) {
        machine.effect("follow");
        machine.trace.add(machine.id, observer ? "observes" : "follows", "s" + leader);
        checks.committed.committed(machine.id, replica.lastZxid());
        catchingUp = false;
        replica.follow(observer, leader);
    }

    @Override
    public void drain() {
        replica.drain();
    }

    @Override
    public void suspend() {
        leads = false;
        catchingUp = true;
        replica.suspend();
    }

    @Override
    public void install(Snapshot snapshot) {
        replica.install(snapshot);
    }

    @Override
    public long reload() {
        return replica.reload();
    }

    @Override
    public void saveSnapshot() {
        replica.saveSnapshot();
    }

    @Override
    public boolean canSendSnapshot() {
        return replica.canSendSnapshot();
    }

    @Override
    public void sendSnapshot(long link) {
        replica.sendSnapshot(link);
    }

    @Override
    public void activated(QuorumConfig activated) {
        inForce = activated;
        server.inForce(activated);
        replica.activated(activated);
    }

    @Override
    public void requested(long link, LearnerMessage.Request request) {
        replica.requested(link, request);
    }

    @Override
    public void touched(long link, List<LearnerMessage.SessionTouch> sessions) {
        replica.touched(link, sessions);
    }

    @Override
    public void revalidate(long link, LearnerMessage.Revalidate request) {
        replica.revalidate(link, request);
    }

    @Override
    public void revalidated(long sessionId, boolean valid) {
        replica.revalidated(sessionId, valid);
    }

    @Override
    public void synced() {
        replica.synced();
    }

    @Override
    public List<LearnerMessage.SessionTouch> takeTouched() {
        return replica.takeTouched();
    }
}
