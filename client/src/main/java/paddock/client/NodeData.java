package paddock.client;

import paddock.wire.protocol.Stat;

import java.nio.charset.StandardCharsets;

/// The data of a znode.
///
/// @param bytes empty where the znode has none
public record NodeData(byte[] bytes, Stat stat) {
    /// The data as UTF-8.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The version, for an update of just that state.
    public int version() {
        return stat.version();
    }
}
