package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.barrier.DoubleBarrier;

import java.util.function.Consumer;

/// Two workers that begin a step together and leave it together.
final class DoubleBarrierExample {
    private DoubleBarrierExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        Thread[] workers = new Thread[2];
        for (int i = 0; i < workers.length; i++) {
            String name = "worker " + i;
            workers[i] = new Thread(() -> step(connectString, name, out));
            workers[i].start();
        }
        for (Thread each : workers) {
            each.join();
        }
    }

    private static void step(String connectString, String name, Consumer<String> out) {
        try (Client client = Client.connect(connectString)) {
            DoubleBarrier step = new DoubleBarrier(client, "/examples/step", 2);
            step.enter();
            out.accept(name + " computes");
            step.leave();
            out.accept(name + " goes on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
