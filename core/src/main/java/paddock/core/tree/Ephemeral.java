package paddock.core.tree;

/// What an ephemeral knows besides, so that its session finds it and it finds its place there.
sealed interface Ephemeral permits SmallEphemeral, FullEphemeral {
    /// The path of the parent, empty for the root; one text for all ephemerals below it.
    String parentPath();

    String name();

    default String path() {
        return parentPath() + "/" + name();
    }

    /// The place among the session's ephemerals, see [SessionEphemerals].
    int slot();

    void slot(int newSlot);
}
