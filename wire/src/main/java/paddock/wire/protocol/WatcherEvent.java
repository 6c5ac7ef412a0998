package paddock.wire.protocol;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// What a watch tells (client protocol reference, section 8.4).
public record WatcherEvent(int type, int state, String path) {
    public static final int NODE_CREATED = 1;
    public static final int NODE_DELETED = 2;
    public static final int NODE_DATA_CHANGED = 3;
    public static final int NODE_CHILDREN_CHANGED = 4;

    /// The only state a server sends.
    public static final int SYNC_CONNECTED = 3;

    public static WatcherEvent read(JuteReader in) {
        return new WatcherEvent(in.readInt(), in.readInt(), in.readString());
    }

    public void write(JuteWriter out) {
        out.writeInt(type);
        out.writeInt(state);
        out.writeString(path);
    }
}
