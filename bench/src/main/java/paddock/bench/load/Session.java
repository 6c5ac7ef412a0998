package paddock.bench.load;

import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A connection with a fresh session: one call at a time, for setting the scene, or handed over to
/// the load loop.
public final class Session implements AutoCloseable {
    /// Asked for by every session; the server may grant less.
    public static final int TIMEOUT_MILLIS = 120_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SocketChannel channel;
    private final long id;
    private final byte[] password;
    private int lastXid;

    private Session(SocketChannel channel, ConnectResponse granted) {
        this.channel = channel;
        this.id = granted.sessionId();
        this.password = granted.password();
    }

    /// Connects and opens a new session, blocking until the server grants it.
    public static Session open(InetSocketAddress address) throws IOException {
        return open(address, PATIENCE);
    }

    /// The same, with a bound on every wait for the server, now and later.
    public static Session open(InetSocketAddress address, Duration patience) throws IOException {
        return connect(address, patience, Frames.connect(TIMEOUT_MILLIS));
    }

    /// Takes this session up on a new connection, to whichever server.
    ///
    /// @throws LoadFailure when the server says that the session is over
    public Session moved(InetSocketAddress address, Duration patience) throws IOException {
        try {
            return connect(address, patience, Frames.connect(TIMEOUT_MILLIS, id, password));
        } catch (RefusedException e) {
            throw new LoadFailure("session 0x%x was lost".formatted(id), e);
        }
    }

    private static Session connect(InetSocketAddress address, Duration patience, byte[] frame)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address);
            channel.socket().setSoTimeout(Math.toIntExact(patience.toMillis()));
            writeAll(channel, ByteBuffer.wrap(frame));
            ConnectResponse response =
                    ConnectResponse.read(JuteReader.over(readFrame(channel).array()));
            if (response.timeoutMillis() <= 0) {
                throw new RefusedException();
            }
            return new Session(channel, response);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /// The server's.
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getRemoteAddress();
    }

    /// Sends the request, waits for its reply, and returns the reply's body.
    ///
    /// @throws LoadFailure when the reply is an error
    public JuteReader call(Request request) throws IOException {
        int xid = ++lastXid;
        writeAll(channel, ByteBuffer.wrap(Frames.request(xid, request)));
        while (true) {
            byte[] frame = readFrame(channel).array();
            JuteReader in = new JuteReader().reset(frame, 0, frame.length);
            ReplyHeader header = ReplyHeader.read(in);
            if (header.xid() == ReplyHeader.NOTIFICATION_XID) {
                continue;
            }
            if (header.xid() != xid || header.err() != 0) {
                throw new LoadFailure("%s was answered with %s".formatted(request, header));
            }
            return in;
        }
    }

    /// Creates a persistent znode that everybody may use.
    public void create(String path, byte[] data) throws IOException {
        call(createRequest(path, data, CreateMode.PERSISTENT));
    }

    /// The request that creates a znode that everybody may use.
    public static Request createRequest(String path, byte[] data, CreateMode mode) {
        return new Request.Create(OpCode.CREATE, path, data, Acl.OPEN, mode.flag(), 0);
    }

    /// The server answered and gave no session.
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException() {
            super("the server refused the session");
        }
    }

    private static void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer readFrame(SocketChannel channel) throws IOException {
        int length = readFully(channel, 4).getInt(0);
        if (length < 0 || length > FrameScanner.MAX_FRAME_BYTES) {
            throw new IOException("a reply of " + length + " bytes");
        }
        return readFully(channel, length);
    }

    /// Through the socket's stream, since only that knows a timeout.
    private static ByteBuffer readFully(SocketChannel channel, int length) throws IOException {
        byte[] bytes = channel.socket().getInputStream().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server closed the connection");
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
