package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.conformance.shell.ShellUnderTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Paddock's clients by TLS and SASL, with the released server of Apache, which has both. What
/// Apache's own client comes to with the same properties is what ours must come to.
class SecureClientsIT {
    private static final String NOBODY = "CONNECTIONLOSS []";
    private static final String ENDS = "AUTHFAILED [SyncConnected, AuthFailed]";
    private static final String ALICE = "[ip:127.0.0.1, x509:CN=alice,OU=Dev] [SyncConnected]";

    @TempDir private static Path folder;

    private static Keys server;
    private static Keys alice;
    private static Keys stranger;
    private static Keys elsewhere;
    private static Path logins;

    @TempDir private Path own;

    @BeforeAll
    static void makeKeysAndLogins() throws Exception {
        server = Keys.make(folder, "server", "CN=server", "dns:localhost");
        alice = Keys.make(folder, "alice", "CN=alice,OU=Dev", "dns:alice.example");
        stranger = Keys.make(folder, "stranger", "CN=stranger", "dns:localhost");
        elsewhere = Keys.make(folder, "elsewhere", "CN=elsewhere", "dns:elsewhere.example");
        logins =
                Files.writeString(
                        folder.resolve("logins.conf"),
                        section("Server", "user_bob=\"secret\" user_super=\"other\"")
                                + section("Client", "username=\"bob\" password=\"secret\"")
                                + section("Wrong", "username=\"bob\" password=\"wrong\""));
    }

    private static String section(String name, String options) {
        String module = "org.apache.zookeeper.server.auth.DigestLoginModule";
        return "%s { %s required %s; };%n".formatted(name, module, options);
    }

    // ---- TLS ----

    private static ServerOptions tls(int port) {
        return ServerOptions.standard()
                .key("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .key("secureClientPort", Integer.toString(port))
                .key("ssl.keyStore.location", server.store().toString())
                .key("ssl.keyStore.password", Keys.PASSWORD)
                .key("ssl.trustStore.location", alice.trusted().toString())
                .key("ssl.trustStore.password", Keys.PASSWORD);
    }

    /// The properties of who shows this key, where there is one, and trusts that one.
    private static Map<String, String> shows(@Nullable Keys key, Keys trusted) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("zookeeper.client.secure", "true");
        properties.put("zookeeper.clientCnxnSocket", "org.apache.zookeeper.ClientCnxnSocketNetty");
        if (key != null) {
            properties.put("zookeeper.ssl.keyStore.location", key.store().toString());
            properties.put("zookeeper.ssl.keyStore.password", Keys.PASSWORD);
        }
        properties.put("zookeeper.ssl.trustStore.location", trusted.trusted().toString());
        properties.put("zookeeper.ssl.trustStore.password", Keys.PASSWORD);
        return properties;
    }

    private ClientPrograms clientsByTls() throws IOException {
        Map<String, String> older = shows(alice, server);
        older.put("zookeeper.ssl.enabledProtocols", "TLSv1.2");
        return new ClientPrograms(own)
                .with("trusts", shows(alice, server))
                .with("system", shows(alice, server))
                .with("trusts-another", shows(alice, stranger))
                .with("shows-none", shows(null, server))
                .with("shows-another", shows(stranger, server))
                .with("speaks-older", older);
    }

