package paddock.client.figures;

import paddock.testkit.PaddockServer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The process that has the server: says where it is, and restarts at every line it is told.
public final class FiguresServer {
    private static final Duration AWAY = Duration.ofSeconds(2);

    private FiguresServer() {}

    public static void main(String[] args) throws Exception {
        try (var server = PaddockServer.start();
                var commands =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            System.out.println(server.connectString());
            while (commands.readLine() != null) {
                server.stop();
                Thread.sleep(AWAY.toMillis());
                server.restart();
                System.out.println("restarted");
            }
        }
    }
}
