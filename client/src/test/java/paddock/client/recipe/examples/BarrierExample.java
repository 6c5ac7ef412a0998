package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.barrier.Barrier;

import java.time.Duration;
import java.util.function.Consumer;

/// Programs that wait until somebody opens the doors.
final class BarrierExample {
    private BarrierExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            Barrier doors = new Barrier(client, "/examples/doors");
            doors.raise();
            out.accept("in: " + doors.await(Duration.ofMillis(50)));
            doors.lift();
            out.accept("in: " + doors.await(Duration.ofSeconds(10)));
        }
    }
}
