package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.discovery.Balancer;
import paddock.client.recipe.discovery.Instance;
import paddock.client.recipe.discovery.ServiceDirectory;
import paddock.client.recipe.discovery.ServiceRegistry;

import java.time.Duration;
import java.util.function.Consumer;

/// A service with two instances, and a caller that takes the less busy one.
final class DiscoveryExample {
    private DiscoveryExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            ServiceRegistry registry = new ServiceRegistry(client, "/examples/search");
            try (var busy = registry.register(new Instance("a", "10.0.0.1", 80).withLoad(5));
                    var idle = registry.register(new Instance("b", "10.0.0.2", 80));
                    var directory =
                            ServiceDirectory.open(
                                    client, "/examples/search", Balancer.leastLoaded())) {
                directory.awaitComplete(Duration.ofSeconds(10));
                try (var call = directory.next().orElseThrow()) {
                    out.accept(
                            "calling "
                                    + call.instance().host()
                                    + " of "
                                    + directory.instances().size());
                }
                out.accept(
                        "known: " + busy.membership().isHeld() + ", " + idle.membership().isHeld());
            }
        }
    }
}
