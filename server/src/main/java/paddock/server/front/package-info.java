/// The client side of a server: connections, frames, and the queries that are answered on the spot.
///
/// A [Connection] belongs to one [FrontLoop] for life. Its [ClientChannel] reads and sends,
/// [Arrivals] cuts frames out of what arrived, [Handshake] takes the first and [Requests] all
/// others: a query is answered at once while the connection has nothing in flight, and everything
/// else goes to the replica as a [Submission], in order, so that the order of answers is the order
/// of arrival.
///
/// All loops and the replica share one state. A loop holds its own stripe of [Stripes] while it
/// reads; the replica holds all of them while it changes something. Everything in a connection that
/// both touch (the reply buffer, the count of requests in flight) is guarded by the stripe too. A
/// watch event that the replica writes therefore stands before any reply that shows newer state.
///
/// Nothing here decides what an update comes to. Nothing here waits for the disk either, but for a
/// loop that has one connection only: it carries a lone update of it out ([UpdatePort#wakeOrWork]),
/// unless the disk has been slow.
package paddock.server.front;
