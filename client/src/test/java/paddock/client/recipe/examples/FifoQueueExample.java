package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.queue.Element;
import paddock.client.recipe.queue.FifoQueue;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Tasks that one program puts and others work on; a task is gone only when it is done.
final class FifoQueueExample {
    private FifoQueueExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            FifoQueue queue = new FifoQueue(client, "/examples/tasks");
            queue.put("resize picture 7".getBytes(StandardCharsets.UTF_8));
            queue.put("resize picture 8".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 2; i++) {
                try (Element task = queue.take()) {
                    out.accept(task.text());
                    task.acknowledge();
                }
            }
            out.accept("left: " + queue.size());
        }
    }
}
