/// What a server does once when it has begun to serve, so that it need not be done while clients
/// wait: a change of leader, played through in memory.
///
/// A JVM loads, links and compiles code when it first runs. The code that elects a leader and takes
/// over its clients first runs when the old one is gone, and would take longer for that than for
/// all it does. [Rehearsal] lets it run before: two [Actor]s, real peers with real replicas and
/// trees, elect one of them, serve an [Extra] and change places. Nothing of it touches the network,
/// the disk, or the tree that is served.
@NullMarked
package paddock.server.rehearsal;

import org.jspecify.annotations.NullMarked;
