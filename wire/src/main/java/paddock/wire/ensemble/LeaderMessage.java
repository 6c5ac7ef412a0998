package paddock.wire.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.txn.UnknownTxnTypeException;

import java.nio.charset.StandardCharsets;

/// What a leader, or an observer master, says to its learners.
public sealed interface LeaderMessage {
    /// The message a packet stands for; null when it is of no type that a leader sends, which the
    /// reference ignores.
    ///
    /// @throws MalformedRecordException when the packet's data is not what its type says
    static @Nullable LeaderMessage read(QuorumPacket packet) {
        return switch (packet.type()) {
            case QuorumPacket.LEADER_INFO -> Info.readFrom(packet);
            case QuorumPacket.DIFF -> new Diff(packet.zxid());
            case QuorumPacket.TRUNC -> new Trunc(packet.zxid());
            case QuorumPacket.SNAP -> new Snap(packet.zxid());
            case QuorumPacket.NEW_LEADER -> NewLeader.readFrom(packet);
            case QuorumPacket.UP_TO_DATE -> new UpToDate();
            case QuorumPacket.PROPOSAL -> new Proposal(txn(packet, packet.body()));
            case QuorumPacket.COMMIT -> new Commit(packet.zxid());
            case QuorumPacket.COMMIT_AND_ACTIVATE ->
                    new CommitAndActivate(packet.zxid(), packet.body().readLong());
            case QuorumPacket.INFORM -> new Inform(txn(packet, packet.body()));
            case QuorumPacket.INFORM_AND_ACTIVATE -> InformAndActivate.readFrom(packet);
            case QuorumPacket.PING -> new Ping(packet.zxid());
            case QuorumPacket.REVALIDATE -> {
                JuteReader in = packet.body();
                yield new Revalidated(in.readLong(), in.readBool());
            }
            case QuorumPacket.SYNC -> new Synced();
            case QuorumPacket.HAND_OVER -> new HandOver(packet.body().readLong());
            default -> null;
        };
    }

    private static EncodedTxn txn(QuorumPacket packet, JuteReader in) {
        byte[] bytes =
                in.remaining() == in.array().length ? in.array() : in.readRaw(in.remaining());
        EncodedTxn txn;
        try {
            txn = EncodedTxn.read(bytes);
        } catch (UnknownTxnTypeException e) {
            throw new MalformedRecordException(packet + ": " + e.getMessage());
        }
        if (txn.zxid() != packet.zxid()) {
            throw new MalformedRecordException(packet + " holds " + txn);
        }
        return txn;
    }

    private static void writeTxn(JuteWriter out, EncodedTxn txn) {
        out.writeRaw(txn.bytes(), 0, txn.bytes().length);
    }

    /// Writes the message as one packet; of a [Snap], what comes before its stream.
    void write(JuteWriter out);

    /// The epoch that the leader proposes to begin.
    ///
    /// @param features what both sides can do beyond the reference, see [Features]; behind the end
    ///   of what the reference reads
    record Info(long epoch, int protocolVersion, int features) implements LeaderMessage {
        private static Info readFrom(QuorumPacket packet) {
            JuteReader in = packet.body();
            int protocolVersion = in.readInt();
            int features = in.remaining() >= 4 ? in.readInt() : Features.NONE;
            return new Info(packet.epoch(), protocolVersion, features);
        }

        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.LEADER_INFO, Zxid.beginOf(epoch));
            out.writeInt(protocolVersion);
            if (features != Features.NONE) {
                out.writeInt(features);
            }
            QuorumPacket.end(out, start, null);
        }
    }

    /// The learner's history is a beginning of the leader's; what is missing follows.
    record Diff(long zxid) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            QuorumPacket.writeBare(out, QuorumPacket.DIFF, zxid);
        }
    }

    /// The learner forgets everything after this transaction; then as [Diff].
    record Trunc(long zxid) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            QuorumPacket.writeBare(out, QuorumPacket.TRUNC, zxid);
        }
    }

    /// The learner takes over the tree that follows on the wire.
    record Snap(long zxid) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            QuorumPacket.writeBare(out, QuorumPacket.SNAP, zxid);
        }
    }

    /// The initial history of the epoch is complete.
    ///
    /// @param config the leader's last-seen membership as text; empty where an old leader sends
    ///   none
    record NewLeader(long epoch, String config) implements LeaderMessage {
        private static NewLeader readFrom(QuorumPacket packet) {
            byte[] data = packet.data();
            return new NewLeader(
                    packet.epoch(), data == null ? "" : new String(data, StandardCharsets.UTF_8));
        }

        @Override
        public void write(JuteWriter out) {
            out.writeInt(QuorumPacket.NEW_LEADER);
            out.writeLong(Zxid.beginOf(epoch));
            out.writeBuffer(config.isEmpty() ? null : config.getBytes(StandardCharsets.UTF_8));
            out.writeInt(-1);
        }
    }

    /// A quorum has the initial history: the learner may serve.
    record UpToDate() implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            QuorumPacket.writeBare(out, QuorumPacket.UP_TO_DATE, QuorumPacket.NO_ZXID);
        }
    }

    /// A transaction to log and acknowledge.
    record Proposal(EncodedTxn txn) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.PROPOSAL, txn.zxid());
            writeTxn(out, txn);
            QuorumPacket.end(out, start, null);
        }
    }

    /// A quorum has logged this transaction.
    record Commit(long zxid) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            QuorumPacket.writeBare(out, QuorumPacket.COMMIT, zxid);
        }
    }

    /// As [Commit], for a change of the membership.
    record CommitAndActivate(long zxid, long designatedLeader) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.COMMIT_AND_ACTIVATE, zxid);
            out.writeLong(designatedLeader);
            QuorumPacket.end(out, start, null);
        }
    }

    /// A committed transaction, for an observer.
    record Inform(EncodedTxn txn) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.INFORM, txn.zxid());
            writeTxn(out, txn);
            QuorumPacket.end(out, start, null);
        }
    }

    /// As [Inform], for a change of the membership.
    record InformAndActivate(EncodedTxn txn, long designatedLeader) implements LeaderMessage {
        private static InformAndActivate readFrom(QuorumPacket packet) {
            JuteReader in = packet.body();
            long designatedLeader = in.readLong();
            return new InformAndActivate(LeaderMessage.txn(packet, in), designatedLeader);
        }

        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.INFORM_AND_ACTIVATE, txn.zxid());
            out.writeLong(designatedLeader);
            writeTxn(out, txn);
            QuorumPacket.end(out, start, null);
        }
    }

    /// The leader is alive, and asks for sessions that were heard of.
    record Ping(long lastProposedZxid) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            QuorumPacket.writeBare(out, QuorumPacket.PING, lastProposedZxid);
        }
    }

    /// Answers [LearnerMessage.Revalidate].
    record Revalidated(long sessionId, boolean valid) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.REVALIDATE, QuorumPacket.NO_ZXID);
            out.writeLong(sessionId);
            out.writeBool(valid);
            QuorumPacket.end(out, start, null);
        }
    }

    /// Answers the oldest unanswered sync.
    record Synced() implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            QuorumPacket.writeBare(out, QuorumPacket.SYNC, 0);
        }
    }

    /// Asks all learners to go over to another leader without an election; only between servers
    /// that both have [Features#HAND_OVER].
    record HandOver(long designatedLeader) implements LeaderMessage {
        @Override
        public void write(JuteWriter out) {
            int start = QuorumPacket.begin(out, QuorumPacket.HAND_OVER, QuorumPacket.NO_ZXID);
            out.writeLong(designatedLeader);
            QuorumPacket.end(out, start, null);
        }
    }
}
