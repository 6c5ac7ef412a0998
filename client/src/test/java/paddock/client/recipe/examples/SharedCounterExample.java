package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.counter.SharedCounter;

import java.util.function.Consumer;

/// Visitors that all doors count together.
final class SharedCounterExample {
    private SharedCounterExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            SharedCounter visitors = new SharedCounter(client, "/examples/visitors");
            out.accept("visitors: " + visitors.add(3));
            out.accept("visitors: " + visitors.add(-1));
        }
    }
}
