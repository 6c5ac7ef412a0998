package paddock.replica;

import paddock.core.database.Database;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LearnerMessage;
import paddock.zab.port.Service;
import paddock.zab.quorum.QuorumConfig;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The replica as its peer sees it: takes commits and changes of standing.
///
/// What happens within a step of the peer takes effect for clients with [Replica#settle] after it.
final class ReplicatedService implements Service {
    private final Context context;
    private final Ensemble ensemble;
    private Standing standing;

    /// The leader followed last; -1 where this server has led since, or none was.
    private long lastLeader = -1;

    ReplicatedService(Context context, Ensemble ensemble) {
        this.context = context;
        this.ensemble = ensemble;
        standing = suspended();
    }

    private Standing suspended() {
        return new Suspended(
                context,
                ensemble,
                () -> become(new ReadOnly(context, ensemble, () -> become(suspended()))));
    }

    Standing standing() {
        return standing;
    }

    private void become(Standing next) {
        standing.leave();
        standing = next;
    }

    // ---- the tree ----

    @Override
    public long lastZxid() {
        return ensemble.commits().lastZxid();
    }

    @Override
    public void commit(EncodedTxn txn) {
        ensemble.commits().add(txn);
    }

    @Override
    public void install(Snapshot snapshot) {
        takeOver(ensemble.host().received(snapshot));
    }

    @Override
    public long reload() {
        takeOver(ensemble.host().reload());
        return context.database().lastZxid();
    }

    /// What clients saw may not be in the other tree, or its changes come without their watches.
    private void takeOver(Database other) {
        ensemble.host()
                .exclusively(
                        () -> {
                            ensemble.dropClients();
                            ensemble.commits().clear();
                            context.database().become(other);
                            context.preparer().restart();
                            context.sessions().restart(other.sessions(), context.now().millis());
                        });
    }

    @Override
    public void saveSnapshot() {
        ensemble.host()
                .exclusively(
                        () -> {
                            ensemble.catchUp();
                            ensemble.host().save(context.database().freeze());
                        });
    }

    @Override
    public boolean canSendSnapshot() {
        return !context.database().tree().isFrozen();
    }

    @Override
    public void sendSnapshot(long link) {
        ensemble.host()
                .exclusively(
                        () -> {
                            ensemble.catchUp();
                            ensemble.host().send(link, context.database().freeze());
                        });
    }

    // ---- standing ----

    @Override
    public void lead(long zxid) {
        lastLeader = -1;
        become(new Leading(context, ensemble, zxid));
    }

    @Override
    public void follow(boolean observer, long leader) {
        boolean mayBeUnderWay = observer && leader == lastLeader;
        lastLeader = leader;
        become(new Learning(context, ensemble, observer, mayBeUnderWay));
    }

    @Override
    public void drain() {
        if (standing instanceof Leading leading) {
            leading.drain();
        }
    }

    @Override
    public void suspend() {
        if (!(standing instanceof Suspended)) {
            become(suspended());
            ensemble.stopServing();
        }
    }

    @Override
    public void activated(QuorumConfig config) {
        byte[] text = config.text().getBytes(StandardCharsets.UTF_8);
        ensemble.host()
                .exclusively(() -> context.database().showMembership(text, config.version()));
        ensemble.host().activated(config);
    }

    // ---- at a leader, from learners; at a follower, from its observers ----

    @Override
    public void requested(long link, LearnerMessage.Request request) {
        if (standing instanceof Leading leading) {
            leading.requested(link, request);
        } else if (standing instanceof Learning learning) {
            learning.requested(link, request);
        }
    }

    @Override
    public void touched(long link, List<LearnerMessage.SessionTouch> sessions) {
        if (standing instanceof Leading leading) {
            leading.touched(sessions);
        } else {
            context.sessions().touchedElsewhere(sessions);
        }
    }

    @Override
    public void revalidate(long link, LearnerMessage.Revalidate request) {
        if (standing instanceof Leading leading) {
            leading.revalidate(link, request);
        } else if (standing instanceof Learning learning) {
            learning.revalidate(link, request);
        }
    }

    // ---- at a learner, from the leader ----

    @Override
    public void revalidated(long sessionId, boolean valid) {
        if (standing instanceof Learning learning) {
            learning.revalidated(sessionId, valid);
        }
    }

    @Override
    public void synced() {
        if (standing instanceof Learning learning) {
            learning.synced();
        }
    }

    @Override
    public List<LearnerMessage.SessionTouch> takeTouched() {
        return context.sessions().takeTouched();
    }
}
