package paddock.conformance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/// Clients that send the same requests over and over, each as fast as the server takes them: more
/// than it can carry, whatever it can carry.
///
/// Answers are read and forgotten, or not read at all. A client that the server disconnects stays
/// away.
final class Flood implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int HANDSHAKE_ANSWER_BYTES = 41;

    private final Selector selector;
    private final ByteBuffer answers = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final boolean reads;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong heldUp = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = new Thread(this::run, "flood");
    private volatile boolean over;

    /// Begins at once.
    ///
    /// @param requests what each client sends in turn, as whole frames
    /// @param reads whether the clients read what they are answered
    Flood(InetSocketAddress server, int clients, byte[] requests, boolean reads) {
        this.reads = reads;
        try {
            selector = Selector.open();
            for (int i = 0; i < clients; i++) {
                join(server, ByteBuffer.wrap(requests));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    private void join(InetSocketAddress server, ByteBuffer requests) throws IOException {
        SocketChannel channel = SocketChannel.open();
        // Little of what the server does not read is to lie about in the system.
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
        channel.connect(server);
        channel.write(ByteBuffer.wrap(Hostility.handshake()));
        ByteBuffer answer = ByteBuffer.allocate(HANDSHAKE_ANSWER_BYTES);
        while (answer.hasRemaining() && channel.read(answer) >= 0) {
            // until it has its session
        }
        channel.configureBlocking(false);
        channel.register(
                selector,
                reads ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_WRITE,
                requests);
    }

    private void run() {
        try (selector) {
            while (!over) {
                selector.select(this::serve, 10);
            }
            for (SelectionKey each : selector.keys()) {
                // As when a process dies: what it had sent is of no interest any more.
                ((SocketChannel) each.channel())
                        .setOption(StandardSocketOptions.SO_LINGER, 0)
                        .close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isReadable()) {
                answers.clear();
                int count = channel.read(answers);
                if (count < 0) {
                    throw new IOException("the server closed");
                }
                received.addAndGet(count);
            }
            if (key.isWritable()) {
                ByteBuffer requests = (ByteBuffer) key.attachment();
                sent.addAndGet(channel.write(requests));
                if (requests.hasRemaining()) {
                    heldUp.incrementAndGet();
                } else {
                    requests.rewind();
                }
            }
        } catch (IOException e) {
            lost.incrementAndGet();
            close(channel);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How often the server had not yet read enough for more to be sent.
    long timesHeldUp() {
        return heldUp.get();
    }

    /// How many clients the server has disconnected.
    long lostClients() {
        return lost.get();
    }

    @Override
    public String toString() {
        return "sent %d KiB, received %d KiB, held up %d times, lost %d clients"
                .formatted(sent.get() >> 10, received.get() >> 10, heldUp.get(), lost.get());
    }

    /// Ends it; connections are reset, sessions are left to themselves.
    @Override
    public void close() {
        over = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
