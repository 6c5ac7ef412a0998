package paddock.wire.ensemble;

import paddock.wire.protocol.Id;

import java.util.List;

/// What a learner says to its leader.
public sealed interface LearnerMessage {
    /// The one version of the protocol that is spoken today.
    int PROTOCOL_VERSION = 0x10000;

    /// The first message: who is there. Sent as FOLLOWERINFO or OBSERVERINFO.
    ///
    /// @param acceptedEpoch the newest epoch the learner ever promised itself to
    /// @param configVersion the version of the membership the learner has committed
    /// @param features what the learner can do beyond the reference, see [Features]; behind the end
    ///   of what the reference reads
    record Info(
            boolean observer,
            long acceptedEpoch,
            long serverId,
            int protocolVersion,
            long configVersion,
            int features)
            implements LearnerMessage {}

    /// Promises to follow no older epoch.
    ///
    /// @param currentEpoch the epoch of the learner's history, or -1 where the new epoch had been
    ///   accepted before
    record AckEpoch(long lastLoggedZxid, long currentEpoch) implements LearnerMessage {}

    /// Everything up to this transaction, or the history of a new epoch, is on the learner's disk.
    record Ack(long zxid) implements LearnerMessage {}

    /// Answers a ping.
    ///
    /// @param touched the sessions heard of since the last answer
    record Pong(long zxid, List<SessionTouch> touched) implements LearnerMessage {
        public Pong {
            touched = List.copyOf(touched);
        }
    }

    /// A session that was heard of, with its timeout.
    record SessionTouch(long sessionId, int timeoutMillis) {}

    /// Asks whether a session that a client wants back exists, and takes it over.
    record Revalidate(long sessionId, int timeoutMillis) implements LearnerMessage {}

    /// The request of a client that the leader has to order.
    ///
    /// @param body the client's bytes after its request header; may be empty
    record Request(long sessionId, int cxid, int opCode, byte[] body, List<Id> identities)
            implements LearnerMessage {
        public Request {
            identities = List.copyOf(identities);
        }
    }
}
