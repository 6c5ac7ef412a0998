package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.lock.SharedLock;

import java.util.function.Consumer;

/// A catalogue that many read and one changes.
final class SharedLockExample {
    private SharedLockExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            SharedLock lock = new SharedLock(client, "/examples/catalogue");
            try (Grant one = lock.acquireRead();
                    Grant other = lock.acquireRead()) {
                out.accept("two read: " + (one.isHeld() && other.isHeld()));
            }
            try (Grant writing = lock.acquireWrite()) {
                out.accept("one writes with token " + writing.fencingToken());
            }
        }
    }
}
