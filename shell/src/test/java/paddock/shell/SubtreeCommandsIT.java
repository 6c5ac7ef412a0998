package paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import paddock.testkit.PaddockServer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// The commands that the reference lacks.
@Timeout(120)
class SubtreeCommandsIT {
    private static final String[] APP = {
        "create /app x",
        "create /app/a \"\"",
        "create /app/a/b",
        "create /app/c y digest:ann:h=:cdrwa,world:anyone:cdrwa",
    };

    @TempDir private Path folder;

    private PaddockServer server;

    @BeforeEach
    void makeATree() throws Exception {
        server = PaddockServer.builder().config("4lw.commands.whitelist", "*").start();
        assertThat(type(APP).exitCode()).isZero();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Typing type(String... lines) throws Exception {
        return Typing.lines(server.connectString(), lines);
    }

    @Test
    void aTreeIsDrawn() throws Exception {
        assertThat(type("tree /app").out()).containsExactly("/app", "├── a", "│   └── b", "└── c");
        assertThat(type("tree -d 1 /app").out()).containsExactly("/app", "├── a", "└── c");
    }

    @Test
    void znodesAreFoundByNameDataAndKind() throws Exception {
        assertThat(type("find /app").out()).containsExactly("/app", "/app/a", "/app/c", "/app/a/b");
        assertThat(type("find / -name [bc]").out()).containsExactly("/app/c", "/app/a/b");
        assertThat(type("find /app -data ^[xy]$").out()).containsExactly("/app", "/app/c");
        assertThat(type("create -e /app/e", "find / -ephemeral --json").out())
                .containsExactly("{\"path\":\"/app/e\"}");
    }

    @Test
    void whatIsExportedCanBeImported() throws Exception {
        Path file = folder.resolve("app.json");
        type("set -b /app/a gP8A", "create -e /app/e gone", "export /app " + file);

        Typing imported =
                type(
                        "import " + file + " /copy",
                        "get /copy",
                        "get -b /copy/a",
                        "get /copy/a/b",
                        "getAcl --json /copy/c",
                        "ls /copy");

        assertThat(imported.err()).containsExactly("made 4, replaced 0");
        assertThat(imported.out())
                .containsExactly(
                        "x",
                        "gP8A",
                        "null",
                        "{\"acl\":[\"digest:ann:h=:cdrwa\",\"world:anyone:cdrwa\"]}",
                        "[a, c]");
    }

    @Test
    void anImportReplacesOnlyWhenItIsTold() throws Exception {
        Path file = folder.resolve("app.json");
        type("export /app " + file, "set /app changed");

        Typing refused = type("import " + file + " /app", "get /app");
        Typing replaced = type("import --replace " + file + " /app", "get /app");

        assertThat(refused.err()).containsExactly("Node already exists: /app");
        assertThat(refused.out()).containsExactly("changed");
        assertThat(replaced.err()).containsExactly("made 0, replaced 4");
        assertThat(replaced.out()).containsExactly("x");
    }

    @Test
    void aFileThatIsNoExportIsSaidWithItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve("x"), "{\"path\":\"/new\"}\n[]\n");

        Typing imported = type("import " + file + " /app");

        assertThat(imported.err())
                .containsExactly(
                        file
                                + ", line 2 is not a znode: there is START_ARRAY where START_OBJECT"
                                + " was expected");
    }

    @Test
    void aSubtreeIsCopied() throws Exception {
        Typing copied = type("create -e /app/e x", "cp /app /two", "tree /two", "get /two/c");

        assertThat(copied.err())
                .containsExactly("Created /app/e", "left out, for it is ephemeral: /app/e");
        assertThat(copied.out()).containsExactly("/two", "├── a", "│   └── b", "└── c", "y");
        assertThat(type("cp /app /two").err()).containsExactly("Node already exists: /two");
        assertThat(type("cp /app /app/a/x").err()).containsExactly("/app/a/x is within /app");
    }

    @Test
    void aSubtreeIsMoved() throws Exception {
        Typing moved = type("mv /app /two", "ls /", "tree /two");

        assertThat(moved.out())
                .containsExactly("[two, zookeeper]", "/two", "├── a", "│   └── b", "└── c");
    }

    @Test
    void eventsAreStreamed() throws Exception {
        CompletableFuture<Typing> watching =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return type("watch -n 2 --json /app");
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        // Whatever was changed before the watch was there is not told: change until it has enough.
        for (int i = 0; !watching.isDone(); i++) {
            type("create /app/n" + i, "delete /app/n" + i);
        }

        assertThat(watching.join().out())
                .hasSize(2)
                .allMatch(
                        each ->
                                each.matches(
                                        "\\{\"time\":\\d+,\"event\":\"node (creat|delet)ed\".*"))
                .allMatch(each -> each.contains("\"path\":\"/app/n"));
    }

    @Test
    void aWatchEndsAfterItsTime() throws Exception {
        assertThat(type("watch -t 1 /app", "ls /app").out()).containsExactly("[a, c]");
    }

    @Test
    void whatIsBusyIsCounted() throws Exception {
        CompletableFuture<Typing> looking =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return type("top -t 3 -n 1 --json /app");
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        while (!looking.isDone()) {
            type("set /app/c 1", "set /app/c 2");
        }

        assertThat(looking.join().out())
                .singleElement()
                .asString()
                .matches(
                        "\\{\"seconds\":3,\"changesByPath\":\\{\"/app/c\":\\d+},"
                                + "\"requestsBySession\":\\{(\"0x[0-9a-f]+\":\\d+)?}}");
    }
}
