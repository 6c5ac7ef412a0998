package paddock.core.watch;

/// The ways in which a znode can change that watches notice.
public enum ChangeKind {
    CREATED,
    DELETED,
    DATA_CHANGED
}
