package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.conformance.shell.ShellUnderTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Paddock's clients by Kerberos, with a key distribution centre of the test's own and the released
/// server of Apache.
class KerberosIT {
    private static final String REALM = "PADDOCK.TEST";
    private static final String ALICE = "[ip:127.0.0.1, sasl:alice@" + REALM + "]";

    @TempDir private static Path folder;

    private static SimpleKdcServer centre;
    private static Path logins;
    private static Path keys;

    @TempDir private Path own;

    @BeforeAll
    static void startCentre() throws Exception {
        Path work = Files.createDirectory(folder.resolve("centre"));
        centre = new SimpleKdcServer();
        centre.setWorkDir(work.toFile());
        centre.setKdcHost("127.0.0.1");
        centre.setKdcRealm(REALM);
        centre.setAllowUdp(false);
        centre.setKdcTcpPort(ServerUnderTest.freePort());
        centre.init();
        centre.start();
        keys = folder.resolve("keys");
        centre.createAndExportPrincipals(
                keys.toFile(), "zookeeper/localhost", "zookeeper/elsewhere", "alice");
        logins =
                Files.writeString(
                        folder.resolve("logins.conf"),
                        section("Server", "zookeeper/localhost")
                                + section("Client", "alice")
                                + section("Stranger", "mallory"));
    }

    @AfterAll
    static void stopCentre() throws Exception {
        centre.stop();
    }

    private static String section(String name, String principal) {
        return """
        %s { com.sun.security.auth.module.Krb5LoginModule required
          useKeyTab=true storeKey=true useTicketCache=false
          keyTab="%s" principal="%s@%s"; };
        """
                .formatted(name, keys, principal, REALM);
    }

    /// Where the centre is, as it says itself.
    private static Path realm() {
        return folder.resolve("centre/krb5.conf");
    }

    private static String[] flags() {
        return new String[] {
            "-Djava.security.krb5.conf=" + realm(), SecureClientsIT.knowing(logins)
        };
    }

    private static ServerOptions options() {
        return SecureClientsIT.sasl(logins).property("java.security.krb5.conf", realm().toString());
    }

    private static Map<String, String> byName(String name, String value) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("zookeeper.sasl.client.canonicalize.hostname", "false");
        properties.put(name, value);
        return properties;
    }

    @Execution(CONCURRENT)
    @Test
    void aTicketProvesWhoOneIs() throws Exception {
        ClientPrograms clients =
                new ClientPrograms(own, flags())
                        .with("knows", byName("zookeeper.sasl.client.username", "zookeeper"))
                        .with(
                                "says-whom",
                                Map.of(
                                        "zookeeper.server.principal",
                                        "zookeeper/localhost@" + REALM))
                        .with(
                                "says-another",
                                Map.of("zookeeper.server.principal", "zookeeper/elsewhere"))
                        .with("asks-nobody", byName("zookeeper.sasl.client.username", "nobody"));
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, options())) {
            String servers = "localhost:" + apache.port();

            clients.assertThatTheApiSays(
                    servers,
                    "knows: " + ALICE + " [SyncConnected, SaslAuthenticated]",
                    "says-whom: " + ALICE + " [SyncConnected, SaslAuthenticated]",
                    "says-another: AUTHFAILED [SyncConnected, AuthFailed]",
                    "asks-nobody: AUTHFAILED [SyncConnected, AuthFailed]");
            assertThat(clients.ofPaddocksClient(servers))
                    .containsExactly(
                            "knows: " + ALICE,
                            "says-whom: " + ALICE,
                            "says-another: AuthFailed",
                            "asks-nobody: AuthFailed");
        }
    }

    /// Apache's client logs in before it connects, and ours when it is asked who it is.
    @Execution(CONCURRENT)
    @Test
    void whoHasNoLoginIsToldSoAndGoesOnAsNobody() throws Exception {
        ClientPrograms clients =
                new ClientPrograms(own, flags())
                        .with("stranger", byName("zookeeper.sasl.clientconfig", "Stranger"))
                        .with("missing", byName("zookeeper.sasl.clientconfig", "Missing"));
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, options())) {
            String servers = "localhost:" + apache.port();

            assertThat(clients.ofApachesClient(servers))
                    .containsExactly(
                            "stranger: [ip:127.0.0.1] [AuthFailed, SyncConnected]",
                            "missing: [ip:127.0.0.1] [AuthFailed, SyncConnected]");
            assertThat(clients.ofPaddocksZooKeeper(servers))
                    .containsExactly(
                            "stranger: [ip:127.0.0.1] [SyncConnected, AuthFailed]",
                            "missing: [ip:127.0.0.1] [SyncConnected, AuthFailed]");
            assertThat(clients.ofPaddocksClient(servers))
                    .containsExactly("stranger: AuthFailed", "missing: AuthFailed");
        }
    }

    @Execution(CONCURRENT)
    @Test
    void theShellHasATicket() throws Exception {
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, options())) {
            for (ShellUnderTest shell : ShellUnderTest.values()) {
                var known =
                        shell.once(
                                "localhost:" + apache.port(),
                                List.of(flags()),
                                List.of("whoami"),
                                own);
                assertThat(known.out()).contains("sasl: alice");
                assertThat(known.exit()).isZero();
            }
        }
    }
}
