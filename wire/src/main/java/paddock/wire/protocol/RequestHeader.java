package paddock.wire.protocol;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// Opens every request after the handshake: the client's own number for it, and its [OpCode].
public record RequestHeader(int xid, int opCode) {
    public static RequestHeader read(JuteReader in) {
        return new RequestHeader(in.readInt(), in.readInt());
    }

    public void write(JuteWriter out) {
        out.writeInt(xid);
        out.writeInt(opCode);
    }
}
