package paddock.wire.protocol;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// Stands before every part of a multi, and alone at its end (client protocol reference, section
/// 7).
public record MultiHeader(int type, boolean done, int err) {
    /// Ends a multi request and a multi response.
    public static final MultiHeader END = new MultiHeader(-1, true, -1);

    public static MultiHeader read(JuteReader in) {
        return new MultiHeader(in.readInt(), in.readBool(), in.readInt());
    }

    public void write(JuteWriter out) {
        out.writeInt(type);
        out.writeBool(done);
        out.writeInt(err);
    }
}
