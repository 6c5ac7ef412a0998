package paddock.bench.load;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.Request;

/// Whole frames, length included, ready to be written.
public final class Frames {
    /// Bytes of a reply that tell all the generator wants to know: length, xid, zxid, err. The
    /// first 20 bytes of a connect response are length, version, timeout and session id.
    public static final int REPLY_PREFIX_BYTES = 20;

    /// Where the xid of a request frame stands.
    public static final int XID_AT = 4;

    /// Where the error code of a reply frame stands.
    public static final int ERR_AT = 16;

    /// Where the granted timeout of a connect response frame stands.
    public static final int TIMEOUT_AT = 8;

    /// Where the session id of a connect response frame stands.
    public static final int SESSION_ID_AT = 12;

    private static final int PING_XID = -2;

    private Frames() {}

    /// The frame that opens a new session.
    public static byte[] connect(int timeoutMillis) {
        return connect(timeoutMillis, 0, new byte[16]);
    }

    /// The frame that takes an existing session up.
    static byte[] connect(int timeoutMillis, long sessionId, byte[] password) {
        JuteWriter out = new JuteWriter(64);
        out.writeInt(0);
        new ConnectRequest(0, 0, timeoutMillis, sessionId, password, false, true).write(out);
        return closed(out);
    }

    /// The frame of a request.
    public static byte[] request(int xid, Request request) {
        JuteWriter out = new JuteWriter(256);
        out.writeInt(0);
        out.writeInt(xid);
        out.writeInt(request.opCode());
        request.write(out);
        return closed(out);
    }

    /// The frame that tells a server that its client lives.
    public static byte[] ping() {
        return request(PING_XID, new Request.Ping());
    }

    private static byte[] closed(JuteWriter out) {
        out.setInt(0, out.size() - 4);
        return out.toByteArray();
    }
}
