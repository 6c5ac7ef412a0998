package paddock.core.query;

import paddock.core.acl.Identities;
import paddock.core.watch.WatchTable;

/// Who asks: a connection, its session, its identities, and where its watches and its listings are
/// kept.
///
/// @param <W> what stands for a connection in the watch table
public record Caller<W>(
        W watcher, WatchTable<W> watches, Listings<W> listings, long sessionId, Identities who) {}
