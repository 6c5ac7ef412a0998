package paddock.client.recipe.config;

/// Hears of the values of a [Configuration], one at a time.
///
/// @param <T> what a value is
@FunctionalInterface
public interface Subscriber<T> {
    /// There is a newer value. Of several that follow one another quickly, only the last is certain
    /// to be told.
    void changed(Configuration.Version<T> now);

    /// What somebody published is no value; the last one that was stays.
    default void undecodable(byte[] bytes, RuntimeException why) {}

    /// The znode was deleted; the last value stays.
    default void removed() {}
}
