package paddock.client.recipe.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.NodeData;
import paddock.client.recipe.foundation.Scene;
import paddock.wire.protocol.CreateMode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(180)
final class TreeMirrorIT {
    private static final String ROOT = "/tree";

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Log implements TreeListener {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void added(String path, NodeData now) {
            lines.add("+" + path + "=" + now.text());
        }

        @Override
        public void updated(String path, NodeData before, NodeData now) {
            lines.add("~" + path + "=" + before.text() + ">" + now.text());
        }

        @Override
        public void removed(String path, NodeData before) {
            lines.add("-" + path);
        }

        @Override
        public void complete() {
            lines.add("complete");
        }

        @Override
        public void ended() {
            lines.add("ended");
        }
    }

    @Test
    void itShowsWhatIsThereAndFollowsWhatChanges() throws Exception {
        Client writer = scene.client();
        writer.create(ROOT, bytes("root"));
        writer.create(ROOT + "/a", bytes("1"));
        writer.create(ROOT + "/a/b", bytes("2"));
        writer.create("/tree2", bytes("not this"));
        Log log = new Log();
        TreeMirror mirror = TreeMirror.open(scene.client(), ROOT, log);
        mirror.awaitComplete();
        assertThat(mirror.nodes().keySet()).containsExactly(ROOT, ROOT + "/a", ROOT + "/a/b");
        assertThat(mirror.get(ROOT + "/a/b").orElseThrow().text()).isEqualTo("2");
        assertThat(mirror.isCurrent()).isTrue();
        log.lines.clear();
        writer.create(ROOT + "/c", bytes("3"));
        Awaitility.await().until(() -> log.lines.contains("+" + ROOT + "/c=3"));
        writer.setData(ROOT + "/a", bytes("4"));
        Awaitility.await().until(() -> log.lines.contains("~" + ROOT + "/a=1>4"));
        writer.delete(ROOT + "/a/b");
        writer.delete(ROOT + "/a");
        Awaitility.await().until(() -> mirror.nodes().size() == 2);

        assertThat(log.lines).endsWith("-" + ROOT + "/a/b", "-" + ROOT + "/a");
        assertThat(mirror.children(ROOT)).containsExactly("c");
        assertThat(mirror.children("/")).containsExactly("tree");
    }

    @Test
    void theRootMayComeLater() throws Exception {
        Client writer = scene.client();
        TreeMirror mirror = TreeMirror.open(scene.client(), ROOT);
        mirror.awaitComplete();
        assertThat(mirror.nodes()).isEmpty();
        writer.create(ROOT, bytes("x"));
        writer.create(ROOT + "/a", bytes("y"));

        Awaitility.await().until(() -> mirror.nodes().size() == 2);
    }

