package paddock.wire.protocol;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// The server's first frame. `timeoutMillis` 0 refuses the session.
public record ConnectResponse(
        int protocolVersion,
        int timeoutMillis,
        long sessionId,
        byte[] password,
        boolean readOnly,
        boolean readOnlyFlagPresent) {

    /// The refusal: session expired, unknown, or wrong password.
    public static ConnectResponse refused(boolean readOnly, boolean readOnlyFlagPresent) {
        return new ConnectResponse(0, 0, 0, new byte[16], readOnly, readOnlyFlagPresent);
    }

    public static ConnectResponse read(JuteReader in) {
        int protocolVersion = in.readInt();
        int timeoutMillis = in.readInt();
        long sessionId = in.readLong();
        byte[] password = in.readBuffer();
        boolean flagPresent = in.remaining() > 0;
        return new ConnectResponse(
                protocolVersion,
                timeoutMillis,
                sessionId,
                password == null ? new byte[0] : password,
                flagPresent && in.readBool(),
                flagPresent);
    }

    public void write(JuteWriter out) {
        out.writeInt(protocolVersion);
        out.writeInt(timeoutMillis);
        out.writeLong(sessionId);
        out.writeBuffer(password);
        if (readOnlyFlagPresent) {
            out.writeBool(readOnly);
        }
    }
}
