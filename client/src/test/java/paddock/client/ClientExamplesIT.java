package paddock.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.testkit.PaddockServer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The examples of docs/client.md, as they stand there.
@Timeout(120)
final class ClientExamplesIT {
    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final List<String> logged = new CopyOnWriteArrayList<>();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void log(String line) {
        logged.add(line);
    }

    @Test
    void theManualHasOnlyExamplesThatRun() throws IOException {
        String manual = Files.readString(BASE.resolve("../docs/client.md"));
        String source =
                unindented(
                        Files.readString(
                                BASE.resolve(
                                        "src/test/java/paddock/client/ClientExamplesIT.java")));
        Matcher examples = EXAMPLE.matcher(manual);
        int count = 0;
        while (examples.find()) {
            count++;
            assertThat(source).contains(unindented(examples.group(1)));
        }
        assertThat(count).isEqualTo(7);
    }

    private static String unindented(String code) {
        return code.replaceAll("\\s+", " ");
    }

    @Test
    void pages() {
        try (PaddockServer server = PaddockServer.start();
                Client client = Client.connect(server.connectString())) {
            client.create("/tasks", bytes(""));
            client.create("/tasks/a", bytes(""));
            client.create("/tasks/b", bytes(""));

            client.forEachChild("/tasks", name -> log(name));

            for (Children page : client.childrenPages("/tasks", 1_000)) {
                log(page.names().toString());
            }
        }

        assertThat(logged).containsExactly("a", "b", "[a, b]");
    }

    @Test
    void connecting() {
        try (var server = PaddockServer.start()) {
            int port = server.port();
            try (Client whole = Client.connect(server.connectString())) {
                whole.create("/app", bytes(""));
            }
            try (Client client = Client.connect("127.0.0.1:" + port + "/app")) {
                client.create("/greeting", bytes("hello"));
                NodeData data = client.getData("/greeting");
                client.setData("/greeting", bytes("bye"), data.version());
            }
            try (Client whole = Client.connect(server.connectString())) {
                assertThat(whole.getData("/app/greeting").text()).isEqualTo("bye");
            }
        }
    }

    @Test
    void everythingElse() {
        try (var server = PaddockServer.start()) {
            everythingElse(server.connectString());
        }
        assertThat(logged).contains("session: CONNECTED", "somebody was faster");
    }

    private void everythingElse(String connectString) {
        Client client =
                Client.builder(connectString)
                        .sessionTimeout(Duration.ofSeconds(10))
                        .requestTimeout(Duration.ofSeconds(5))
                        .authenticate("digest", bytes("user:password"))
                        .stateListener(state -> log("session: " + state))
                        .connect();
        List<CompletableFuture<String>> created = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            created.add(client.async().create("/item-" + i, bytes("")));
        }
        created.forEach(CompletableFuture::join);
        assertThat(client.getChildren("/").names()).hasSize(1001);
        client.create("/greeting", bytes("hello"));
        try {
            client.setData("/greeting", bytes("hi"), 17);
        } catch (ClientException.BadVersion e) {
            log("somebody was faster");
        }
        Watch watch =
                client.watchTree(
                        "/config",
                        event -> log(event.kind() + " " + event.path() + " by " + event.zxid()));
        client.create("/config", bytes("x"));
        watch.close();
        client.transaction()
                .check("/config", 0)
                .setData("/config", bytes("y"), 0)
                .create("/config/changed-by", bytes("me"))
                .commit();
        assertThat(client.getData("/config/changed-by").text()).isEqualTo("me");
        client.close();
    }
}
