package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.lock.Semaphore;

import java.util.function.Consumer;

/// At most two programs at a time use a slow service.
final class SemaphoreExample {
    private SemaphoreExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            Semaphore semaphore = new Semaphore(client, "/examples/slow-service", 2);
            try (Grant permit = semaphore.acquire()) {
                out.accept("using the service: " + permit.isHeld());
                out.accept("others may: " + semaphore.available());
            }
        }
    }
}
