/// A network of ordered streams of messages, which breaks in every way that matters.
///
/// A [Link] is like one end of a TCP connection: what is sent arrives in order, late or not at all.
/// Messages are objects. A direction between two nodes can be cut: its messages are held, and if
/// that lasts too long both ends see the link break, while the other direction goes on meanwhile.
/// Nodes can vanish with or without a farewell.
///
/// Start with [Network].
@NullMarked
package paddock.simulator.network;

import org.jspecify.annotations.NullMarked;