    @Test
    void whatHappenedWithoutAConnectionIsToldAfterwards() throws Exception {
        Client writer = scene.client();
        writer.create(ROOT, bytes(""));
        writer.create(ROOT + "/changes", bytes("before"));
        writer.create(ROOT + "/goes", bytes(""));
        writer.create(ROOT + "/goes/too", bytes(""));
        Client follower = scene.client();
        Log log = new Log();
        TreeMirror mirror = TreeMirror.open(follower, ROOT, log);
        mirror.awaitComplete();
        log.lines.clear();
        // The follower alone has no connection while the others go on.
        CompletableFuture<Void> gate = new CompletableFuture<>();
        follower.exists("/gate", event -> gate.join());
        writer.create("/gate", bytes(""));
        writer.setData(ROOT + "/changes", bytes("after"));
        writer.delete(ROOT + "/goes/too");
        writer.delete(ROOT + "/goes");
        writer.create(ROOT + "/comes", bytes(""));
        scene.server().restart();
        gate.complete(null);

        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(mirror.nodes().keySet())
                                        .containsExactly(ROOT, ROOT + "/changes", ROOT + "/comes"));
        Awaitility.await().until(mirror::isCurrent);
        assertThat(log.lines)
                .contains(
                        "~" + ROOT + "/changes=before>after",
                        "-" + ROOT + "/goes/too",
                        "-" + ROOT + "/goes",
                        "+" + ROOT + "/comes=");
    }

    @Test
    void itEndsUpEqualToTheServerWhateverHappens() throws Exception {
        Client writer = scene.client();
        writer.create(ROOT, bytes(""));
        Client follower = scene.client();
        TreeMirror mirror = TreeMirror.open(follower, ROOT);
        Map<String, String> told = new TreeMap<>();
        mirror.addListener(
                new TreeListener() {
                    @Override
                    public void added(String path, NodeData now) {
                        told.put(path, now.text());
                    }

                    @Override
                    public void updated(String path, NodeData before, NodeData now) {
                        told.put(path, now.text());
                    }

                    @Override
                    public void removed(String path, NodeData before) {
                        told.remove(path);
                    }
                });
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            String path = ROOT + "/" + random.nextInt(5) + "/" + random.nextInt(5);
            try {
                change(writer, random, path, Integer.toString(i));
            } catch (ClientException.NoNode
                    | ClientException.NodeExists
                    | ClientException.NotEmpty
                    | ClientException.ConnectionLost e) {
                // Whatever came of it, the mirror shows it.
                assertThat(e).isNotNull();
            }
            if (i % 50 == 49) {
                scene.server().dropConnections();
            }
        }
        writer.ensurePath(ROOT + "/end");

        Awaitility.await().until(() -> mirror.isCurrent() && mirror.get(ROOT + "/end").isPresent());
        SortedMap<String, String> expected = new TreeMap<>();
        collect(writer, ROOT, expected);
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            SortedMap<String, String> mirrored = new TreeMap<>();
                            mirror.nodes().forEach((path, data) -> mirrored.put(path, data.text()));
                            assertThat(mirrored).isEqualTo(expected);
                        });
        mirror.close();
        assertThat(told).isEqualTo(expected);
    }

    private static void change(Client writer, Random random, String path, String text) {
        String parent = path.substring(0, path.lastIndexOf('/'));
        switch (random.nextInt(6)) {
            case 0 -> writer.create(parent, bytes(text));
            case 1, 2 -> writer.create(path, bytes(text));
            case 3 -> writer.setData(path, bytes(text));
            case 4 -> writer.delete(path);
            default -> writer.delete(parent);
        }
    }

    private static void collect(Client client, String path, Map<String, String> into) {
        into.put(path, client.getData(path).text());
        for (String each : client.getChildren(path).names()) {
            collect(client, path + "/" + each, into);
        }
    }

    @Test
    void aWideTreeIsMirroredPieceByPiece() throws Exception {
        Client writer = scene.client();
        writer.create(ROOT, bytes(""));
        CompletableFuture<?>[] created = new CompletableFuture<?>[2_000];
        for (int i = 0; i < created.length; i++) {
            created[i] = writer.async().create(ROOT + "/" + i, bytes("x"));
        }
        CompletableFuture.allOf(created).join();
        TreeMirror mirror = TreeMirror.open(scene.client(), ROOT);
        mirror.awaitComplete();

        assertThat(mirror.nodes()).hasSize(2_001);
    }

    @Test
    void completeMeansAllOfIt() throws Exception {
        Client client = scene.client();
        for (int i = 0; i < 10; i++) {
            client.ensurePath(ROOT + "/" + i + "/a/b");
        }
        for (int i = 0; i < 100; i++) {
            try (TreeMirror mirror = TreeMirror.open(client, ROOT)) {
                mirror.awaitComplete();

                assertThat(mirror.nodes()).hasSize(31);
            }
        }
    }

    @Test
    void membersThatDieGoFromIt() throws Exception {
        Client doomed = scene.client();
        doomed.create(ROOT, bytes(""));
        doomed.create(ROOT + "/e", bytes(""), CreateMode.EPHEMERAL);
        TreeMirror mirror = TreeMirror.open(scene.client(), ROOT);
        mirror.awaitComplete();
        Log log = new Log();
        TreeMirror dying = TreeMirror.open(doomed, ROOT, log);
        dying.awaitComplete();
        scene.expire(doomed);

        Awaitility.await().until(() -> mirror.nodes().size() == 1);
        Awaitility.await().until(() -> log.lines.contains("ended"));
        // It keeps what it knew; the end of its own ephemeral may have been the last it was told.
        assertThat(dying.nodes()).containsKey(ROOT);
        assertThat(dying.isCurrent()).isFalse();
    }

    @Test
    void aClosedMirrorTellsNothing() throws Exception {
        Client writer = scene.client();
        Client follower = scene.client();
        Log log = new Log();
        TreeMirror mirror = TreeMirror.open(follower, ROOT, log);
        mirror.awaitComplete();
        mirror.close();
        writer.create(ROOT, bytes(""));
        follower.sync("/");

        assertThat(follower.async().session().watches().all()).isEmpty();
        assertThat(log.lines).containsExactly("complete");
        scene.server().pause();
        TreeMirror closed = TreeMirror.open(follower, ROOT);
        closed.close();
        scene.server().resume();
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.awaitComplete())
                .withMessage("the mirror of " + ROOT + " was closed");
    }
}
