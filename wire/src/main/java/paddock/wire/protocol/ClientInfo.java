package paddock.wire.protocol;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// One identity of a connection, as `whoAmI` tells it.
public record ClientInfo(String authScheme, String user) {
    public static ClientInfo read(JuteReader in) {
        return new ClientInfo(in.readString(), in.readString());
    }

    public void write(JuteWriter out) {
        out.writeString(authScheme);
        out.writeString(user);
    }
}
