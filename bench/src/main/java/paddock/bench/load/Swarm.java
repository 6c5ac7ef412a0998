package paddock.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Very many connections that all do the same at once.
public final class Swarm implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int READ_BYTES = 1 << 16;

    private final InetSocketAddress address;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] greeting = Frames.connect(Session.TIMEOUT_MILLIS);
    private final List<Member> members = new ArrayList<>();
    private long framesSeen;

    /// A swarm without connections yet.
    public Swarm(InetSocketAddress address) throws IOException {
        this.address = address;
    }

    /// Opens `count` connections at once, and waits until each has a session.
    ///
    /// @return the time it took
    public Duration connect(int count) throws IOException {
        long start = System.nanoTime();
        long expected = framesSeen + count;
        for (int i = 0; i < count; i++) {
            members.add(new Member());
        }
        awaitFrames(expected);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Sends the frame on every connection and waits for a reply to each.
    public void call(byte[] frame) throws IOException {
        long expected = framesSeen + members.size();
        for (Member each : members) {
            each.send(frame);
        }
        awaitFrames(expected);
    }

    /// Waits until one more frame has come on every connection: a watch event, if nothing was
    /// asked.
    public void awaitOneEach() throws IOException {
        awaitFrames((framesSeen / members.size() + 1) * members.size());
    }

    private void awaitFrames(long expected) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (framesSeen < expected) {
            selector.select(this::serve, 100);
            if (System.nanoTime() > deadline) {
                throw new LoadFailure(
                        "%d of %d frames came within %s".formatted(framesSeen, expected, LIMIT));
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            ((Member) key.attachment()).serve();
        } catch (IOException e) {
            throw new LoadFailure("a connection to " + address + " failed: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Member each : members) {
            each.channel.close();
        }
        selector.close();
    }

    private final class Member implements FrameScanner.Sink {
        private final SocketChannel channel = SocketChannel.open();
        private final SelectionKey key;
        private final FrameScanner scanner = new FrameScanner(Frames.REPLY_PREFIX_BYTES);
        private boolean greeted;

        Member() throws IOException {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, 0, this);
            if (channel.connect(address)) {
                connected();
            } else {
                key.interestOps(SelectionKey.OP_CONNECT);
            }
        }

        private void connected() throws IOException {
            key.interestOps(SelectionKey.OP_READ);
            send(greeting);
        }

        void send(byte[] frame) throws IOException {
            if (channel.write(ByteBuffer.wrap(frame)) != frame.length) {
                throw new LoadFailure("the server does not read a frame of " + frame.length + " B");
            }
        }

        void serve() throws IOException {
            if (key.isConnectable()) {
                channel.finishConnect();
                connected();
                return;
            }
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new LoadFailure("the server closed a connection");
            }
            scanner.scan(buffer.flip(), this);
        }

        @Override
        public void frame(ByteBuffer bytes, int at, int length) {
            boolean refused =
                    greeted
                            ? bytes.getInt(at + Frames.ERR_AT) != 0
                            : bytes.getLong(at + Frames.SESSION_ID_AT) == 0;
            if (refused) {
                throw new LoadFailure(greeted ? "a request failed" : "a session was refused");
            }
            greeted = true;
            framesSeen++;
        }
    }
}
