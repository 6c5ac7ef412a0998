package paddock.testkit.server;

import paddock.core.session.SessionPasswords;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.RequestHeader;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/// Ends a session behind its client's back: takes it over, as a client does that reconnects, and
/// closes it. The client loses its connection, comes back, and hears that its session has expired.
final class SessionEnd {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SESSION_MILLIS = 10_000;
    private static final int MOST_ROUNDS = 20;
    private static final int MOST_BYTES = 1 << 20;

    private SessionEnd() {}

    /// Returns false where there is no such session.
    static boolean of(long sessionId, int port) {
        // A client that comes back at once takes the session over again, before it is closed.
        for (int round = 1; ; round++) {
            switch (attempt(sessionId, port, round)) {
                case ENDED -> {
                    return true;
                }
                case UNKNOWN -> {
                    // Later ones find that an earlier one has ended it.
                    return round > 1;
                }
                case INTERRUPTED -> {}
            }
        }
    }

    private enum Attempt {
        ENDED,
        UNKNOWN,
        INTERRUPTED
    }

    private static Attempt attempt(long sessionId, int port, int round) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());

            // Both at once, so that hardly anybody comes in between.
            JuteWriter writer = new JuteWriter();
            int start = begin(writer);
            new ConnectRequest(
                            0,
                            0,
                            SESSION_MILLIS,
                            sessionId,
                            SessionPasswords.of(sessionId),
                            false,
                            true)
                    .write(writer);
            end(writer, start);
            start = begin(writer);
            new RequestHeader(1, OpCode.CLOSE_SESSION).write(writer);
            end(writer, start);
            socket.getOutputStream().write(writer.toByteArray());
            if (ConnectResponse.read(frame(in)).sessionId() != sessionId) {
                return Attempt.UNKNOWN;
            }
            // Watch events and the like may come before.
            while (ReplyHeader.read(frame(in)).xid() != 1) {}
            return Attempt.ENDED;
        } catch (EOFException | SocketException e) {
            if (round == MOST_ROUNDS) {
                throw new UncheckedIOException(
                        "could not expire session 0x" + Long.toHexString(sessionId), e);
            }
            return Attempt.INTERRUPTED;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "could not expire session 0x" + Long.toHexString(sessionId), e);
        }
    }

    private static int begin(JuteWriter frame) {
        int start = frame.size();
        frame.writeInt(0);
        return start;
    }

    private static void end(JuteWriter frame, int start) {
        frame.setInt(start, frame.size() - start - Integer.BYTES);
    }

    private static JuteReader frame(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return JuteReader.over(bytes);
    }
}
