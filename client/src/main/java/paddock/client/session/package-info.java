/// The engine: one session with an ensemble, whatever happens to its connections.
///
/// A [ClientSession] takes requests from any thread, sends them in order, and gives each exactly
/// one [Outcome]. It finds servers, connects, keeps the session alive, comes back after a
/// connection broke, sets its watches again and says what became of everything that was under way.
/// It does **not** repeat requests, and has no opinion about what is an error: that is for the APIs
/// on top.
///
/// What a session does is decided by `SessionMachine`, a plain object without threads, clocks and
/// sockets; `SessionHost` runs it on one of the event loops that all sessions of a process share,
/// and `paddock.client.transport` moves the bytes.
///
/// Order is the promise everything else rests on: outcomes and events of one session are told in
/// the order in which the server sent them, and a change of the session's state has its place among
/// them.
///
/// Start with [ClientSession] and [SessionSettings].
package paddock.client.session;
