package paddock.client;

import paddock.wire.protocol.Stat;

import java.util.List;

/// The children of a znode.
///
/// @param names without the path of the parent, in no particular order
/// @param stat the parent's
public record Children(List<String> names, Stat stat) {}
