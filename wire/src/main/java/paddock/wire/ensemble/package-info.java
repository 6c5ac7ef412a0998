/// What servers of an ensemble say to each other (ensemble protocol reference, sections 2 to 5).
///
/// The messages are sealed: [LearnerMessage] goes from a learner to its leader, [LeaderMessage] the
/// other way, [Notification] between any two servers that elect. An [EncodedTxn] is a transaction
/// together with its bytes, which the log and every proposal share.
///
/// On the learner port everything is a [QuorumPacket], and packets follow each other without
/// lengths: [QuorumPacket#lengthIn] tells a decoder when it has a whole one. On the election port
/// an [InitialMessage] comes first, then notifications, each behind its length. What cannot be
/// understood is a [paddock.wire.jute.MalformedRecordException]; a packet of a type that the other
/// side does not send is no message, and to be ignored.
@NullMarked
package paddock.wire.ensemble;

import org.jspecify.annotations.NullMarked;
