package paddock.client.transport;

import io.netty.util.concurrent.FastThreadLocal;

/// An array for what just arrived, shared by all connections of a loop.
final class Scratch {
    /// A longer one is not kept.
    private static final int KEPT_BYTES = 1 << 18;

    private static final FastThreadLocal<Scratch> OF_LOOP =
            new FastThreadLocal<>() {
                @Override
                protected Scratch initialValue() {
                    return new Scratch();
                }
            };

    private byte[] bytes = new byte[1 << 13];

    private Scratch() {}

    /// That of the current thread.
    static Scratch ofLoop() {
        return OF_LOOP.get();
    }

    byte[] atLeast(int size) {
        if (size <= bytes.length) {
            return bytes;
        }
        byte[] longer = new byte[Integer.highestOneBit(size - 1) << 1];
        if (longer.length <= KEPT_BYTES) {
            bytes = longer;
        }
        return longer;
    }
}
