package paddock.core.database;

import paddock.core.watch.ChangeKind;
import paddock.wire.protocol.Acl;

import java.util.List;

/// Hears of every change in the order in which watches must tell it.
///
/// The calls come while a transaction is applied: the listener must not look at the tree.
public interface ChangeListener {
    /// Hears nothing.
    ChangeListener NONE =
            new ChangeListener() {
                @Override
                public void znodeChanged(
                        ChangeKind kind,
                        String path,
                        long zxid,
                        List<Acl> acl,
                        List<Acl> parentAcl) {}

                @Override
                public void sessionClosed(long sessionId, long zxid) {}
            };

    /// A znode was created, deleted or given new data. `acl` is its own list (the last one of a
    /// deleted znode); `parentAcl` belongs to its parent and is empty for a change of data.
    void znodeChanged(ChangeKind kind, String path, long zxid, List<Acl> acl, List<Acl> parentAcl);

    /// A session ended, and its ephemerals with it.
    void sessionClosed(long sessionId, long zxid);
}
