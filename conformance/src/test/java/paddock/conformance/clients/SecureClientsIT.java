package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

import paddock.conformance.server.ChildProcess;
import paddock.conformance.server.Installation;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.conformance.shell.ShellUnderTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    /// Whether the clients know the file with logins.
    private boolean logsIn;

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

    private List<Path> clientsByTls() throws IOException {
        Map<String, String> older = shows(alice, server);
        older.put("zookeeper.ssl.enabledProtocols", "TLSv1.2");
        return List.of(
                file("trusts", shows(alice, server)),
                file("system", shows(alice, server)),
                file("trusts-another", shows(alice, stranger)),
                file("shows-none", shows(null, server)),
                file("shows-another", shows(stranger, server)),
                file("speaks-older", older));
    }

    private Path file(String name, Map<String, String> properties) throws IOException {
        List<String> lines = new ArrayList<>();
        properties.forEach((key, value) -> lines.add(key + "=" + value));
        return Files.write(own.resolve(name), lines);
    }

    @Execution(CONCURRENT)
    @Test
    void tlsIsSpokenWithWhoIsTrustedOnly() throws Exception {
        int port = ServerUnderTest.freePort();
        List<Path> files = clientsByTls();
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, tls(port))) {
            assertThat(apache.port()).isNotEqualTo(port);
            List<String> expected =
                    List.of(
                            "trusts: " + ALICE,
                            "system: " + ALICE,
                            "trusts-another: " + NOBODY,
                            "shows-none: " + NOBODY,
                            "shows-another: " + NOBODY,
                            "speaks-older: " + NOBODY);
            String servers = "localhost:" + port;

            assertThatProgramsPrint(expected, servers, files);
            List<String> printed = paddocksClient(servers, files);
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
        List<Path> files =
                List.of(file("checks", shows(alice, elsewhere)), file("careless", careless));
        ServerOptions options =
                tls(port).key("ssl.keyStore.location", elsewhere.store().toString());
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, options)) {
            assertThat(apache.port()).isNotEqualTo(port);
            List<String> expected = List.of("checks: " + NOBODY, "careless: " + ALICE);
            String servers = "localhost:" + port;

            assertThatProgramsPrint(expected, servers, files);
            List<String> printed = paddocksClient(servers, files);
            assertThat(printed.get(0))
                    .startsWith("checks: no connection: ")
                    .contains("No subject alternative");
            assertThat(printed.get(1)).isEqualTo("careless: [ip:127.0.0.1, x509:CN=alice,OU=Dev]");
        }
    }

    // ---- SASL ----

    private static ServerOptions sasl() {
        return ServerOptions.standard()
                .key(
                        "authProvider.sasl",
                        "org.apache.zookeeper.server.auth.SASLAuthenticationProvider")
                .property("java.security.auth.login.config", logins.toString());
    }

    private List<Path> clientsBySasl() throws IOException {
        // Without this Apache's client refuses DIGEST-MD5.
        Map<String, String> usual = Map.of("zookeeper.fips-mode", "false");
        Map<String, String> wrong = new TreeMap<>(usual);
        wrong.put("zookeeper.sasl.clientconfig", "Wrong");
        Map<String, String> unwilling = new TreeMap<>(usual);
        unwilling.put("zookeeper.sasl.client", "false");
        return List.of(file("knows", usual), file("errs", wrong), file("unwilling", unwilling));
    }

    @Execution(CONCURRENT)
    @Test
    void saslProvesAPassword() throws Exception {
        logsIn = true;
        List<Path> files = clientsBySasl();
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, sasl())) {
            List<String> expected =
                    List.of(
                            "knows: [ip:127.0.0.1, sasl:bob] [SyncConnected, SaslAuthenticated]",
                            "errs: " + ENDS,
                            "unwilling: [ip:127.0.0.1] [SyncConnected]");
            String servers = apache.connectString();

            assertThatProgramsPrint(expected, servers, files);
            assertThat(paddocksClient(servers, files))
                    .containsExactly(
                            "knows: [ip:127.0.0.1, sasl:bob]",
                            "errs: AuthFailed",
                            "unwilling: [ip:127.0.0.1]");
        }
    }

    @Execution(CONCURRENT)
    @Test
    void aServerWithoutSaslServesNobodyWhoWantsIt() throws Exception {
        logsIn = true;
        List<Path> files = clientsBySasl();
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, ServerOptions.standard())) {
            List<String> expected =
                    List.of(
                            "knows: " + ENDS,
                            "errs: " + ENDS,
                            "unwilling: [ip:127.0.0.1] [SyncConnected]");
            String servers = apache.connectString();

            assertThatProgramsPrint(expected, servers, files);
            assertThat(paddocksClient(servers, files))
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
        String file = "-Djava.security.auth.login.config=" + logins;
        String fips = "-Dzookeeper.fips-mode=false";
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, sasl())) {
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

    // ---- the clients, each in a process of its own ----

    /// A program with the well-known API prints this, over Apache's client and over ours.
    private void assertThatProgramsPrint(List<String> expected, String servers, List<Path> files) {
        for (String classPath :
                List.of(Installation.apacheClassPath(), Installation.paddockClientClassPath())) {
            assertThat(run(SecureProgram.class, classPath, servers, files))
                    .as(classPath)
                    .isEqualTo(expected);
        }
    }

    private List<String> paddocksClient(String servers, List<Path> files) {
        return run(
                SecureNativeProgram.class, Installation.paddockClientClassPath(), servers, files);
    }

    private List<String> run(Class<?> program, String classPath, String servers, List<Path> files) {
        List<String> command = new ArrayList<>();
        command.add(Installation.java().toString());
        command.add("-XX:TieredStopAtLevel=1");
        if (logsIn) {
            command.add("-Djava.security.auth.login.config=" + logins);
        }
        command.add(
                "-Dlogback.configurationFile="
                        + Installation.repository()
                                .resolve(
                                        "conformance/src/test/resources/shell/logback-silent.xml"));
        command.add("-cp");
        command.add(Installation.testClasses() + File.pathSeparator + classPath);
        command.add(program.getName());
        command.add(servers);
        files.forEach(file -> command.add(file.toString()));
        Path log = own.resolve("printed-" + System.nanoTime());
        try (ChildProcess process = ChildProcess.start(command, own, log)) {
            assertThat(process.waitFor(Duration.ofMinutes(2))).as(process.log()).isZero();
            List<String> names = files.stream().map(f -> f.getFileName() + ": ").toList();
            return process.log()
                    .lines()
                    .filter(line -> names.stream().anyMatch(line::startsWith))
                    .toList();
        }
    }
}
