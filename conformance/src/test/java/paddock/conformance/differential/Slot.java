package paddock.conformance.differential;

import org.jspecify.annotations.Nullable;

import paddock.conformance.raw.NoAnswerException;
import paddock.conformance.raw.RawConnection;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.RequestHeader;

import java.util.List;
import java.util.function.LongConsumer;

/// A place for one connection and its session, on one side.
///
/// Reading waits for something that must come: the answer, the end, or the answer to a marker, a
/// `sync` of our own behind which nothing older can still arrive. So nothing here depends on how
/// fast a server is.
final class Slot {
    private static final int MARKER_XID = 0x6d6d6d6d;

    private final String name;
    private final Scrubber scrubber;
    private final LongConsumer zxidSeen;
    private @Nullable RawConnection connection;
    long sessionId;
    private int markers;

    Slot(String name, Scrubber scrubber, LongConsumer zxidSeen) {
        this.name = name;
        this.scrubber = scrubber;
        this.zxidSeen = zxidSeen;
    }

    boolean isConnected() {
        return connection != null;
    }

    void attach(RawConnection newConnection) {
        disconnect();
        connection = newConnection;
    }

    void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /// Hands the connection over to somebody else.
    @Nullable RawConnection detach() {
        RawConnection detached = connection;
        connection = null;
        return detached;
    }

    boolean write(byte[] bytes) {
        return connection != null && connection.write(bytes);
    }

    void finishWriting() {
        if (connection != null) {
            connection.finishWriting();
        }
    }

    /// The next frame; null, and no connection any more, when the server has closed.
    byte @Nullable [] read(List<Observation.Line> seen) {
        if (connection == null) {
            return null;
        }
        try {
            byte[] frame = connection.read();
            if (frame == null) {
                note(seen, "closed", "");
                disconnect();
            }
            return frame;
        } catch (NoAnswerException e) {
            note(seen, "nothing, for too long: gave up", "");
            disconnect();
            return null;
        }
    }

    /// Reads events up to the answer and the answer itself. Returns its header, or null.
    @Nullable ReplyHeader readReply(int op, List<Observation.Line> seen) {
        while (true) {
            byte[] frame = read(seen);
            if (frame == null) {
                return null;
            }
            String event = scrubber.event(frame);
            if (event != null) {
                note(seen, event, Scrubber.hex(frame));
                continue;
            }
            note(seen, scrubber.reply(frame, op), Scrubber.hex(frame));
            return header(frame);
        }
    }

    /// Reads whatever comes until the server closes.
    void readToEnd(int op, List<Observation.Line> seen, int patienceMillis) {
        if (connection == null) {
            return;
        }
        connection.patience(patienceMillis);
        while (true) {
            byte[] frame = read(seen);
            if (frame == null) {
                return;
            }
            noteFrame(frame, op, seen);
        }
    }

    boolean sendMarker() {
        if (connection == null) {
            return false;
        }
        var out = new JuteWriter();
        new RequestHeader(MARKER_XID, OpCode.SYNC).write(out);
        out.writeString("#" + ++markers);
        connection.write(RawConnection.frame(out.toByteArray()));
        return true;
    }

    /// Reads whatever comes up to the answer to the marker sent last.
    void readToMarker(int op, List<Observation.Line> seen) {
        while (true) {
            byte[] frame = read(seen);
            if (frame == null) {
                return;
            }
            ReplyHeader header = header(frame);
            if (header != null && header.xid() == MARKER_XID) {
                return;
            }
            noteFrame(frame, op, seen);
        }
    }

    private void noteFrame(byte[] frame, int op, List<Observation.Line> seen) {
        String event = scrubber.event(frame);
        note(seen, event != null ? event : scrubber.reply(frame, op), Scrubber.hex(frame));
        header(frame);
    }

    void note(List<Observation.Line> seen, String text, String hex) {
        seen.add(new Observation.Line(name + " " + text, hex));
    }

    private @Nullable ReplyHeader header(byte[] frame) {
        try {
            var header = ReplyHeader.read(JuteReader.over(frame));
            zxidSeen.accept(header.zxid());
            return header;
        } catch (MalformedRecordException e) {
            return null;
        }
    }
}
