package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.lock.Mutex;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A report that one program at a time writes. The storage refuses a writer that lost the lock
/// without noticing, by its fencing token.
final class MutexExample {
    private MutexExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            Mutex mutex = new Mutex(client, "/examples/report", "writes the report");
            try (Grant lock = mutex.acquire()) {
                out.accept("writing with token " + lock.fencingToken());
            }
            // Or only if it can be had soon.
            Optional<Grant> soon = mutex.tryAcquire(Duration.ofSeconds(10));
            soon.ifPresentOrElse(
                    lock -> {
                        out.accept("writing again");
                        lock.close();
                    },
                    () -> out.accept("somebody else is busy with it"));
        }
    }
}
