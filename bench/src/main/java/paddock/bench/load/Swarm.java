package paddock.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// Very many connections that all do the same at once.
///
/// Until it has its session each does what a real client does: when it is refused, reset, or left
/// without an answer, it connects anew after a short while. With a session it must be served.
public final class Swarm implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int READ_BYTES = 1 << 16;
    private static final long LOOK_MILLIS = 100;

    /// How long a client waits for its session on one connection, and then for the next attempt.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<InetSocketAddress> addresses;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] greeting;
    private final List<Member> members = new ArrayList<>();
    private final ArrayDeque<Member> resting = new ArrayDeque<>();
    private int retries;
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
            Member member = new Member(addresses.get(members.size() % addresses.size()));
            members.add(member);
            member.open();
        }
        long looked = start;
        while (!await(expected, start)) {
            if (System.nanoTime() - looked > TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
                looked = System.nanoTime();
                retry(looked);
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// How often a member had to connect anew before it had its session.
    public int retries() {
        return retries;
    }

    private void retry(long nowNanos) throws IOException {
        for (Member each : members) {
            if (each.isLost(nowNanos)) {
                each.giveUp();
            }
        }
        // All pause equally long, so the first has rested longest.
        while (!resting.isEmpty() && resting.getFirst().hasRested(nowNanos)) {
            retries++;
            resting.removeFirst().open();
        }
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
        long start = System.nanoTime();
        while (!await(expected, start)) {
            // Every look is a short one.
        }
    }

    /// Looks once whether so many frames have come since the swarm was made.
    private boolean await(long expected, long start) throws IOException {
        if (framesSeen >= expected) {
            return true;
        }
        selector.select(this::serve, LOOK_MILLIS);
        if (System.nanoTime() - start > LIMIT.toNanos()) {
            throw new LoadFailure(
                    "%d of %d frames came within %s".formatted(framesSeen, expected, LIMIT));
        }
        return framesSeen >= expected;
    }

    private void serve(SelectionKey key) {
        Member member = (Member) key.attachment();
        try {
            member.serve();
        } catch (IOException e) {
            member.failed(e);
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
        private final InetSocketAddress address;
        private SocketChannel channel;
        private SelectionKey key;
        private FrameScanner scanner;
        private boolean greeted;

        /// Since when the connection is there, or has been away.
        private long sinceNanos;

        @SuppressWarnings("NullAway.Init") // open() follows at once
        Member(InetSocketAddress address) {
            this.address = address;
        }

        void open() throws IOException {
            sinceNanos = System.nanoTime();
            scanner = new FrameScanner(Frames.REPLY_PREFIX_BYTES);
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            try {
                if (channel.connect(address)) {
                    connected();
                }
            } catch (IOException e) {
                failed(e);
            }
        }

        boolean isLost(long nowNanos) {
            return !greeted && channel.isOpen() && nowNanos - sinceNanos > PATIENCE.toNanos();
        }

        boolean hasRested(long nowNanos) {
            return nowNanos - sinceNanos > PAUSE.toNanos();
        }

        void giveUp() throws IOException {
            channel.close();
            sinceNanos = System.nanoTime();
            resting.addLast(this);
        }

        void failed(IOException cause) {
            try {
                if (!greeted) {
                    giveUp();
                    return;
                }
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
            throw new LoadFailure("a connection to " + address + " failed: " + cause, cause);
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
                throw new EOFException(
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
