package paddock.conformance.raw;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.RequestHeader;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;
import paddock.wire.protocol.WatcherEvent;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// A session with plain, blocking calls. An answer with an error is a [RequestFailedException].
public final class RawSession implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final RawConnection connection;
    private final ConnectResponse handshake;
    private final Queue<WatcherEvent> events = new ArrayDeque<>();
    private int lastXid;
    private long lastZxid;

    private RawSession(RawConnection connection, ConnectResponse handshake) {
        this.connection = connection;
        this.handshake = handshake;
    }

    /// An answer: its header, and a reader that stands at its body.
    public record Reply(ReplyHeader header, JuteReader body) {}

    /// Opens a new session.
    public static RawSession open(InetSocketAddress address, int timeoutMillis) {
        return handshake(
                address, new ConnectRequest(0, 0, timeoutMillis, 0, new byte[16], false, true));
    }

    /// Takes up an existing session on a new connection.
    public static RawSession resume(
            InetSocketAddress address, int timeoutMillis, long sessionId, byte[] password) {
        return handshake(
                address, new ConnectRequest(0, 0, timeoutMillis, sessionId, password, false, true));
    }

    private static RawSession handshake(InetSocketAddress address, ConnectRequest request) {
        return connect(address, request, PATIENCE_MILLIS);
    }

    /// Opens or takes up a session as the request says. No answer is waited for longer than
    /// `patienceMillis`, now and later.
    ///
    /// @throws RequestFailedException with code 0 when the server hung up, with -112 when it said
    ///   that the session is over
    public static RawSession connect(
            InetSocketAddress address, ConnectRequest request, int patienceMillis) {
        var connection = RawConnection.open(address, patienceMillis);
        var out = new JuteWriter();
        request.write(out);
        byte[] answer = null;
        try {
            if (connection.write(RawConnection.frame(out.toByteArray()))) {
                answer = connection.read();
            }
        } catch (NoAnswerException e) {
            connection.close();
            throw e;
        }
        if (answer == null) {
            connection.close();
            throw new RequestFailedException("the handshake (connection closed)", 0);
        }
        var response = ConnectResponse.read(JuteReader.over(answer));
        if (response.timeoutMillis() <= 0) {
            connection.close();
            throw new RequestFailedException("the handshake", -112);
        }
        return new RawSession(connection, response);
    }

    public long sessionId() {
        return handshake.sessionId();
    }

    public byte[] password() {
        return handshake.password();
    }

    public int timeoutMillis() {
        return handshake.timeoutMillis();
    }

    /// The zxid of the last answer.
    public long lastZxid() {
        return lastZxid;
    }

    /// The connection below, for what a session does not do.
    public RawConnection connection() {
        return connection;
    }

    /// Sends a request without waiting. Returns its xid.
    public int send(Request request) {
        int xid =
                switch (request) {
                    case Request.Ping _ -> ReplyHeader.PING_XID;
                    case Request.Auth _ -> ReplyHeader.AUTH_XID;
                    default -> ++lastXid;
                };
        var out = new JuteWriter();
        new RequestHeader(xid, request.opCode()).write(out);
        request.write(out);
        if (!connection.write(RawConnection.frame(out.toByteArray()))) {
            throw new ConnectionClosedException(request);
        }
        return xid;
    }

    /// Waits for the answer to the oldest request that has none yet.
    public Reply receive(Request request) {
        while (true) {
            byte[] frame = connection.read();
            if (frame == null) {
                throw new ConnectionClosedException(request);
            }
            var in = new JuteReader(Integer.MAX_VALUE).reset(frame, 0, frame.length);
            var header = ReplyHeader.read(in);
            if (header.xid() == ReplyHeader.NOTIFICATION_XID) {
                events.add(WatcherEvent.read(in));
                continue;
            }
            lastZxid = Math.max(lastZxid, header.zxid());
            return new Reply(header, in);
        }
    }

    /// Sends a request and waits for its answer, whatever it says.
    public Reply ask(Request request) {
        int xid = send(request);
        var reply = receive(request);
        if (reply.header().xid() != xid) {
            throw new IllegalStateException(
                    "answer to xid " + reply.header().xid() + " where " + xid + " was due");
        }
        return reply;
    }

    /// Sends a request and returns the body of its answer.
    public JuteReader call(Request request) {
        var reply = ask(request);
        if (reply.header().err() != 0) {
            throw new RequestFailedException(request.toString(), reply.header().err());
        }
        return reply.body();
    }

    /// Watch events that have come with the answers so far; each is returned once.
    public @Nullable WatcherEvent pollEvent() {
        return events.poll();
    }

    /// Creates a znode for everybody; `mode` is a create flag. Returns the path it got.
    public String create(String path, byte[] data, int mode) {
        return create(path, data, Acl.OPEN, mode);
    }

    /// Creates a znode.
    public String create(String path, byte @Nullable [] data, List<Acl> acl, int mode) {
        int op = mode == 4 ? OpCode.CREATE_CONTAINER : OpCode.CREATE;
        return call(new Request.Create(op, path, data, acl, mode, 0)).readString();
    }

    public void createWithTtl(String path, byte[] data, long ttlMillis) {
        call(new Request.Create(OpCode.CREATE_TTL, path, data, Acl.OPEN, 5, ttlMillis));
    }

    public void delete(String path) {
        call(new Request.Delete(path, -1));
    }

    public Stat setData(String path, byte[] data) {
        return Stat.read(call(new Request.SetData(path, data, -1)));
    }

    public Response.Data getData(String path) {
        return Response.Data.read(call(new Request.GetData(path, false)));
    }

    public List<String> children(String path) {
        return new ArrayList<>(
                Response.Names.read(call(new Request.GetChildren(path, false, false))).names());
    }

    public boolean exists(String path) {
        var reply = ask(new Request.Exists(path, false));
        return switch (reply.header().err()) {
            case 0 -> true;
            case -101 -> false;
            default -> throw new RequestFailedException("exists " + path, reply.header().err());
        };
    }

    /// Adds a digest identity.
    public void authenticate(String userAndPassword) {
        call(new Request.Auth(0, "digest", userAndPassword.getBytes(StandardCharsets.UTF_8)));
    }

    public void ping() {
        call(new Request.Ping());
    }

    /// Ends the session and waits for the server to say so.
    public void closeSession() {
        call(new Request.CloseSession());
        connection.close();
    }

    /// Closes the connection and leaves the session to itself.
    @Override
    public void close() {
        connection.close();
    }

    /// The server closed the connection while a request was open.
    public static final class ConnectionClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConnectionClosedException(Request request) {
            super("the server closed the connection before it answered " + request);
        }
    }
}
