package paddock.core.tree;

import paddock.wire.protocol.Acl;

import java.util.List;

/// An access control list that all znodes with equal entries share, and its id in snapshots.
final class SharedAcl {
    /// The id of the open ACL, which no snapshot defines (disk format reference, section 4.3).
    static final long OPEN_ID = -1;

    static final SharedAcl OPEN = new SharedAcl(OPEN_ID, Acl.OPEN);

    private final long id;
    private final List<Acl> entries;

    /// How many znodes refer to it; not counted for [#OPEN].
    int uses;

    SharedAcl(long id, List<Acl> entries) {
        this.id = id;
        this.entries = entries;
    }

    long id() {
        return id;
    }

    List<Acl> entries() {
        return entries;
    }
}
