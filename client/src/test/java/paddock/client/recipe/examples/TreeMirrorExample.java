package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.mirror.TreeMirror;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// A subtree that is read a million times and asked for once.
final class TreeMirrorExample {
    private TreeMirrorExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        try (Client client = Client.connect(connectString)) {
            client.ensurePath("/examples/flags/dark");
            client.setData("/examples/flags/dark", "on".getBytes(StandardCharsets.UTF_8));
            try (TreeMirror flags = TreeMirror.open(client, "/examples/flags")) {
                flags.awaitComplete();
                out.accept("flags: " + flags.children("/examples/flags"));
                out.accept("dark: " + flags.get("/examples/flags/dark").orElseThrow().text());
            }
        }
    }
}
