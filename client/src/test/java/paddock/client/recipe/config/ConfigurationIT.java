package paddock.client.recipe.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.recipe.foundation.Scene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(180)
final class ConfigurationIT {
    private static final String PATH = "/app/config";

    /// A whole number, as text.
    private static final Codec<Integer> NUMBER =
            new Codec<>() {
                @Override
                public byte[] encode(Integer value) {
                    return value.toString().getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public Integer decode(byte[] bytes) {
                    return Integer.valueOf(new String(bytes, StandardCharsets.UTF_8));
                }
            };

    private final Scene scene = new Scene();

    @TempDir Path folder;

    @AfterEach
    void close() {
        scene.close();
    }

    private static final class Log implements Subscriber<Integer> {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void changed(Configuration.Version<Integer> now) {
            lines.add(now.value() + (now.fromFile() ? " from file" : ""));
        }

        @Override
        public void undecodable(byte[] bytes, RuntimeException why) {
            lines.add("no value");
        }

        @Override
        public void removed() {
            lines.add("removed");
        }
    }

    @Test
    void whatIsPublishedReachesEverySubscriber() throws Exception {
        Configuration<Integer> publisher = Configuration.open(scene.client(), PATH, NUMBER);
        Configuration<Integer> reader = Configuration.open(scene.client(), PATH, NUMBER);
        Log log = new Log();
        reader.subscribe(log);
        assertThat(reader.current()).isEmpty();
        assertThat(reader.await(Duration.ofMillis(50))).isEmpty();
        publisher.publish(1);
        assertThat(reader.await(Scene.PATIENCE).orElseThrow().value()).isEqualTo(1);
        publisher.publish(2);
        Awaitility.await().until(() -> log.lines.contains("2"));
        int number = reader.current().orElseThrow().number();
        assertThat(publisher.publish(3, number)).isTrue();
        assertThat(publisher.publish(4, number)).isFalse();
        Awaitility.await().until(() -> log.lines.contains("3"));

        assertThat(log.lines).containsExactly("1", "2", "3");
        Log late = new Log();
        reader.subscribe(late);
        assertThat(late.lines).containsExactly("3");
    }

    @Test
    void theLastValueThatWasOneStays() throws Exception {
        Client client = scene.client();
        Configuration<Integer> reader = Configuration.open(scene.client(), PATH, NUMBER);
        Log log = new Log();
        reader.subscribe(log);
        reader.publish(1);
        Awaitility.await().until(() -> log.lines.contains("1"));
        client.setData(PATH, "x".getBytes(StandardCharsets.UTF_8));
        Awaitility.await().until(() -> log.lines.contains("no value"));
        client.delete(PATH);
        Awaitility.await().until(() -> log.lines.contains("removed"));

        assertThat(reader.current().orElseThrow().value()).isEqualTo(1);
        reader.publish(2);
        Awaitility.await().until(() -> log.lines.contains("2"));
    }

    @Test
    void everyReaderEndsWithTheNewestWhileConnectionsBreakAndPublishersDie() throws Exception {
        List<Log> logs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Log log = new Log();
            Configuration.open(scene.client(), PATH, NUMBER).subscribe(log);
            logs.add(log);
        }
        for (int i = 1; i <= 30; i++) {
            Client publisher = scene.client();
            Configuration.open(publisher, PATH, NUMBER).publish(i);
            if (i % 10 == 0) {
                scene.server().restart();
            } else if (i % 3 == 0) {
                scene.server().dropConnections();
            }
            scene.expire(publisher);
        }

        for (Log log : logs) {
            Awaitility.await()
                    .until(() -> log.lines.get(Math.max(log.lines.size() - 1, 0)).equals("30"));
            assertThat(log.lines.stream().map(Integer::valueOf)).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void withoutServersTheFileHasTheLastValue() throws Exception {
        Path file = folder.resolve("cache/config");
        Configuration<Integer> first = Configuration.open(scene.client(), PATH, NUMBER, file);
        first.publish(41);
        first.await(Scene.PATIENCE);
        first.publish(42);
        Awaitility.await().until(() -> Files.readString(file).endsWith("\n42"));
        first.close();
        scene.server().stop();
        try (Client later = AsyncClient.open(scene.server().connectString()).blocking()) {
            Configuration<Integer> second = Configuration.open(later, PATH, NUMBER, file);
            Log log = new Log();
            second.subscribe(log);
            assertThat(log.lines).containsExactly("42 from file");
            scene.server().restart();

            assertThat(second.await(Scene.PATIENCE).orElseThrow().value()).isEqualTo(42);
            assertThat(log.lines).containsExactly("42 from file", "42");
        }
    }

    @Test
    void aFileThatIsOfNoUseIsIgnored() throws IOException {
        Path file = folder.resolve("config");
        for (String text : List.of("", "x", "1 2", "1 x\n3", "1 2\nnone")) {
            Files.writeString(file, text);
            try (var configuration = Configuration.open(scene.client(), PATH, NUMBER, file)) {
                assertThat(configuration.current()).isEmpty();
            }
        }
    }

    @Test
    void theCodecsGiveBackWhatTheyGot() {
        Map<String, String> value = Map.of("name", "näme = \"x\"", "empty", "", "#odd key", "a\nb");

        assertThat(Codec.properties().decode(Codec.properties().encode(value))).isEqualTo(value);
        assertThat(Codec.text().decode(Codec.text().encode("grüße"))).isEqualTo("grüße");
    }
}
