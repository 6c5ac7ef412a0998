/// A server that stands alone, put together from its parts.
///
/// [Server] recovers the state from disk, starts the replica and the event loops, opens the client
/// port, and takes everything down again in the opposite order.
package paddock.server.lifecycle;
