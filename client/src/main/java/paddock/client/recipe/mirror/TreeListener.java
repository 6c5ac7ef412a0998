package paddock.client.recipe.mirror;

import paddock.client.NodeData;

/// Hears how a [TreeMirror] changes, one change at a time. It must not wait for the mirror.
public interface TreeListener {
    /// A znode came, or was there when the mirror began.
    default void added(String path, NodeData now) {}

    /// A znode has other data.
    default void updated(String path, NodeData before, NodeData now) {}

    /// A znode went.
    default void removed(String path, NodeData before) {}

    /// All of the subtree is mirrored, for the first time or again after a lost connection.
    default void complete() {}

    /// The session is over: the mirror stays as it is.
    default void ended() {}
}
