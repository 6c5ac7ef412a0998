/// A client that hides nothing: frames go out as they are built and come back as they are.
///
/// [RawConnection] is one TCP connection that speaks frames, for tests that want to send what no
/// client would. [RawSession] is a session on such a connection with plain calls, for tests that
/// want an answer. [TreeDump] reads all that a server holds.
///
/// Nothing here retries, reconnects or pings.
package paddock.conformance.raw;
