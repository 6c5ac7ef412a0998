package paddock.core.database;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Stat;

import java.util.List;

/// What came of a transaction, for the answer to whoever asked for it.
///
/// @param err the error code, zero for success
/// @param path the path of a znode that was created, else null
/// @param stat the stat after a create, setData or setACL, else null
/// @param parts the outcomes of the parts of a multi, else empty
public record Applied(int err, @Nullable String path, @Nullable Stat stat, List<Applied> parts) {
    /// Nothing to tell but success.
    public static final Applied DONE = new Applied(0, null, null, List.of());

    public Applied {
        parts = List.copyOf(parts);
    }

    static Applied error(int err) {
        return new Applied(err, null, null, List.of());
    }

    static Applied of(@Nullable String path, Stat stat) {
        return new Applied(0, path, stat, List.of());
    }
}
