package paddock.wire.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.Id;

import java.util.List;

/// What the bytes between a leader and a learner are made of (ensemble protocol reference, section
/// 5): packets follow each other without lengths or marks.
///
/// [LearnerMessage] and [LeaderMessage] say what the packets mean.
///
/// @param data null where the type has none; not the same as empty
/// @param identities of the client, in a [#REQUEST]; null everywhere else
public record QuorumPacket(
        int type, long zxid, byte @Nullable [] data, @Nullable List<Id> identities) {
    public static final int REQUEST = 1;
    public static final int PROPOSAL = 2;
    public static final int ACK = 3;
    public static final int COMMIT = 4;
    public static final int PING = 5;
    public static final int REVALIDATE = 6;
    public static final int SYNC = 7;
    public static final int INFORM = 8;
    public static final int COMMIT_AND_ACTIVATE = 9;
    public static final int NEW_LEADER = 10;
    public static final int FOLLOWER_INFO = 11;
    public static final int UP_TO_DATE = 12;
    public static final int DIFF = 13;
    public static final int TRUNC = 14;
    public static final int SNAP = 15;
    public static final int OBSERVER_INFO = 16;
    public static final int LEADER_INFO = 17;
    public static final int ACK_EPOCH = 18;
    public static final int INFORM_AND_ACTIVATE = 19;

    /// Between servers that have [Features#HAND_OVER]; the reference ignores it.
    public static final int HAND_OVER = 100;

    /// The zxid of packets that are about none.
    static final long NO_ZXID = -1;

    private static final int HEAD_BYTES = 12;

    /// Copies the list.
    // Not the compact form, which loses the annotations of its parameters in the class file.
    public QuorumPacket(
            int type, long zxid, byte @Nullable [] data, @Nullable List<Id> identities) {
        this.type = type;
        this.zxid = zxid;
        this.data = data;
        this.identities = identities == null ? null : List.copyOf(identities);
    }

    public static QuorumPacket read(JuteReader in) {
        return new QuorumPacket(
                in.readInt(), in.readLong(), in.readBuffer(), in.readNullableVector(Id::read));
    }

    public void write(JuteWriter out) {
        out.writeInt(type);
        out.writeLong(zxid);
        out.writeBuffer(data);
        out.writeVector(identities, Id::write);
    }

    /// How many bytes the packet takes with which `in` begins, or -1 when not all of it is there.
    /// Nothing is read or allocated. For the type SNAP a stream without length follows it.
    ///
    /// @throws MalformedRecordException as soon as the bytes show that there will be no packet, or
    ///   one with a longer buffer or more identities than the reader accepts
    public static int lengthIn(JuteReader in) {
        JuteReader ahead =
                new JuteReader(in.maxFieldBytes()).reset(in.array(), in.position(), in.remaining());
        if (ahead.remaining() < HEAD_BYTES) {
            return -1;
        }
        ahead.skip(HEAD_BYTES);
        if (!skipField(ahead) || ahead.remaining() < 4) {
            return -1;
        }
        int count = ahead.readInt();
        // Both strings of an identity have a length at least, and all together get no more room
        // than a buffer does: else a peer could have us gather, and look through, any amount.
        if (8L * count > in.maxFieldBytes()) {
            throw new MalformedRecordException(
                    count + " identities take more than " + in.maxFieldBytes() + " bytes");
        }
        int start = ahead.position();
        for (int strings = 2 * count; strings > 0; strings--) {
            if (!skipField(ahead)) {
                return -1;
            }
            if (ahead.position() - start > in.maxFieldBytes()) {
                throw new MalformedRecordException(
                        count + " identities take more than " + in.maxFieldBytes() + " bytes");
            }
        }
        return in.remaining() - ahead.remaining();
    }

    private static boolean skipField(JuteReader in) {
        if (in.remaining() < 4) {
            return false;
        }
        int length = in.readInt();
        if (length < -1 || length > in.maxFieldBytes()) {
            throw new MalformedRecordException(
                    "length " + length + " is outside -1.." + in.maxFieldBytes());
        }
        if (length > in.remaining()) {
            return false;
        }
        in.skip(Math.max(length, 0));
        return true;
    }

    /// The data, to be read.
    JuteReader body() {
        if (data == null) {
            throw new MalformedRecordException("a packet " + this + " without data");
        }
        return new JuteReader(data.length).reset(data, 0, data.length);
    }

    /// The epoch of which the zxid is the beginning; negative from a server that has no history.
    long epoch() {
        return zxid >> 32;
    }

    /// Writes a packet that has no data.
    static void writeBare(JuteWriter out, int type, long zxid) {
        out.writeInt(type);
        out.writeLong(zxid);
        out.writeInt(-1);
        out.writeInt(-1);
    }

    /// Writes a packet up to its data.
    ///
    /// @return what [#end] has to know
    static int begin(JuteWriter out, int type, long zxid) {
        out.writeInt(type);
        out.writeLong(zxid);
        out.writeInt(0);
        return out.size();
    }

    /// Completes a packet of which the data was written.
    static void end(JuteWriter out, int dataStart, @Nullable List<Id> identities) {
        out.setInt(dataStart - 4, out.size() - dataStart);
        out.writeVector(identities, Id::write);
    }

    @Override
    public String toString() {
        return "type "
                + type
                + " zxid "
                + Zxid.text(zxid)
                + (data == null ? "" : " with " + data.length + " bytes");
    }
}
