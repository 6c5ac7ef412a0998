package paddock.server.links;

import paddock.wire.ensemble.InitialMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.function.Consumer;

/// The other end of a link, byte by byte.
final class RawPeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /// Connects, as soon as somebody listens.
    static RawPeer connect(int port) {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (true) {
            try {
                return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new UncheckedIOException(e);
                }
                Thread.onSpinWait();
            }
        }
    }

    static RawPeer accept(ServerSocket listener) {
        try {
            listener.setSoTimeout(PATIENCE_MILLIS);
            return new RawPeer(listener.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawPeer send(Consumer<JuteWriter> message) {
        JuteWriter out = new JuteWriter();
        message.accept(out);
        return send(out.toByteArray());
    }

    RawPeer send(byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says who it is, on an election port.
    RawPeer introduce(long id, int electionPort) {
        return send(
                new InitialMessage(
                                id, List.of(new InitialMessage.Address("127.0.0.1", electionPort)))
                        ::write);
    }

    RawPeer vote(long round) {
        return send(
                out -> {
                    JuteWriter frame = new JuteWriter();
                    Neighbour.vote(round).write(frame);
                    out.writeInt(frame.size());
                    out.writeRaw(frame.array(), 0, frame.size());
                });
    }

    byte[] read(int count) {
        try {
            byte[] bytes = new byte[count];
            in.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InitialMessage readIntroduction() {
        byte[] head = read(20);
        JuteReader length = JuteReader.over(head);
        length.skip(16);
        byte[] text = read(length.readInt());
        byte[] all = new byte[head.length + text.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(text, 0, all, head.length, text.length);
        return InitialMessage.read(JuteReader.over(all));
    }

    Notification readVote() {
        return Notification.read(JuteReader.over(read(JuteReader.over(read(4)).readInt())));
    }

    /// Whether the other side closed, when everything before was read.
    boolean isClosed() {
        try {
            return in.read() < 0;
        } catch (EOFException | SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