    @Execution(CONCURRENT)
    @Test
    void tlsIsSpokenWithWhoIsTrustedOnly() throws Exception {
        int port = ServerUnderTest.freePort();
        ClientPrograms clients = clientsByTls();
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, tls(port))) {
            assertThat(apache.port()).isNotEqualTo(port);
            String servers = "localhost:" + port;

            clients.assertThatTheApiSays(
                    servers,
                    "trusts: " + ALICE,
                    "system: " + ALICE,
                    "trusts-another: " + NOBODY,
                    "shows-none: " + NOBODY,
                    "shows-another: " + NOBODY,
                    "speaks-older: " + NOBODY);
            List<String> printed = clients.ofPaddocksClient(servers);
            assertThat(printed.get(0)).isEqualTo("trusts: [ip:127.0.0.1, x509:CN=alice,OU=Dev]");
            assertThat(printed.get(2))
                    .startsWith("trusts-another: no connection: ")
                    .contains("unable to find valid certification path");
            for (int i = 3; i < printed.size(); i++) {
                assertThat(printed.get(i)).contains(": no connection: ");
            }
        }
    }

    @Execution(CONCURRENT)
    @Test
    void aCertificateMustBeMadeOutToTheHost() throws Exception {
        int port = ServerUnderTest.freePort();
        Map<String, String> careless = shows(alice, elsewhere);
        careless.put("zookeeper.ssl.hostnameVerification", "false");
        ClientPrograms clients =
                new ClientPrograms(own)
                        .with("checks", shows(alice, elsewhere))
                        .with("careless", careless);
        ServerOptions options =
                tls(port).key("ssl.keyStore.location", elsewhere.store().toString());
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, options)) {
            assertThat(apache.port()).isNotEqualTo(port);
            String servers = "localhost:" + port;

            clients.assertThatTheApiSays(servers, "checks: " + NOBODY, "careless: " + ALICE);
            List<String> printed = clients.ofPaddocksClient(servers);
            assertThat(printed.get(0))
                    .startsWith("checks: no connection: ")
                    .contains("No subject alternative");
            assertThat(printed.get(1)).isEqualTo("careless: [ip:127.0.0.1, x509:CN=alice,OU=Dev]");
        }
    }

    // ---- SASL ----

    /// The flag for clients that know the others.
    static String knowing(Path logins) {
        return "-Djava.security.auth.login.config=" + logins;
    }

    /// Of a server that knows the section `Server` of this file.
    static ServerOptions sasl(Path logins) {
        return ServerOptions.standard()
                .key(
                        "authProvider.sasl",
                        "org.apache.zookeeper.server.auth.SASLAuthenticationProvider")
                .property("java.security.auth.login.config", logins.toString());
    }

    private ClientPrograms clientsBySasl() throws IOException {
        // Without this Apache's client refuses DIGEST-MD5.
        Map<String, String> usual = Map.of("zookeeper.fips-mode", "false");
        Map<String, String> wrong = new TreeMap<>(usual);
        wrong.put("zookeeper.sasl.clientconfig", "Wrong");
        Map<String, String> unwilling = new TreeMap<>(usual);
        unwilling.put("zookeeper.sasl.client", "false");
        return new ClientPrograms(own, knowing(logins))
                .with("knows", usual)
                .with("errs", wrong)
                .with("unwilling", unwilling);
    }

    @Execution(CONCURRENT)
    @Test
    void saslProvesAPassword() throws Exception {
        ClientPrograms clients = clientsBySasl();
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, sasl(logins))) {
            String servers = apache.connectString();

            clients.assertThatTheApiSays(
                    servers,
                    "knows: [ip:127.0.0.1, sasl:bob] [SyncConnected, SaslAuthenticated]",
                    "errs: " + ENDS,
                    "unwilling: [ip:127.0.0.1] [SyncConnected]");
            assertThat(clients.ofPaddocksClient(servers))
                    .containsExactly(
                            "knows: [ip:127.0.0.1, sasl:bob]",
                            "errs: AuthFailed",
                            "unwilling: [ip:127.0.0.1]");
        }
    }

    @Execution(CONCURRENT)
    @Test
    void aServerWithoutSaslServesNobodyWhoWantsIt() throws Exception {
        ClientPrograms clients = clientsBySasl();
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, ServerOptions.standard())) {
            String servers = apache.connectString();

            clients.assertThatTheApiSays(
                    servers,
                    "knows: " + ENDS,
                    "errs: " + ENDS,
                    "unwilling: [ip:127.0.0.1] [SyncConnected]");
            assertThat(clients.ofPaddocksClient(servers))
                    .containsExactly(
                            "knows: AuthFailed", "errs: AuthFailed", "unwilling: [ip:127.0.0.1]");
        }
    }

    // ---- the shells ----

    private ShellUnderTest.Once whoAmI(ShellUnderTest shell, String servers, List<String> flags)
            throws Exception {
        return shell.once(servers, flags, List.of("whoami"), own);
    }

    private static List<String> flags(Map<String, String> properties) {
        List<String> flags = new ArrayList<>();
        properties.forEach((name, value) -> flags.add("-D" + name + "=" + value));
        return flags;
    }

    @Execution(CONCURRENT)
    @Test
    void theShellSpeaksTls() throws Exception {
        int port = ServerUnderTest.freePort();
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, tls(port))) {
            assertThat(apache.port()).isNotEqualTo(port);
            String servers = "localhost:" + port;

            for (ShellUnderTest shell : ShellUnderTest.values()) {
                var trusted = whoAmI(shell, servers, flags(shows(alice, server)));
                assertThat(trusted.out()).contains("x509: CN=alice,OU=Dev");
                assertThat(trusted.exit()).isZero();
                for (Map<String, String> wrong :
                        List.of(shows(alice, stranger), shows(null, server))) {
                    var refused =
                            shell.once(servers, flags(wrong), List.of("get", "/zookeeper"), own);
                    assertThat(refused.err())
                            .contains("KeeperErrorCode = ConnectionLoss for /zookeeper");
                    assertThat(refused.exit()).isOne();
                }
            }
        }
    }

    @Execution(CONCURRENT)
    @Test
    void theShellChecksTheHost() throws Exception {
        int port = ServerUnderTest.freePort();
        ServerOptions options =
                tls(port).key("ssl.keyStore.location", elsewhere.store().toString());
        Map<String, String> checks = shows(alice, elsewhere);
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, options)) {
            assertThat(apache.port()).isNotEqualTo(port);
            String servers = "localhost:" + port;

            var refused =
                    ShellUnderTest.PADDOCK.once(
                            servers, flags(checks), List.of("get", "/zookeeper"), own);
            assertThat(refused.err()).contains("ConnectionLoss for /zookeeper");
            assertThat(refused.exit()).isOne();
            checks.put("zookeeper.ssl.hostnameVerification", "false");
            assertThat(whoAmI(ShellUnderTest.PADDOCK, servers, flags(checks)).out())
                    .contains("x509: CN=alice,OU=Dev");
        }
    }

    @Execution(CONCURRENT)
    @Test
    void theShellProvesAPassword() throws Exception {
        String file = knowing(logins);
        String fips = "-Dzookeeper.fips-mode=false";
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, sasl(logins))) {
            for (ShellUnderTest shell : ShellUnderTest.values()) {
                var known = whoAmI(shell, apache.connectString(), List.of(file, fips));
                assertThat(known.out()).contains("sasl: bob");
                assertThat(known.exit()).isZero();

                var wrong =
                        shell.once(
                                apache.connectString(),
                                List.of(file, fips, "-Dzookeeper.sasl.clientconfig=Wrong"),
                                List.of("get", "/zookeeper"),
                                own);
                assertThat(wrong.err()).contains("KeeperErrorCode = AuthFailed for /zookeeper");
                assertThat(wrong.exit()).isOne();
            }
        }
    }
}
