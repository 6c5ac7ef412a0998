package paddock.client.session;

/// What a watch looks at, and how long.
public enum WatchKind {
    /// Once, data or end of a znode that is there: set by getData, and by exists where it is.
    DATA,
    /// Once, creation of a znode: set by exists where it is not there.
    EXISTS,
    /// Once, children or end of a znode.
    CHILDREN,
    /// Until removed: creation, end, data and children of one znode.
    PERSISTENT,
    /// Until removed: creation, end and data of a znode and all below it.
    PERSISTENT_RECURSIVE
}
