package paddock.wire.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.Id;

import java.util.ArrayList;
import java.util.List;

/// What a learner says to its leader.
public sealed interface LearnerMessage {
    /// The one version of the protocol that is spoken today.
    int PROTOCOL_VERSION = 0x10000;

    /// The message a packet stands for; null when it is of no type that a learner sends, which the
    /// reference ignores.
    ///
    /// @throws MalformedRecordException when the packet's data is not what its type says
    static @Nullable LearnerMessage read(QuorumPacket packet) {
        return switch (packet.type()) {
            case QuorumPacket.FOLLOWER_INFO, QuorumPacket.OBSERVER_INFO -> Info.readFrom(packet);
            case QuorumPacket.ACK_EPOCH -> new AckEpoch(packet.zxid(), packet.body().readInt());
            case QuorumPacket.ACK -> new Ack(packet.zxid());
            case QuorumPacket.PING -> Pong.readFrom(packet);
            case QuorumPacket.REVALIDATE -> {
                JuteReader in = packet.body();
                yield new Revalidate(in.readLong(), in.readInt());
            }
            case QuorumPacket.REQUEST -> Request.readFrom(packet);
            default -> null;
        };
    }

    /// Writes the message as one packet.
    void write(JuteWriter out);

    /// The first message: who is there. Sent as FOLLOWERINFO or OBSERVERINFO.
    ///
    /// @param acceptedEpoch the newest epoch the learner ever promised itself to
    /// @param serverId the learner's own, or [#ANONYMOUS]
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
            implements LearnerMessage {
        /// Stands for a server that has no id: the leader gives it a negative one.
        public static final long ANONYMOUS = Long.MAX_VALUE;

        // What old servers leave out is as if they had sent this.
        private static final int OLDEST_PROTOCOL_VERSION = 1;

        private static Info readFrom(QuorumPacket packet) {
            boolean observer = packet.type() == QuorumPacket.OBSERVER_INFO;
            if (packet.data() == null) {
                return new Info(
                        observer,
                        packet.epoch(),
                        ANONYMOUS,
                        OLDEST_PROTOCOL_VERSION,
                        0,
                        Features.NONE);
            }
            // Each version of the reference added a field, and reads as many as there are.
            JuteReader in = packet.body();
            int length = in.remaining();
            return new Info(
                    observer,
                    packet.epoch(),
                    in.readLong(),
                    length >= 12 ? in.readInt() : OLDEST_PROTOCOL_VERSION,
                    length >= 20 ? in.readLong() : 0,
                    length >= 24 ? in.readInt() : Features.NONE);
        }

        @Override
        public void write(JuteWriter out) {
            int type = observer ? QuorumPacket.OBSERVER_INFO : QuorumPacket.FOLLOWER_INFO;
            int start = QuorumPacket.begin(out, type, Zxid.beginOf(acceptedEpoch));
            out.writeLong(serverId);
            out.writeInt(protocolVersion);
            out.writeLong(configVersion);
            if (features != Features.NONE) {
                out.writeInt(features);
            }
            QuorumPacket.end(out, start, null);
        }
    }

    /// Promises to follow no older epoch.
    ///
    /// @param currentEpoch the epoch of the learner's history, or -1 where the new epoch had been
    ///   accepted before
    record AckEpoch(long lastLoggedZxid, long currentEpoch) implements LearnerMessage {
        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.ACK_EPOCH, lastLoggedZxid);
            out.writeInt((int) currentEpoch);
            QuorumPacket.end(out, start, null);
        }
    }

    /// Everything up to this transaction, or the history of a new epoch, is on the learner's disk.
    record Ack(long zxid) implements LearnerMessage {
        @Override
        public void write(JuteWriter out) {
            QuorumPacket.writeBare(out, QuorumPacket.ACK, zxid);
        }
    }

    /// Answers a ping.
    ///
    /// @param touched the sessions heard of since the last answer
    record Pong(long zxid, List<SessionTouch> touched) implements LearnerMessage {
        private static final int TOUCH_BYTES = 12;

        public Pong {
            touched = List.copyOf(touched);
        }

        private static Pong readFrom(QuorumPacket packet) {
            if (packet.data() == null) {
                return new Pong(packet.zxid(), List.of());
            }
            JuteReader in = packet.body();
            if (in.remaining() % TOUCH_BYTES != 0) {
                throw new MalformedRecordException(
                        in.remaining() + " bytes are no table of sessions, with 12 bytes for each");
            }
            List<SessionTouch> touched = new ArrayList<>(in.remaining() / TOUCH_BYTES);
            while (in.remaining() > 0) {
                touched.add(new SessionTouch(in.readLong(), in.readInt()));
            }
            return new Pong(packet.zxid(), touched);
        }

        @Override
        public void write(JuteWriter out) {
            // Without sessions the data is empty, not null: the reference fails on null.
            int start = QuorumPacket.begin(out, QuorumPacket.PING, zxid);
            for (SessionTouch each : touched) {
                out.writeLong(each.sessionId());
                out.writeInt(each.timeoutMillis());
            }
            QuorumPacket.end(out, start, null);
        }
    }

    /// A session that was heard of, with its timeout.
    record SessionTouch(long sessionId, int timeoutMillis) {}

    /// Asks whether a session that a client wants back exists, and takes it over.
    record Revalidate(long sessionId, int timeoutMillis) implements LearnerMessage {
        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.REVALIDATE, QuorumPacket.NO_ZXID);
            out.writeLong(sessionId);
            out.writeInt(timeoutMillis);
            QuorumPacket.end(out, start, null);
        }
    }

    /// The request of a client that the leader has to order.
    ///
    /// @param body the client's bytes after its request header; may be empty
    /// @param identities none for requests that a server makes itself
    record Request(long sessionId, int cxid, int opCode, byte[] body, List<Id> identities)
            implements LearnerMessage {
        public Request {
            identities = List.copyOf(identities);
        }

        private static Request readFrom(QuorumPacket packet) {
            JuteReader in = packet.body();
            long sessionId = in.readLong();
            int cxid = in.readInt();
            int opCode = in.readInt();
            List<Id> identities = packet.identities();
            return new Request(
                    sessionId,
                    cxid,
                    opCode,
                    in.readRaw(in.remaining()),
                    identities == null ? List.of() : identities);
        }

        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.REQUEST, QuorumPacket.NO_ZXID);
            out.writeLong(sessionId);
            out.writeInt(cxid);
            out.writeInt(opCode);
            out.writeRaw(body, 0, body.length);
            QuorumPacket.end(out, start, identities.isEmpty() ? null : identities);
        }
    }
}
