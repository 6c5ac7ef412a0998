package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.RequestHeader;
import paddock.wire.protocol.Response;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ServerSocketFactory;

/// A server that does what a test says, on a thread for each connection.
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Script script;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /// What happens on a connection.
    interface Script {
        void run(Connection connection) throws Exception;
    }

    ScriptedServer(Script script) {
        this(ServerSocketFactory.getDefault(), script);
    }

    ScriptedServer(ServerSocketFactory sockets, Script script) {
        this.script = script;
        try {
            socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket accepted = socket.accept();
                connections.add(accepted);
                Thread thread = new Thread(() -> serve(accepted), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            script.run(new Connection(accepted));
        } catch (Exception e) {
            // The client has gone, or was not wanted.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket each : connections) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Connection {
        private final DataInputStream in;
        private final DataOutputStream out;

        Connection(Socket socket) throws IOException {
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        }

        /// The first four bytes, which may be a word.
        int first() throws IOException {
            return in.readInt();
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        JuteReader frame() throws IOException {
            return frameOf(in.readInt());
        }

        JuteReader frameOf(int length) throws IOException {
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return JuteReader.over(bytes);
        }

        /// Opens a session for whoever asks.
        ConnectRequest open(JuteReader frame, boolean readOnly) throws IOException {
            ConnectRequest request = ConnectRequest.read(frame);
            JuteWriter answer = new JuteWriter();
            new ConnectResponse(0, 30_000, 7, new byte[16], readOnly, true).write(answer);
            send(answer);
            return request;
        }

        void answer(RequestHeader to, int error, @Nullable Response body) throws IOException {
            JuteWriter answer = new JuteWriter();
            new ReplyHeader(to.xid(), 1, error).write(answer);
            if (body != null) {
                body.write(answer);
            }
            send(answer);
        }

        private void send(JuteWriter frame) throws IOException {
            out.writeInt(frame.size());
            out.write(frame.array(), 0, frame.size());
            out.flush();
        }

        /// Answers everything as if there were no znodes, until the client goes.
        void answerNoNode() throws IOException {
            while (true) {
                answer(RequestHeader.read(frame()), -101, null);
            }
        }
    }
}
