package paddock.server.front;

import org.slf4j.LoggerFactory;

import paddock.replica.Submission;
import paddock.server.metrics.Counter;
import paddock.server.metrics.Summary;
import paddock.server.refusal.Refusals;
import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.OpCode;

/// The connect request of one connection and the answer to it. Guarded by the stripe.
final class Handshake {
    private static final Refusals REFUSALS = new Refusals(LoggerFactory.getLogger(Handshake.class));

    private final Front front;
    private final Connection connection;
    private int timeoutMillis;
    private long receivedNanos;
    private boolean readOnlyFlagPresent;
    private boolean takesReadOnly;

    Handshake(Front front, Connection connection) {
        this.front = front;
        this.connection = connection;
    }

    /// The negotiated session timeout; 0 before a client asked for one.
    int timeoutMillis() {
        return timeoutMillis;
    }

    /// Whether the client is content with reads.
    boolean takesReadOnly() {
        return takesReadOnly;
    }

    /// Asks the replica for the session, or gives the connection up.
    void request(JuteReader in, long nowNanos) {
        ConnectRequest request = ConnectRequest.read(in);
        readOnlyFlagPresent = request.readOnlyFlagPresent();
        takesReadOnly = request.readOnly();
        boolean resumes = request.sessionId() != 0;
        connection.loop().recorder().count(Counter.CONNECTION_REQUEST_COUNT);
        if (resumes) {
            connection.loop().recorder().count(Counter.CONNECTION_REVALIDATE_COUNT);
        }
        receivedNanos = nowNanos;
        if (!front.admitsSession(resumes)) {
            connection.abandon();
            return;
        }
        long lastZxid = front.queries().lastZxid();
        if (request.lastZxidSeen() > lastZxid) {
            REFUSALS.info(
                    "refusing {}: it has seen zxid 0x{}, this server's last is 0x{}; it must try"
                            + " another server",
                    connection,
                    Long.toHexString(request.lastZxidSeen()),
                    Long.toHexString(lastZxid));
            connection.abandon();
            return;
        }
        timeoutMillis = front.settings().negotiate(request.timeoutMillis());
        connection.advance(Standing.CONNECTING);
        front.updates().submit(submission(request));
    }

    private Submission submission(ConnectRequest request) {
        if (request.sessionId() == 0) {
            return new Submission.Open(connection, timeoutMillis);
        }
        byte[] password = request.password();
        return new Submission.Resume(
                connection,
                request.sessionId(),
                password == null ? new byte[0] : password,
                timeoutMillis);
    }

    void accept(Replies replies, long sessionId, byte[] password) {
        replies.connect(
                new ConnectResponse(
                        0,
                        timeoutMillis,
                        sessionId,
                        password,
                        front.serving().isReadOnly(),
                        readOnlyFlagPresent));
    }

    /// Counts the answer once the new session is open.
    void answered(Replies replies, long zxid) {
        replies.answered(OpCode.CREATE_SESSION, 0, zxid, receivedNanos, Summary.UPDATELATENCY);
    }

    void refuse(Replies replies) {
        replies.connect(ConnectResponse.refused(front.serving().isReadOnly(), readOnlyFlagPresent));
    }
}
