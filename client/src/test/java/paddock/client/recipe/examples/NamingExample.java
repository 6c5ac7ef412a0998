package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.naming.Ids;
import paddock.client.recipe.naming.Names;

import java.util.Optional;
import java.util.function.Consumer;

/// A name of one's own, and order numbers that nobody else gets.
final class NamingExample {
    private NamingExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            Names names = new Names(client, "/examples/naming");
            Optional<Grant> mine = names.claim("printer-1");
            Optional<Grant> again = names.claim("printer-1");
            out.accept("claimed: " + mine.isPresent() + ", again: " + again.isPresent());

            Ids orders = new Ids(client, "/examples/orders", 1000);
            out.accept(orders.nextName("order"));
            out.accept(orders.nextName("order"));
        }
    }
}
