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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/// Ends a session behind its client's back: takes it over, as a client does that reconnects, and
/// closes it. The client loses its connection, comes back, and hears that its session has expired.
final class SessionEnd {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SESSION_MILLIS = 10_000;
    private static final int MOST_BYTES = 1 << 20;

    private SessionEnd() {}

    /// Returns false where there is no such session.
    static boolean of(long sessionId, int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());

            JuteWriter writer = begun();
            new ConnectRequest(
                            0,
                            0,
                            SESSION_MILLIS,
                            sessionId,
                            SessionPasswords.of(sessionId),
                            false,
                            true)
                    .write(writer);
            send(socket, writer);
            if (ConnectResponse.read(frame(in)).sessionId() != sessionId) {
                return false;
            }

            writer = begun();
            new RequestHeader(1, OpCode.CLOSE_SESSION).write(writer);
            send(socket, writer);
            // Watch events and the like may come before.
            while (ReplyHeader.read(frame(in)).xid() != 1) {}
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "could not expire session 0x" + Long.toHexString(sessionId), e);
        }
    }

    private static JuteWriter begun() {
        JuteWriter writer = new JuteWriter();
        writer.writeInt(0);
        return writer;
    }

    private static void send(Socket socket, JuteWriter writer) throws IOException {
        writer.setInt(0, writer.size() - Integer.BYTES);
        socket.getOutputStream().write(writer.toByteArray());
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
