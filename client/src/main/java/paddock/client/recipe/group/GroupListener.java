package paddock.client.recipe.group;

/// Hears of the members of a [Group], one change at a time. It must not wait for changes itself.
public interface GroupListener {
    /// A member joined, or was one when the view began.
    default void joined(String name, byte[] data) {}

    /// A member has other data.
    default void updated(String name, byte[] data) {}

    /// A member left, or its session ended.
    default void left(String name) {}
}
