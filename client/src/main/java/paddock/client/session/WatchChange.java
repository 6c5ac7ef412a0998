package paddock.client.session;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// What becomes of a session's [WatchTable] when a request succeeds.
///
/// Paths are those of the program, without the chroot.
public sealed interface WatchChange {
    /// The znode.
    String path();

    /// A watcher is registered. With [WatchKind#EXISTS] the answer decides: a znode that is there
    /// is watched as [WatchKind#DATA], and "no node" counts as success.
    ///
    /// @param watcher any object; equal ones are one
    record Register(WatchKind kind, String path, Object watcher) implements WatchChange {}

    /// Watchers are removed, and are told so.
    ///
    /// @param kinds of which kinds
    /// @param watcher which one, or null for all on the path
    /// @param evenIfFailed whether they are removed here though the server did not do it
    record Remove(Set<WatchKind> kinds, String path, @Nullable Object watcher, boolean evenIfFailed)
            implements WatchChange {
        public Remove {
            kinds = Set.copyOf(kinds);
        }
    }
}
