/// What the machines of this module need of the world: [Links] to other servers, a [Store] on disk,
/// and the [Service] that they keep replicated.
///
/// Hosts implement these: the server with sockets and threads, the simulator with virtual ones. All
/// calls come from the one thread that steps the peer, and their order is the order of effects: a
/// host performs them one after the other, and may crash between any two.
@NullMarked
package paddock.zab.port;

import org.jspecify.annotations.NullMarked;
