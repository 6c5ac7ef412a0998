package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.group.Group;
import paddock.client.recipe.group.GroupListener;
import paddock.client.recipe.group.Membership;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Workers that know who else is up.
final class GroupExample {
    private GroupExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        CountDownLatch told = new CountDownLatch(2);
        GroupListener listener =
                new GroupListener() {
                    @Override
                    public void joined(String name, byte[] data) {
                        out.accept(name + " is up at " + new String(data, StandardCharsets.UTF_8));
                        told.countDown();
                    }

                    @Override
                    public void left(String name) {
                        out.accept(name + " is down");
                        told.countDown();
                    }
                };
        try (Client client = Client.connect(connectString)) {
            Group workers = new Group(client, "/examples/workers");
            try (var view = workers.follow(listener)) {
                Membership me = workers.join("host-1", "10.0.0.1".getBytes(StandardCharsets.UTF_8));
                out.accept("members: " + workers.members());
                me.close();
                told.await();
                out.accept("members: " + view.members().keySet());
            }
        }
    }
}
