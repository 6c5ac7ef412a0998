package paddock.bench.load;

import paddock.bench.echo.EchoServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The echo server on a thread of this process.
final class RunningEcho implements AutoCloseable {
    private final EchoServer server =
            new EchoServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);

    RunningEcho() throws IOException {
        Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
        try {
            server.run();
        } catch (IOException | RuntimeException e) {
            // Closed under its feet at the end of the test.
        }
    }

    InetSocketAddress address() throws IOException {
        return server.address();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
