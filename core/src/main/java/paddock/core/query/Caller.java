package paddock.core.query;

import paddock.core.acl.Identities;
import paddock.core.watch.WatchTable;

/// Who asks: a connection, its session, its identities, and where its watches are kept.
///
/// @param <W> what stands for a connection in the watch table
public record Caller<W>(W watcher, WatchTable<W> watches, long sessionId, Identities who) {}
