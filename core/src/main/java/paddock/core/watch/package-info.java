/// Watches: who wants to hear about which znode, and who hears about a change.
///
/// A [WatchTable] holds the watches of all connections of one event loop. Only that loop, or the
/// writer while it holds the loop's stripe, touches it, so it needs no locks of its own.
///
/// The table knows paths, not znodes: a path may be watched before it exists. Whether a watcher may
/// see an event is decided by the [EventSink], after the table has found it; a one-shot watch is
/// used up either way. How a client catches up on changes it missed while it was away is decided
/// where setWatches is answered; only what remains to be watched arrives here.
///
/// Inside, every mode has a [Registrations] of its own, so that a change looks only at watches that
/// it fires, and each watch is a few ints in a shared array rather than an object.
///
/// Start with [WatchTable].
package paddock.core.watch;
