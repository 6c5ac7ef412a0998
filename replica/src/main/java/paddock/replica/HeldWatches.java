package paddock.replica;

import paddock.core.database.ChangeListener;
import paddock.core.watch.ChangeKind;
import paddock.wire.protocol.Acl;

import java.util.ArrayList;
import java.util.List;

/// Keeps watches from being told of changes that may be taken back: while servers agree on a
/// history, what is applied here is not certain yet.
final class HeldWatches implements ChangeListener {
    private final ChangeListener watches;
    private final List<Changed> held = new ArrayList<>();
    private boolean holding;

    private record Changed(
            ChangeKind kind, String path, long zxid, List<Acl> acl, List<Acl> parentAcl) {}

    HeldWatches(ChangeListener watches) {
        this.watches = watches;
    }

    /// Keeps what comes from here on.
    void hold() {
        holding = true;
    }

    /// Tells what was kept, and what comes from here on at once.
    void release() {
        holding = false;
        for (Changed changed : held) {
            watches.znodeChanged(
                    changed.kind, changed.path, changed.zxid, changed.acl, changed.parentAcl);
        }
        held.clear();
    }

    /// Nobody watches any more.
    void drop() {
        holding = false;
        held.clear();
    }

    @Override
    public void znodeChanged(
            ChangeKind kind, String path, long zxid, List<Acl> acl, List<Acl> parentAcl) {
        if (holding) {
            held.add(new Changed(kind, path, zxid, List.copyOf(acl), List.copyOf(parentAcl)));
        } else {
            watches.znodeChanged(kind, path, zxid, acl, parentAcl);
        }
    }

    @Override
    public void sessionClosed(long sessionId, long zxid) {
        watches.sessionClosed(sessionId, zxid);
    }
}
