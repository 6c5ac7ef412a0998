package paddock.server.links;

import paddock.wire.jute.JuteWriter;

/// Where messages become bytes, one buffer for all links of the loop.
final class Scratch {
    private static final int USUAL_BYTES = 256 * 1024;
    private static final int LARGEST_KEPT_BYTES = 4 << 20;

    private JuteWriter writer = new JuteWriter(USUAL_BYTES);

    /// The buffer, empty.
    JuteWriter cleared() {
        if (writer.capacity() > LARGEST_KEPT_BYTES) {
            writer = new JuteWriter(USUAL_BYTES);
        }
        writer.clear();
        return writer;
    }
}
