/// The load generator: few threads, many pipelined connections, and as little work as possible.
///
/// A [LoadGenerator] drives requests that [Traffic] encodes and counts the replies that a
/// [FrameScanner] finds in the stream; a reply's body is skipped unseen, only the error code of its
/// header is looked at. That keeps the generator far cheaper than any server it loads, so that both
/// fit on one machine and the server's figures stay the server's.
///
/// Closed loops keep a fixed number of requests in flight. Open loops send at a fixed rate and time
/// each request from the moment it was *due*, so a server that stalls is charged for everything
/// that would have arrived meanwhile, also when the window is over before it answers.
///
/// [SessionChurn] is a loop of sessions instead of requests, a [Swarm] very many connections that
/// do one thing at once.
///
/// Not here: correctness. A run in which any request failed is an error, never a figure, but what
/// the bodies say is the business of the conformance tests.
package paddock.bench.load;
