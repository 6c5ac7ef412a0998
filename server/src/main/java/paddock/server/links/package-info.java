/// The links between the servers of an ensemble, on real sockets: the server's
/// [paddock.zab.port.Links].
///
/// Everything here happens on one event loop, so nothing in here is locked. [PeerLinks] is the door
/// to it: the replica thread leaves orders there and takes events away, both through queues, so
/// that neither side ever waits for the other and both work in batches that make themselves.
///
/// On the election port [ElectionLinks] keeps one link to each server, whoever of the two made it.
/// On the quorum port a learner has a [LeaderLink], and a leader the [LearnerLinks] of all who
/// came. What is on its way out of a link stands in its [Outbox], which knows how to hold back.
///
/// What a peer sends is checked before it is believed: nonsense ends that link with one line in the
/// log, and no peer can make the server keep more than a bounded amount for it.
///
/// What the messages mean, when to connect and whom to follow is decided in `paddock.zab`.
/// Encryption and authentication have their place in [LinkSecurity].
@NullMarked
package paddock.server.links;

import org.jspecify.annotations.NullMarked;
