package paddock.bench.load;

import java.io.ByteArrayOutputStream;
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
import java.util.function.IntFunction;

/// Very many connections that all do the same at once.
public final class Swarm implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int READ_BYTES = 1 << 16;

    private final List<InetSocketAddress> addresses;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] greeting;
    private final List<Member> members = new ArrayList<>();
    private long framesSeen;
    private int grantedTimeoutMillis = Integer.MAX_VALUE;

    /// A swarm without connections yet.
    public Swarm(InetSocketAddress address) throws IOException {
        this(List.of(address), Session.TIMEOUT_MILLIS);
    }

    /// The same with several servers, over which the connections are spread evenly in turn, and
    /// with another timeout of the sessions than usual.
    public Swarm(List<InetSocketAddress> addresses, int timeoutMillis) throws IOException {
        this.addresses = List.copyOf(addresses);
        this.greeting = Frames.connect(timeoutMillis);
    }

    /// Opens `count` connections at once, and waits until each has a session.
    ///
    /// @return the time it took
    public Duration connect(int count) throws IOException {
        long start = System.nanoTime();
        long expected = framesSeen + count;
        for (int i = 0; i < count; i++) {
            members.add(new Member(addresses.get(members.size() % addresses.size())));
        }
        awaitFrames(expected);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Sends the frame on every connection and waits for a reply to each.
    public void call(byte[] frame) throws IOException {
        callEach(index -> frame);
    }

    /// Sends a frame of its own on every connection and waits for a reply to each.
    public void callEach(IntFunction<byte[]> frame) throws IOException {
        long expected = framesSeen + members.size();
        for (int i = 0; i < members.size(); i++) {
            members.get(i).send(frame.apply(i));
        }
        awaitFrames(expected);
    }

    /// Sends the frames together on every connection and waits for a reply to each.
    public void callAll(List<byte[]> frames) throws IOException {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        frames.forEach(together::writeBytes);
        long expected = framesSeen + (long) members.size() * frames.size();
        for (Member each : members) {
            each.send(together.toByteArray());
        }
        awaitFrames(expected);
    }

    /// The shortest timeout that a server granted.
    public int grantedTimeoutMillis() {
        return grantedTimeoutMillis;
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
            throw new LoadFailure("a connection to " + addresses + " failed: " + e, e);
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

        Member(InetSocketAddress address) throws IOException {
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
                throw new LoadFailure(
                        greeted
                                ? "the server closed the connection of a session"
                                : "the server closed a connection that asked for a session");
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
            if (!greeted) {
                grantedTimeoutMillis =
                        Math.min(grantedTimeoutMillis, bytes.getInt(at + Frames.TIMEOUT_AT));
            }
            greeted = true;
            framesSeen++;
        }
    }
}
