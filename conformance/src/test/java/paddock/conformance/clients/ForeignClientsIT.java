package paddock.conformance.clients;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ForeignClientsIT {
    private static final String DEBIAN_PYTHON = "/usr/bin/python3";

    @TempDir private Path folder;

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void theClientForCWorks(ServerKind kind) {
        ScriptedClient.prepare(
                List.of(
                        "gcc",
                        "-Wall",
                        "-DTHREADED",
                        "-o",
                        "client",
                        ScriptedClient.script("client.c").toString(),
                        "-lzookeeper_mt",
                        "-lpthread"),
                folder,
                "apt-get install -y gcc libzookeeper-mt-dev");

        try (var server = start(kind)) {
            ScriptedClient.run(List.of("./client", server.connectString()), folder, server);
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void kazooWorks(ServerKind kind) {
        ScriptedClient.prepare(
                List.of(DEBIAN_PYTHON, "-c", "import kazoo"),
                folder,
                "apt-get install -y python3-kazoo");

        try (var server = start(kind)) {
            String script = ScriptedClient.script("client.py").toString();
            ScriptedClient.run(
                    List.of(DEBIAN_PYTHON, script, server.connectString()), folder, server);
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void theClientForNodeWorks(ServerKind kind) throws IOException {
        ScriptedClient.prepare(
                List.of("npm", "install", "--no-audit", "--no-fund", "node-zookeeper-client@1.1.3"),
                folder,
                "node and npm, and a registry that has node-zookeeper-client");
        Files.copy(ScriptedClient.script("client.js"), folder.resolve("client.js"));

        try (var server = start(kind)) {
            ScriptedClient.run(
                    List.of("node", "client.js", server.connectString()), folder, server);
        }
    }

    private static ServerUnderTest start(ServerKind kind) {
        return ServerUnderTest.start(kind, ServerOptions.standard());
    }
}
