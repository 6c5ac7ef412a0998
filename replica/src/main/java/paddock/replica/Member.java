package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.database.Database;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LearnerMessage;
import paddock.zab.peer.Peer;
import paddock.zab.port.Service;
import paddock.zab.quorum.QuorumConfig;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/// The replica of a member of an ensemble, as its peer drives it from one standing to the next.
///
/// While it is suspended, what is committed is kept and not applied: it may still be taken back,
/// and no client may hear of it before a leader is established.
final class Member implements Service {
    private final Context context;
    private final Completer completer;
    private final TreeHost host;
    private final Commits commits;
    private @Nullable Peer peer;
    private Standing standing;

    Member(Context context, Completer completer, TreeHost host) {
        this.context = context;
        this.completer = completer;
        this.host = host;
        commits = new Commits(context.database(), context.ledger(), completer);
        standing = new Suspended(context, completer, host);
    }

    void join(Peer own) {
        peer = own;
    }

    private Peer joined() {
        Peer own = peer;
        if (own == null) {
            throw new IllegalStateException("has not joined a peer");
        }
        return own;
    }

    Standing standing() {
        return standing;
    }

    // ---- the tree ----

    @Override
    public long lastZxid() {
        return commits.lastZxid();
    }

    @Override
    public void commit(EncodedTxn txn) {
        commits.add(txn);
    }

    @Override
    public void install(Snapshot snapshot) {
        replace(host.received(snapshot));
    }

    @Override
    public long reload() {
        replace(host.reload());
        return context.database().lastZxid();
    }

    private void replace(Database other) {
        // Events that clients wait for may have happened in between.
        if (standing instanceof Suspended suspended) {
            suspended.giveUp();
        }
        commits.clear();
        host.exclusively(
                () -> {
                    context.database().become(other);
                    context.preparer().restart();
                });
    }

    @Override
    public void saveSnapshot() {
        host.exclusively(
                () -> {
                    commits.applyAll();
                    host.save(context.database().freeze());
                });
    }

    @Override
    public void sendSnapshot(long link) {
        host.exclusively(
                () -> {
                    if (standing instanceof Suspended) {
                        commits.applyAll();
                    }
                    while (standing.completeNext()) {}
                    host.send(link, context.database().freeze());
                });
    }

    // ---- standings ----

    @Override
    public void lead(long zxid) {
        host.exclusively(
                () -> {
                    commits.applyAll();
                    context.database().beginEpoch(zxid);
                    context.preparer().restart();
                });
        context.sessions().restart(context.database().sessions(), context.now().millis());
        take(new Leading(context, commits, joined()));
    }

    @Override
    public void follow(boolean observer, long leader) {
        host.exclusively(commits::applyAll);
        take(new Learning(context, commits, completer, joined()));
    }

    private void take(Standing next) {
        ArrayDeque<Submission> waiting =
                standing instanceof Suspended suspended ? suspended.waiting() : new ArrayDeque<>();
        standing = next;
        host.serving(true);
        waiting.forEach(next::submit);
    }

    @Override
    public void drain() {
        if (standing instanceof Leading leading) {
            host.serving(false);
            standing = new Draining(leading);
        }
    }

    @Override
    public void suspend() {
        if (standing instanceof Suspended) {
            return;
        }
        host.serving(false);
        host.exclusively(
                () -> {
                    while (standing.completeNext()) {}
                    if (standing instanceof Learning learning) {
                        learning.giveUp();
                    }
                    for (Entry entry : context.ledger().removeAll()) {
                        Submission origin = entry.origin();
                        if (origin != null) {
                            completer.abandon(origin);
                        }
                    }
                });
        ArrayDeque<Submission> waiting =
                standing instanceof Draining draining ? draining.waiting() : new ArrayDeque<>();
        standing = new Suspended(context, completer, host);
        waiting.forEach(standing::submit);
    }

    @Override
    public void activated(QuorumConfig config) {
        byte[] text = config.text().getBytes(StandardCharsets.UTF_8);
        host.exclusively(() -> context.database().showMembership(text, config.version()));
        host.activated(config);
    }

    // ---- between leader and learners ----

    @Override
    public void requested(long link, LearnerMessage.Request request) {
        if (standing instanceof Leading leading) {
            leading.requested(link, request);
        }
    }

    @Override
    public void touched(long link, List<LearnerMessage.SessionTouch> sessions) {
        if (standing instanceof Leading leading) {
            leading.touched(sessions);
        }
    }

    @Override
    public void revalidate(long link, LearnerMessage.Revalidate request) {
        if (standing instanceof Leading leading) {
            leading.revalidate(link, request);
        }
    }

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
        return context.sessions().takeTouched(context.now().millis());
    }
}
