package paddock.conformance.differential;

import paddock.wire.jute.JuteWriter;

/// Writes the body of a request, given what only the side that plays it knows.
@FunctionalInterface
interface Body {
    void write(JuteWriter out, Zxids zxids);

    /// The zxids of one side. Both sides' differ in value but stand for the same moments.
    interface Zxids {
        /// The last zxid before the sequence began.
        long base();

        /// The largest zxid in any answer so far.
        long last();
    }

    /// The body as bytes.
    default byte[] bytes(Zxids zxids) {
        var out = new JuteWriter();
        write(out, zxids);
        return out.toByteArray();
    }
}
