package paddock.server.lifecycle;

import paddock.server.config.ConfigLoader;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// A whole server in this process, on a real port and a real disk.
final class RunningServer implements AutoCloseable {
    private final Server server;

    /// Starts it with an empty folder; `lines` are lines of its configuration.
    RunningServer(Path folder, String... lines) throws IOException {
        Path config = folder.resolve("zoo.cfg");
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "clientPort=0",
                                "dataDir=" + folder.resolve("data"),
                                "4lw.commands.whitelist=*"));
        all.addAll(List.of(lines));
        Files.write(config, all);
        server =
                Server.start(
                        ConfigLoader.load(
                                        new String[] {config.toString()},
                                        new Properties(),
                                        Map.of())
                                .config());
    }

    InetSocketAddress address() {
        return Objects.requireNonNull(server.clientAddress());
    }

    TestClient connected(int sessionTimeoutMillis) throws IOException {
        return TestClient.connected(address(), sessionTimeoutMillis);
    }

    /// What `cons` says of a connection; empty when there is no such connection.
    String line(TestClient client) throws IOException {
        try (TestClient asking = new TestClient(address())) {
            asking.sendRaw("cons".getBytes(StandardCharsets.US_ASCII));
            return asking.readAll()
                    .lines()
                    .filter(line -> line.contains(":" + client.localPort() + "["))
                    .findFirst()
                    .orElse("");
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    static Request create(String path, byte[] data, CreateMode mode) {
        return new Request.Create(OpCode.CREATE, path, data, Acl.OPEN, mode.flag(), 0);
    }
}
