/// What servers of an ensemble say to each other (ensemble protocol reference, sections 2 to 5).
///
/// The messages are sealed: [LearnerMessage] goes from a learner to its leader, [LeaderMessage] the
/// other way, [Notification] between any two servers that elect. An [EncodedTxn] is a transaction
/// together with its bytes, which the log and every proposal share.
@NullMarked
package paddock.wire.ensemble;

import org.jspecify.annotations.NullMarked;
