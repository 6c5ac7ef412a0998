package paddock.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One pipelined connection of a [LoadThread].
///
/// Replies of one connection come in the order of its requests, so the start times of what is in
/// flight are a ring.
final class LoadConnection {
    private static final int MIN_OUT_BYTES = 1 << 14;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Traffic traffic;
    private final int maxFrameBytes;
    private final FrameScanner replies = new FrameScanner(Frames.REPLY_PREFIX_BYTES);
    private final ByteBuffer out;
    private final long[] startedAt;
    private int head;
    private int inFlight;

    LoadConnection(Session session, Selector selector, Traffic traffic, int outstanding)
            throws IOException {
        this.channel = session.channel();
        this.traffic = traffic;
        this.maxFrameBytes = traffic.maxFrameBytes();
        this.startedAt = new long[outstanding];
        this.out = ByteBuffer.allocateDirect(Math.max(MIN_OUT_BYTES, outstanding * maxFrameBytes));
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean hasRoom() {
        return inFlight < startedAt.length && out.remaining() >= maxFrameBytes;
    }

    boolean idle() {
        return inFlight == 0;
    }

    /// Appends one request to what [#flush] writes; its latency counts from `startNanos`.
    void enqueue(long startNanos) {
        traffic.next(out);
        int tail = head + inFlight;
        startedAt[tail >= startedAt.length ? tail - startedAt.length : tail] = startNanos;
        inFlight++;
    }

    /// Takes the oldest request off the ring and returns its start.
    long completed() {
        if (inFlight == 0) {
            throw new LoadFailure("a reply to no request");
        }
        long start = startedAt[head];
        head = head + 1 == startedAt.length ? 0 : head + 1;
        inFlight--;
        return start;
    }

    void flush() throws IOException {
        if (out.position() == 0) {
            return;
        }
        out.flip();
        channel.write(out);
        boolean rest = out.hasRemaining();
        out.compact();
        int interest = rest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /// Reads once and shows every reply found to `sink`.
    void read(ByteBuffer buffer, FrameScanner.Sink sink) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new LoadFailure(
                    "the server closed a connection with " + inFlight + " requests in flight");
        }
        replies.scan(buffer.flip(), sink);
    }
}
