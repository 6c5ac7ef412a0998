package paddock.client.recipe.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.Standing;
import paddock.client.recipe.foundation.Scene;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(180)
final class GroupIT {
    private static final String PATH = "/app/workers";

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Log implements GroupListener {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void joined(String name, byte[] data) {
            lines.add("+" + name + "=" + new String(data, StandardCharsets.UTF_8));
        }

        @Override
        public void updated(String name, byte[] data) {
            lines.add("~" + name + "=" + new String(data, StandardCharsets.UTF_8));
        }

        @Override
        public void left(String name) {
            lines.add("-" + name);
        }
    }

    @Test
    void membersComeAndGoAndDie() throws Exception {
        Client doomed = scene.client();
        Log log = new Log();
        GroupView view = new Group(scene.client(), PATH).follow(log);
        assertThat(view.awaitComplete(Scene.PATIENCE)).isTrue();
        Membership one = new Group(scene.client(), PATH).join("one", bytes("1"));
        Awaitility.await().until(() -> log.lines.size() == 1);
        Membership two = new Group(doomed, PATH).join("two", bytes("2"));
        Awaitility.await().until(() -> log.lines.size() == 2);
        one.update(bytes("11"));
        Awaitility.await().until(() -> log.lines.size() == 3);
        assertThat(view.members().keySet()).containsExactly("one", "two");
        assertThat(view.isCurrent()).isTrue();
        scene.expire(doomed);
        Awaitility.await().until(() -> log.lines.size() == 4);
        one.close();
        Awaitility.await().until(() -> log.lines.size() == 5);

        assertThat(log.lines).containsExactly("+one=1", "+two=2", "~one=11", "-two", "-one");
        Awaitility.await().until(() -> two.standing() == Standing.LOST);
        assertThatExceptionOfType(PlaceLostException.class)
                .isThrownBy(() -> one.update(bytes("x")));
    }

    @Test
    void aProgramThatWasStartedAnewWaitsForItsLastSession() throws Exception {
        Client last = scene.client();
        new Group(last, PATH).join("host", bytes("old"));
        Group group = new Group(scene.client(), PATH);
        assertThat(group.join("host", bytes("new"), Duration.ofMillis(100))).isEmpty();
        CompletableFuture<Optional<Membership>> joining =
                scene.begin(() -> group.join("host", bytes("new"), Scene.PATIENCE));
        scene.expire(last);

        assertThat(Scene.result(joining)).isPresent();
        assertThat(group.members()).containsExactly("host");
    }

    @Test
    void aMemberStaysOneWhileConnectionsBreak() throws Exception {
        Group group = new Group(scene.client(), PATH);
        Membership member = group.join("host", bytes("0"));
        Log log = new Log();
        GroupView view = new Group(scene.client(), PATH).follow(log);
        view.awaitComplete(Scene.PATIENCE);
        for (int i = 1; i <= 20; i++) {
            scene.server().dropConnections();
            member.update(bytes(Integer.toString(i)));
        }
        scene.server().restart();
        Awaitility.await().until(() -> log.lines.contains("~host=20"));

        assertThat(log.lines).doesNotContain("-host");
        Awaitility.await().until(member::isHeld);
    }
}
