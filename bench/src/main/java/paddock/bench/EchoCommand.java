package paddock.bench;

import paddock.bench.echo.EchoServer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;

/// Runs the echo server until it is killed.
@Command(
        name = "echo",
        mixinStandardHelpOptions = true,
        description = "Runs a server that answers every request with a canned reply.")
final class EchoCommand implements Callable<Integer> {
    @Option(names = "--port", required = true, description = "The loopback port to listen on.")
    int port;

    @Option(
            names = "--data-bytes",
            description = "The size of a znode's data in replies (default: ${DEFAULT-VALUE}).")
    int dataBytes = 1024;

    @Override
    public Integer call() throws IOException {
        try (EchoServer server =
                new EchoServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), dataBytes)) {
            server.run();
        }
        return 0;
    }
}
