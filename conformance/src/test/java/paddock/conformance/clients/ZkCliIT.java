package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.server.Installation;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Apache's own shell, `zkCli`, typed to.
class ZkCliIT {
    private static final String TYPED =
            """
            create /ooxx hello
            get -s /ooxx
            set /ooxx world
            get /ooxx
            create -s /ooxx/xxx sada
            create -s /ooxx/xxx sada
            ls /ooxx
            create -e /xoxo haha
            stat /xoxo
            set -v 7 /ooxx no
            delete /ooxx
            deleteall /ooxx
            get /ooxx
            create /quota
            setquota -n 5 /quota
            listquota /quota
            addauth digest ann:pw
            create /mine x auth::cdrwa
            getAcl /mine
            whoami
            sync /
            ls /
            quit
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void everyCommandIsUnderstood(ServerKind kind) throws Exception {
        try (var server = ServerUnderTest.start(kind, ServerOptions.standard())) {
            String printed = type(server);

            assertThat(printed)
                    .contains("Created /ooxx")
                    .containsSubsequence(
                            "hello",
                            "cZxid = 0x",
                            "ctime = ",
                            "mZxid = 0x",
                            "mtime = ",
                            "pZxid = 0x",
                            "cversion = 0",
                            "dataVersion = 0",
                            "aclVersion = 0",
                            "ephemeralOwner = 0x0",
                            "dataLength = 5",
                            "numChildren = 0",
                            "world",
                            "Created /ooxx/xxx0000000000",
                            "Created /ooxx/xxx0000000001",
                            "[xxx0000000000, xxx0000000001]",
                            "Created /xoxo",
                            "ephemeralOwner = 0x1")
                    .contains("version No is not valid : /ooxx")
                    .contains("Node not empty: /ooxx")
                    .contains("Node does not exist: /ooxx")
                    .containsSubsequence(
                            "Output quota for /quota", "count=5", "Output stat", "count=1")
                    .containsSubsequence("'digest,'ann:", ": cdrwa")
                    .containsSubsequence("digest: ann", "Sync is OK");
        }
    }

    private String type(ServerUnderTest server) throws IOException, InterruptedException {
        Path typed = Files.writeString(folder.resolve("typed"), TYPED);
        Path printed = folder.resolve("printed");
        Process shell =
                new ProcessBuilder(
                                Installation.java().toString(),
                                "-cp",
                                Installation.apacheClassPath(),
                                "org.apache.zookeeper.ZooKeeperMain",
                                "-waitforconnection",
                                "-server",
                                server.connectString())
                        .redirectInput(typed.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as("the shell ends at quit").isTrue();
        return Files.readString(printed);
    }
}
