package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.queue.Element;
import paddock.client.recipe.queue.PriorityQueue;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Tasks of which the most urgent is taken first.
final class PriorityQueueExample {
    private PriorityQueueExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            PriorityQueue queue = new PriorityQueue(client, "/examples/alarms");
            queue.put("water the plants".getBytes(StandardCharsets.UTF_8), 10);
            queue.put("fire".getBytes(StandardCharsets.UTF_8), 1);
            for (int i = 0; i < 2; i++) {
                try (Element task = queue.take()) {
                    out.accept(task.text());
                    task.acknowledge();
                }
            }
        }
    }
}
