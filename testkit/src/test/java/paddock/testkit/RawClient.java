package paddock.testkit;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.RequestHeader;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/// A client of one connection, which sends a frame and reads a frame.
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SESSION_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final ConnectResponse session;
    private int lastXid;

    private RawClient(int port, long sessionId, byte[] password) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        JuteWriter writer = new JuteWriter();
        writer.writeInt(0);
        new ConnectRequest(0, 0, SESSION_MILLIS, sessionId, password, false, true).write(writer);
        send(writer);
        session = ConnectResponse.read(frame());
    }

    static RawClient connect(int port) throws IOException {
        return new RawClient(port, 0, new byte[16]);
    }

    /// Another connection for this client's session.
    RawClient again(int port) throws IOException {
        return new RawClient(port, session.sessionId(), session.password());
    }

    /// The session, 0 where the server refused to give it back.
    long sessionId() {
        return session.sessionId();
    }

    /// Creates a znode; returns the error code.
    int create(String path, CreateMode mode) throws IOException {
        return call(new Request.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, mode.flag(), 0));
    }

    /// Whether there is a znode.
    boolean exists(String path) throws IOException {
        return call(new Request.GetData(path, false)) == 0;
    }

    /// Changes the ensemble's membership; returns the error code.
    int reconfigure(@Nullable String joining, @Nullable String leaving) throws IOException {
        return call(new Request.Reconfig(joining, leaving, null, -1));
    }

    private int call(Request request) throws IOException {
        ask(request);
        return answer();
    }

    void ask(Request request) throws IOException {
        JuteWriter writer = new JuteWriter();
        writer.writeInt(0);
        new RequestHeader(++lastXid, request.opCode()).write(writer);
        request.write(writer);
        send(writer);
    }

    int answer() throws IOException {
        return ReplyHeader.read(frame()).err();
    }

    /// Whether anything has come that was not read.
    boolean hasAnswer() throws IOException {
        return in.available() > 0;
    }

    /// Waits until the server closes.
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private void send(JuteWriter writer) throws IOException {
        writer.setInt(0, writer.size() - Integer.BYTES);
        socket.getOutputStream().write(writer.toByteArray());
    }

    private JuteReader frame() throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return JuteReader.over(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
