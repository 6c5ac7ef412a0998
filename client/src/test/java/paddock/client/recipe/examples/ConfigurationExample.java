package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.config.Codec;
import paddock.client.recipe.config.Configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// Settings that a program follows, and that are there from a file when no server is.
final class ConfigurationExample {
    private ConfigurationExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        Path cache = Files.createTempDirectory("example").resolve("limits");
        try (Client client = Client.connect(connectString);
                var limits =
                        Configuration.open(client, "/examples/limits", Codec.properties(), cache)) {
            limits.subscribe(now -> out.accept("connections: " + now.value().get("connections")));
            limits.publish(Map.of("connections", "100"));
            boolean told = limits.await(Duration.ofSeconds(10)).isPresent();
            out.accept("told by a server: " + told);
        }
        out.accept("cached: " + Files.exists(cache));
    }
}
