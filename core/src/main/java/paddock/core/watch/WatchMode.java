package paddock.core.watch;

/// What a watch looks at, and how long it lasts.
public enum WatchMode {
    /// The znode itself, until the first event: set by exists and getData.
    DATA,

    /// The list of children, until the first event: set by getChildren.
    CHILD,

    /// The znode and its list of children, for good: set by addWatch.
    PERSISTENT,

    /// The znode and all its descendants, for good, but no lists of children: set by addWatch.
    RECURSIVE
}
