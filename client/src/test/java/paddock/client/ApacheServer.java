package paddock.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The released server of Apache ZooKeeper, in a process of its own, on a new data folder.
final class ApacheServer implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final Path folder;
    private final Process process;
    private final int port;

    private ApacheServer(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        Path config = folder.resolve("zoo.cfg");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "tickTime=2000",
                        "clientPortAddress=127.0.0.1",
                        "clientPort=" + port,
                        "dataDir=" + folder,
                        "admin.enableServer=false",
                        ""));
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-cp",
                                Files.readString(Path.of("target", "classpath")).strip(),
                                "org.apache.zookeeper.server.ZooKeeperServerMain",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
    }

    /// Returns once it serves.
    static ApacheServer start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            ApacheServer server = new ApacheServer(Files.createTempDirectory("apache"), freePort());
            try (Client ready = Client.connect(server.connectString())) {
                ready.exists("/");
                return server;
            } catch (ClientException e) {
                // Somebody else may have taken the port in between.
                server.close();
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String connectString() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(ApacheServer::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
