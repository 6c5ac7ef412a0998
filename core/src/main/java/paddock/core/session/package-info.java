/// Sessions: which clients the ensemble knows, how long each may stay silent, and who has been.
///
/// A [SessionTable] holds the sessions and sorts them into buckets by the tick in which they would
/// expire, so that the passing of time costs nothing until a bucket falls due. Event loops only
/// store when they last heard from a client; the table asks for that when it looks at a bucket.
///
/// Nothing here ends a session: an expired one is reported, and dies when its closeSession
/// transaction is applied. Ids and passwords are computed ([SessionIds], [SessionPasswords]), never
/// stored, so any server can check them. Which ephemeral znodes a session owns is the tree's
/// knowledge; through which connection a client talks is the server's.
///
/// All times are milliseconds of a monotonic clock that the caller reads.
///
/// Start with [SessionTable].
package paddock.core.session;
