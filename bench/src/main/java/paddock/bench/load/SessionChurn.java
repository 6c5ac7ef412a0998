package paddock.bench.load;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/// Sessions that come and go: each connects, sends its requests one after the other, closes itself
/// and is followed by the next. One operation is one such life, from connecting to the last reply.
///
/// Runs on the caller's thread. The server hangs up after the last reply; the next connection is
/// made only then, so that the ports that wait for stray packets are the server's, of which there
/// is one, and not the client's, of which there would soon be none.
public final class SessionChurn implements AutoCloseable {
    private static final int READ_BYTES = 1 << 14;
    private static final long SELECT_MILLIS = 10;

    private final List<InetSocketAddress> addresses;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] greeting = Frames.connect(Session.TIMEOUT_MILLIS);
    private final Histogram latencies = LoadThread.newHistogram();
    private boolean measuring;
    private long operations;
    private long lastReplyAt;

    /// What the sessions of one place send, in order; the last frame closes the session.
    @FunctionalInterface
    public interface Lives {
        List<byte[]> ofPlace(int place);
    }

    /// Keeps `places` sessions going, spread over the servers. Starts them all.
    public SessionChurn(List<InetSocketAddress> addresses, int places, Lives lives)
            throws IOException {
        this.addresses = List.copyOf(addresses);
        for (int i = 0; i < places; i++) {
            new Place(i, lives.ofPlace(i)).begin();
        }
    }

    /// Goes on for these stretches of time and measures the second.
    ///
    /// @throws LoadFailure when a request failed, a session was refused, or nothing moves any more
    public LoadResult run(Duration warmUp, Duration window, Window watched) throws IOException {
        turn(warmUp);
        watched.opened();
        measuring = true;
        long cpuNanos = threadCpuNanos();
        long openedAt = System.nanoTime();
        turn(window);
        long windowNanos = System.nanoTime() - openedAt;
        cpuNanos = threadCpuNanos() - cpuNanos;
        watched.closed();
        if (operations == 0) {
            throw new LoadFailure("not one session came and went in the measured window");
        }
        return new LoadResult(operations, windowNanos, latencies, cpuNanos);
    }

    private void turn(Duration time) throws IOException {
        lastReplyAt = System.nanoTime();
        long end = lastReplyAt + time.toNanos();
        while (true) {
            selector.select(this::serve, SELECT_MILLIS);
            long now = System.nanoTime();
            if (now >= end) {
                return;
            }
            if (now - lastReplyAt > LoadGenerator.stall().toNanos()) {
                throw new LoadFailure("no reply for " + LoadGenerator.stall());
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            ((Place) key.attachment()).serve(key);
        } catch (IOException e) {
            throw new LoadFailure("a connection to " + addresses + " failed: " + e, e);
        }
    }

    private static long threadCpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey each : selector.keys()) {
            each.channel().close();
        }
        selector.close();
    }

    /// Where one session follows the other.
    private final class Place implements FrameScanner.Sink {
        private final InetSocketAddress address;
        private final List<byte[]> frames;
        private SocketChannel channel;
        private FrameScanner replies;
        private long beganAt;
        private int seen;

        @SuppressWarnings("NullAway.Init") // begin() follows at once
        Place(int index, List<byte[]> frames) {
            this.address = addresses.get(index % addresses.size());
            this.frames = frames;
        }

        void begin() throws IOException {
            beganAt = System.nanoTime();
            seen = 0;
            replies = new FrameScanner(Frames.REPLY_PREFIX_BYTES);
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            if (channel.connect(address)) {
                connected(key);
            }
        }

        private void connected(SelectionKey key) throws IOException {
            key.interestOps(SelectionKey.OP_READ);
            send(greeting);
        }

        private void send(byte[] frame) throws IOException {
            if (channel.write(ByteBuffer.wrap(frame)) != frame.length) {
                throw new LoadFailure("the server does not read a frame of " + frame.length + " B");
            }
        }

        void serve(SelectionKey key) throws IOException {
            if (key.isConnectable()) {
                channel.finishConnect();
                connected(key);
                return;
            }
            buffer.clear();
            if (channel.read(buffer) >= 0) {
                replies.scan(buffer.flip(), this);
                return;
            }
            channel.close();
            if (seen <= frames.size()) {
                throw new LoadFailure("the server closed a connection after " + seen + " replies");
            }
            begin();
        }

        /// The first reply grants the session, and each calls for the next request.
        @Override
        public void frame(ByteBuffer bytes, int at, int length) {
            boolean refused =
                    seen == 0
                            ? bytes.getLong(at + Frames.SESSION_ID_AT) == 0
                            : bytes.getInt(at + Frames.ERR_AT) != 0;
            if (refused || seen > frames.size()) {
                throw new LoadFailure(
                        seen == 0 ? "a session was refused" : "request " + seen + " failed");
            }
            lastReplyAt = System.nanoTime();
            if (seen < frames.size()) {
                try {
                    send(frames.get(seen));
                } catch (IOException e) {
                    throw new LoadFailure("a connection to " + address + " failed: " + e, e);
                }
            } else if (measuring) {
                operations++;
                latencies.recordValue(lastReplyAt - beganAt);
            }
            seen++;
        }
    }
}
