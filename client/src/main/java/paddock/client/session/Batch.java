package paddock.client.session;

import io.netty.util.concurrent.FastThreadLocal;

import paddock.wire.jute.JuteWriter;

/// What the sessions of one event loop share, since they take turns: where frames are written, and
/// what time it is.
final class Batch {
    /// A longer array is not kept.
    private static final int KEPT_BYTES = 1 << 20;

    private static final FastThreadLocal<Batch> OF_LOOP =
            new FastThreadLocal<>() {
                @Override
                protected Batch initialValue() {
                    return new Batch();
                }
            };

    private JuteWriter out = new JuteWriter(1 << 13);
    private long now;
    private boolean clockRuns;

    private Batch() {}

    /// That of the current thread.
    static Batch ofLoop() {
        return OF_LOOP.get();
    }

    JuteWriter out() {
        return out;
    }

    /// Everything written was handed over.
    void sent() {
        if (out.capacity() > KEPT_BYTES) {
            out = new JuteWriter(1 << 13);
        } else {
            out.clear();
        }
    }

    /// The time, the same for everything that arrived together.
    long now() {
        if (!clockRuns) {
            clockRuns = true;
            now = System.nanoTime();
        }
        return now;
    }

    /// The turn is over.
    void clockStops() {
        clockRuns = false;
    }
}
