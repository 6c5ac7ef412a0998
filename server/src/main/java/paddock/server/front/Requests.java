package paddock.server.front;

import org.slf4j.LoggerFactory;

import paddock.core.acl.AuthScheme;
import paddock.core.query.Queries;
import paddock.replica.Submission;
import paddock.server.refusal.Refusals;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.util.Arrays;
import java.util.List;

/// Where the requests of one connection go: answered on the spot, or to the replica. Runs on the
/// event loop, under its stripe.
final class Requests {
    private static final Refusals REFUSALS = new Refusals(LoggerFactory.getLogger(Requests.class));
    private static final int MIN_REQUEST_BYTES = 8;

    private final Front front;
    private final Connection connection;
    private final Replies replies;
    private final InFlight inFlight;

    Requests(Front front, Connection connection, Replies replies, InFlight inFlight) {
        this.front = front;
        this.connection = connection;
        this.replies = replies;
        this.inFlight = inFlight;
    }

    /// Handles one frame.
    ///
    /// @return false when it is to be handled later: a long answer that others who are behind with
    ///   reading, or this client's own updates, are to go before
    /// @throws MalformedRecordException when the connection cannot go on after it
    boolean handle(JuteReader in, long nowNanos) {
        if (in.remaining() < MIN_REQUEST_BYTES) {
            throw new MalformedRecordException(
                    "a request of " + in.remaining() + " bytes has no header");
        }
        int xid = in.readInt();
        int opCode = in.readInt();
        if (opCode == OpCode.AUTH) {
            authenticate(xid, Request.Auth.read(in));
        } else if (opCode == OpCode.SASL) {
            sasl(xid, in);
        } else if (!front.isAuthenticationEnough(connection.identities())) {
            replies.header(xid, 0, ErrorCode.SESSION_CLOSED_REQUIRE_SASL_AUTH);
            connection.abandon();
        } else if (Queries.isQuery(opCode)) {
            // The replica answers at one go whatever waits for an update, read or unread.
            boolean mayWait = inFlight.count() > 0 || front.backlog().isPressing();
            if (mayWait && isLong(opCode, in)) {
                return false;
            }
            query(xid, opCode, in, nowNanos);
        } else if (isUpdate(opCode)) {
            update(xid, opCode, in, nowNanos);
        } else {
            // Not for clients, or unknown: said even before what is in flight is answered.
            replies.header(xid, -1, ErrorCode.UNIMPLEMENTED);
            connection.abandon();
        }
        return true;
    }

    private boolean isLong(int opCode, JuteReader in) {
        int at = in.position();
        int length = in.remaining();
        boolean is = front.queries().answersAtLength(opCode, in);
        in.reset(in.array(), at, length);
        return is;
    }

    private static boolean isUpdate(int opCode) {
        return switch (opCode) {
            case OpCode.CREATE,
                    OpCode.CREATE2,
                    OpCode.CREATE_CONTAINER,
                    OpCode.CREATE_TTL,
                    OpCode.DELETE,
                    OpCode.SET_DATA,
                    OpCode.SET_ACL,
                    OpCode.MULTI,
                    OpCode.RECONFIG,
                    OpCode.CLOSE_SESSION ->
                    true;
            default -> false;
        };
    }

    private void query(int xid, int opCode, JuteReader in, long nowNanos) {
        if (inFlight.count() == 0 && front.serving().answersInPlace(opCode)) {
            replies.query(front.queries(), xid, opCode, in, connection.caller(), nowNanos);
            return;
        }
        byte[] body = Arrays.copyOfRange(in.array(), in.position(), in.position() + in.remaining());
        submit(
                new Submission.Query(
                        connection, xid, opCode, body, connection.identities(), nowNanos),
                body.length);
    }

    private void update(int xid, int opCode, JuteReader in, long nowNanos) {
        int length = in.remaining();
        Submission submission;
        try {
            Request request = Request.read(opCode, in);
            if (request == null) {
                throw new MalformedRecordException("operation " + opCode + " has no request");
            }
            submission =
                    new Submission.Update(
                            connection, xid, request, connection.identities(), nowNanos);
        } catch (MalformedRecordException e) {
            submission =
                    new Submission.Malformed(
                            connection, xid, opCode, ErrorCode.MARSHALLING_ERROR, nowNanos);
        }
        submit(submission, length);
        if (opCode == OpCode.CLOSE_SESSION && connection.standing() == Standing.ESTABLISHED) {
            connection.advance(Standing.DRAINING);
        }
    }

    private void submit(Submission submission, int length) {
        if (inFlight.admit(length)) {
            front.updates().submit(submission);
        } else {
            REFUSALS.warn("Rejecting large request of {} bytes from {}", length, connection);
            connection.abandon();
        }
    }

    private void authenticate(int xid, Request.Auth auth) {
        String name = auth.scheme();
        AuthScheme scheme = front.aclRules().scheme(name);
        String from = connection.peer().getAddress().getHostAddress();
        List<Id> ids = scheme == null ? List.of() : scheme.authenticate(auth.auth(), from);
        if (ids.isEmpty()) {
            REFUSALS.warn(
                    scheme == null
                            ? "No authentication provider for scheme: {} (connection {})"
                            : "Authentication failed for scheme: {} (connection {})",
                    name,
                    connection);
            front.authFailed();
            replies.header(xid, 0, ErrorCode.AUTH_FAILED);
            connection.abandon();
            return;
        }
        connection.gain(ids);
        replies.header(xid, 0, ErrorCode.OK);
    }

    /// Without a SASL login configured every token is answered with none (client protocol
    /// reference, section 11.2).
    private void sasl(int xid, JuteReader in) {
        if (in.readBuffer() == null) {
            throw new MalformedRecordException("SASL token is null");
        }
        int start = replies.begin(xid, 0);
        replies.writer().writeInt(-1);
        replies.end(start, 0);
    }
}
