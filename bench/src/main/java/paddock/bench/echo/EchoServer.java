package paddock.bench.echo;

import paddock.bench.load.FrameScanner;
import paddock.wire.protocol.OpCode;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One thread, one selector; replies with err 0 and a body of the right size.
public final class EchoServer implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int READ_BYTES = 1 << 18;
    private static final int RUOK =
            ByteBuffer.wrap("ruok".getBytes(StandardCharsets.US_ASCII)).getInt();
    private static final byte[] IMOK = "imok".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final CannedReplies replies;

    /// Listens at `address`; [#run] serves. `dataBytes` is the size of the data that getData gets.
    public EchoServer(InetSocketAddress address, int dataBytes) throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(address, BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        replies = new CannedReplies(dataBytes);
    }

    /// Where it listens.
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    /// Serves until [#close].
    public void run() throws IOException {
        while (selector.isOpen()) {
            selector.select(this::serve);
        }
    }

    private void serve(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        EchoConnection connection = (EchoConnection) key.attachment();
        try {
            if (key.isReadable() && !connection.read(buffer)) {
                key.channel().close();
            } else {
                connection.flush();
            }
        } catch (IOException | RuntimeException e) {
            // A client that went away, or that talks out of step: nothing an echo could mend.
            close(key.channel());
        }
    }

    private void accept() {
        try {
            SocketChannel channel;
            while ((channel = listener.accept()) != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new EchoConnection(channel, key));
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot accept connections: " + e.getMessage(), e);
        }
    }

    private static void close(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close a connection: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        selector.close();
    }

    /// One client.
    private final class EchoConnection implements FrameScanner.Sink {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final FrameScanner requests = new FrameScanner(CannedReplies.REQUEST_PREFIX_BYTES);
        private ByteBuffer out = ByteBuffer.allocateDirect(1 << 14);
        private boolean greeted;
        private boolean closing;

        EchoConnection(SocketChannel channel, SelectionKey key) {
            this.channel = channel;
            this.key = key;
        }

        boolean read(ByteBuffer in) throws IOException {
            in.clear();
            if (channel.read(in) < 0) {
                return false;
            }
            in.flip();
            if (!greeted && in.remaining() == 4 && in.getInt(0) == RUOK) {
                channel.write(ByteBuffer.wrap(IMOK));
                return false;
            }
            requests.scan(in, this);
            flush();
            return true;
        }

        @Override
        public void frame(ByteBuffer bytes, int at, int length) {
            byte[] reply =
                    greeted
                            ? replies.to(bytes.getInt(at + CannedReplies.OP_CODE_AT))
                            : replies.greeting();
            if (out.remaining() < reply.length) {
                out = grown(reply.length);
            }
            closing |=
                    greeted && bytes.getInt(at + CannedReplies.OP_CODE_AT) == OpCode.CLOSE_SESSION;
            int start = out.position();
            out.put(reply);
            if (greeted) {
                out.putInt(start + 4, bytes.getInt(at + 4));
            }
            greeted = true;
        }

        private ByteBuffer grown(int more) {
            ByteBuffer bigger =
                    ByteBuffer.allocateDirect(Math.max(2 * out.capacity(), out.position() + more));
            return bigger.put(out.flip());
        }

        void flush() throws IOException {
            out.flip();
            channel.write(out);
            boolean rest = out.hasRemaining();
            out.compact();
            if (closing && !rest) {
                channel.close();
                return;
            }
            key.interestOps(rest ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }
}
