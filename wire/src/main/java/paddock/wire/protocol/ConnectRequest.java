package paddock.wire.protocol;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// The first frame of a client: opens a new session (`sessionId` 0) or resumes one.
///
/// Clients older than 3.4 do not send the read-only flag, and are answered without it.
public record ConnectRequest(
        int protocolVersion,
        long lastZxidSeen,
        int timeoutMillis,
        long sessionId,
        byte @Nullable [] password,
        boolean readOnly,
        boolean readOnlyFlagPresent) {

    public static ConnectRequest read(JuteReader in) {
        int protocolVersion = in.readInt();
        long lastZxidSeen = in.readLong();
        int timeoutMillis = in.readInt();
        long sessionId = in.readLong();
        byte[] password = in.readBuffer();
        boolean flagPresent = in.remaining() > 0;
        return new ConnectRequest(
                protocolVersion,
                lastZxidSeen,
                timeoutMillis,
                sessionId,
                password,
                flagPresent && in.readBool(),
                flagPresent);
    }

    public void write(JuteWriter out) {
        out.writeInt(protocolVersion);
        out.writeLong(lastZxidSeen);
        out.writeInt(timeoutMillis);
        out.writeLong(sessionId);
        out.writeBuffer(password);
        if (readOnlyFlagPresent) {
            out.writeBool(readOnly);
        }
    }
}
