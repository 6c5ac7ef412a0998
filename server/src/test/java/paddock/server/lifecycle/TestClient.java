package paddock.server.lifecycle;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.RequestHeader;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// A client that sends what it is told and reads one frame at a time.
final class TestClient implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int lastXid;

    TestClient(InetSocketAddress server) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// One frame from the server.
    record Reply(ReplyHeader header, JuteReader body) {}

    static TestClient connected(InetSocketAddress server, int timeoutMillis) throws IOException {
        TestClient client = new TestClient(server);
        client.connect(new ConnectRequest(0, 0, timeoutMillis, 0, new byte[16], false, true));
        return client;
    }

    ConnectResponse connect(ConnectRequest request) throws IOException {
        JuteWriter writer = new JuteWriter();
        writer.writeInt(0);
        request.write(writer);
        sendFrame(writer);
        return ConnectResponse.read(frame());
    }

    /// Sends a request without waiting.
    int send(Request request) throws IOException {
        sendRaw(encode(request));
        return lastXid;
    }

    /// A request as [#sendRaw] takes it.
    byte[] encode(Request request) {
        JuteWriter writer = new JuteWriter();
        writer.writeInt(0);
        new RequestHeader(++lastXid, request.opCode()).write(writer);
        request.write(writer);
        writer.setInt(0, writer.size() - 4);
        return writer.toByteArray();
    }

    int localPort() {
        return socket.getLocalPort();
    }

    /// Sends no more, and goes on reading.
    void finishWriting() throws IOException {
        socket.shutdownOutput();
    }

    /// Reads until the server closes, or has closed with something unread.
    ///
    /// @return how many whole frames came before that
    int framesUntilClosed() throws IOException {
        int frames = 0;
        try {
            while (true) {
                in.readFully(new byte[in.readInt()]);
                frames++;
            }
        } catch (EOFException | SocketException closed) {
            return frames;
        }
    }

    /// Sends a request and reads the next frame.
    Reply call(Request request) throws IOException {
        send(request);
        return next();
    }

    Reply next() throws IOException {
        JuteReader frame = frame();
        return new Reply(ReplyHeader.read(frame), frame);
    }

    void sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /// Whether the server has closed the connection, once everything it sent was read.
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /// Everything the server sends until it closes.
    String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private void sendFrame(JuteWriter writer) throws IOException {
        writer.setInt(0, writer.size() - 4);
        sendRaw(writer.toByteArray());
    }

    private JuteReader frame() throws IOException {
        byte[] bytes = new byte[in.readInt()];
        try {
            in.readFully(bytes);
        } catch (EOFException e) {
            throw new IOException("the server closed in the middle of a frame", e);
        }
        return JuteReader.over(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
