package paddock.wire.ensemble;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;

import java.nio.charset.StandardCharsets;

/// A vote on its way from one server to another (ensemble protocol reference, section 3).
///
/// @param state what the sender is doing
/// @param leader the candidate
/// @param zxid the candidate's last logged zxid
/// @param electionEpoch the sender's round of election
/// @param peerEpoch the candidate's current epoch
/// @param version of the format: 2, or what an older server sent
/// @param config the sender's committed membership as text; empty where the version has none
public record Notification(
        ServerState state,
        long leader,
        long zxid,
        long electionEpoch,
        long peerEpoch,
        int version,
        String config) {
    /// The format that is written.
    public static final int VERSION = 2;

    /// The longest notification that a server accepts. On the wire each one follows an i32 with its
    /// length.
    public static final int MAX_BYTES = 512 * 1024;

    // The forms that older servers send.
    private static final int BYTES_WITHOUT_EPOCH = 28;
    private static final int BYTES_WITHOUT_VERSION = 40;
    private static final int FIRST_VERSION_WITH_CONFIG = 2;

    /// Reads a notification that takes all of `in`, in any form.
    ///
    /// @throws MalformedRecordException when it is none, or tells of an unknown state; it is to be
    ///   ignored then
    public static Notification read(JuteReader in) {
        int length = in.remaining();
        if (length < BYTES_WITHOUT_VERSION && length != BYTES_WITHOUT_EPOCH) {
            throw new MalformedRecordException(
                    "a notification of " + length + " bytes; 28, 40 and more would be accepted");
        }
        ServerState state = ServerState.of(in.readInt());
        long leader = in.readLong();
        long zxid = in.readLong();
        long electionEpoch = in.readLong();
        if (length == BYTES_WITHOUT_EPOCH) {
            return new Notification(state, leader, zxid, electionEpoch, zxid >> 32, 0, "");
        }
        long peerEpoch = in.readLong();
        if (length == BYTES_WITHOUT_VERSION) {
            return new Notification(state, leader, zxid, electionEpoch, peerEpoch, 0, "");
        }
        int version = in.readInt();
        String config = version >= FIRST_VERSION_WITH_CONFIG ? readConfig(in) : "";
        return new Notification(state, leader, zxid, electionEpoch, peerEpoch, version, config);
    }

    private static String readConfig(JuteReader in) {
        int length = in.readInt();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedRecordException(
                    "membership of " + length + " bytes, but " + in.remaining() + " follow");
        }
        return new String(in.readRaw(length), StandardCharsets.UTF_8);
    }

    /// Writes the notification in the form of [#VERSION], whichever it came in.
    public void write(JuteWriter out) {
        byte[] text = config.getBytes(StandardCharsets.UTF_8);
        out.writeInt(state.number());
        out.writeLong(leader);
        out.writeLong(zxid);
        out.writeLong(electionEpoch);
        out.writeLong(peerEpoch);
        out.writeInt(VERSION);
        out.writeInt(text.length);
        out.writeRaw(text, 0, text.length);
    }
}
