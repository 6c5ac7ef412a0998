package paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ConfigLoaderTest {
    @TempDir private Path folder;

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private Path file;
    private Path data;

    @BeforeEach
    void files() {
        file = folder.resolve("zoo.cfg");
        data = folder.resolve("data");
    }

    @Test
    void theSmallestFileGivesTheDefaults() throws Exception {
        ServerConfig config = load("clientPort=2181").config();

        assertThat(config.network().clientAddress()).contains(new InetSocketAddress(2181));
        assertThat(config.network().listenBacklog()).isEmpty();
        assertThat(config.sessions()).isEqualTo(new ServerConfig.Sessions(3000, 6000, 60_000));
        assertThat(config.storage().dataDir()).isEqualTo(data);
        assertThat(config.storage().dataLogDir()).isEqualTo(data);
        assertThat(config.storage().forceSync()).isTrue();
        assertThat(config.storage().preallocationBytes()).isEqualTo(64L << 20);
        assertThat(config.storage().snapSizeLimitBytes()).hasValue(4L << 30);
        assertThat(config.storage().logSizeLimitBytes()).isEmpty();
        assertThat(config.storage().snapCount()).isEmpty();
        assertThat(config.limits().maxConnectionsPerAddress()).isEqualTo(60);
        assertThat(config.limits().maxRequestBytes()).isEqualTo(1_048_575);
        assertThat(config.limits().extraRecordBytes()).isEqualTo(1_048_575);
        assertThat(config.words().allowed()).containsExactly("srvr");
        assertThat(config.serverId()).isZero();
    }

    @Test
    void oldFilesAreRemovedHourlyUnlessTheFileSaysOtherwise() throws Exception {
        var byDefault = load("clientPort=2181").config().retention();
        var never = load("autopurge.purgeInterval=0").config().retention();
        var daily = load("autopurge.purgeInterval=24\nautopurge.snapRetainCount=10");
        var often = load("autopurge.purgeInterval=90s").config().retention();

        assertThat(byDefault)
                .isEqualTo(new ServerConfig.Retention(3, Optional.of(Duration.ofHours(1))));
        assertThat(never.interval()).isEmpty();
        assertThat(daily.config().retention())
                .isEqualTo(new ServerConfig.Retention(10, Optional.of(Duration.ofDays(1))));
        assertThat(often.interval()).contains(Duration.ofSeconds(90));
    }

    @Test
    void sessionTimeoutsFollowTheTick() throws Exception {
        var followed = load("tickTime=500\nminSessionTimeout=-1").config().sessions();
        var own = load("tickTime=500\nminSessionTimeout=100\nmaxSessionTimeout=300").config();

        assertThat(followed).isEqualTo(new ServerConfig.Sessions(500, 1000, 10_000));
        assertThat(own.sessions()).isEqualTo(new ServerConfig.Sessions(500, 100, 300));
    }

    @Test
    void theFileDecidesBeforePropertiesAndTheseBeforeTheEnvironment() throws Exception {
        properties.put("zookeeper.snapCount", "200");
        properties.put("zookeeper.maxClientCnxns", "20");
        environment.put("ZOO_MAX_CLIENT_CNXNS", "30");
        environment.put("ZOO_TICK_TIME", "1234");

        ServerConfig config = load("snapCount=100").config();

        assertThat(config.storage().snapCount()).hasValue(100);
        assertThat(config.limits().maxConnectionsPerAddress()).isEqualTo(20);
        assertThat(config.sessions().tickMillis()).isEqualTo(1234);
    }

    @Test
    void propertiesWithoutTheUsualPrefixCountToo() throws Exception {
        properties.put("jute.maxbuffer", "4194304");
        properties.put("fsync.warningthresholdms", "20");
        properties.put("znode.container.checkIntervalMs", "7");

        ServerConfig config = load("clientPort=2181").config();

        assertThat(config.limits().maxRequestBytes()).isEqualTo(4_194_304);
        assertThat(config.storage().fsyncWarningMillis()).isEqualTo(20);
        assertThat(config.nodes().containerCheckMillis()).isEqualTo(7);
    }

    @Test
    void theImagesVariablesConfigureAServerWithoutAnEntryInTheFile() throws Exception {
        environment.put("ZOO_DATA_DIR", data.toString());
        environment.put("ZOO_DATA_LOG_DIR", folder.resolve("log").toString());
        environment.put("ZOO_4LW_COMMANDS_WHITELIST", "*");
        environment.put("ZOO_STANDALONE_ENABLED", "true");
        environment.put("ZOO_SERVERS", "server.1=localhost:2888:3888;127.0.0.1:2999");
        environment.put("ZOO_CFG_EXTRA", "snapCount=77  forceSync=no");
        Files.writeString(file, "# nothing\n");

        ServerConfig config = loadFile().config();

        assertThat(config.storage().dataLogDir()).isEqualTo(folder.resolve("log"));
        assertThat(config.storage().snapCount()).hasValue(77);
        assertThat(config.storage().forceSync()).isFalse();
        assertThat(config.words().allowed()).containsExactly("*");
        assertThat(config.network().clientAddress())
                .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2999));
    }

    @Test
    void theEnvironmentDoesNotTearTheDataFoldersApart() throws Exception {
        environment.put("ZOO_DATA_LOG_DIR", "/datalog");

        ServerConfig.Storage storage = load("clientPort=2181").config().storage();

        assertThat(storage.dataLogDir()).isEqualTo(data);
    }

    @Test
    void anUnknownKeyIsAWarningWithTheNearestOne() throws Exception {
        var findings = load("clientPort=2181\ntickTme=2000\nqwertz=1\n").findings();

        assertThat(findings)
                .contains(
                        Finding.warn(
                                file
                                        + ", line 3: unknown key tickTme is ignored; did you mean"
                                        + " tickTime?"),
                        Finding.warn(file + ", line 4: unknown key qwertz is ignored"));
    }

    @Test
    void anUnknownPropertyIsAWarningButTheScriptsOwnAreNot() throws Exception {
        properties.put("zookeeper.snapCout", "2");
        properties.put("zookeeper.log.dir", "/tmp");
        properties.put("java.version", "25");

        assertThat(load("clientPort=2181").findings())
                .containsExactly(
                        Finding.warn(
                                "-Dzookeeper.snapCout: unknown key snapCout is ignored; did you"
                                        + " mean snapCount?"));
    }

    @Test
    void keysOfPartsThatAreMissingAreNamedAndDoNotKeepAServerFromStarting() throws Exception {
        var findings =
                load("""
                clientPort=2181
                enableEagerACLCheck=true
                ssl.keyStore.location=/key.jks
                admin.serverPort=8080
                nio.numWorkerThreads=4
                authProvider.1=org.example.Provider\
                """)
                        .findings();

        assertThat(findings)
                .containsExactly(
                        Finding.warn(
                                file
                                        + ", line 3: enableEagerACLCheck has no effect in this"
                                        + " build; it takes effect with a later part of"
                                        + " ensembles"),
                        Finding.warn(
                                file
                                        + ", line 4: ssl.keyStore.location has no effect in this"
                                        + " build; it takes effect with TLS"),
                        Finding.warn(
                                file
                                        + ", line 5: admin.serverPort has no effect in this build;"
                                        + " it takes effect with the admin server"),
                        Finding.info(
                                file
                                        + ", line 6: nio.numWorkerThreads is accepted and has no"
                                        + " effect in Paddock"),
                        Finding.warn(
                                file
                                        + ", line 7: authProvider.1 has no effect in this build; it"
                                        + " takes effect with pluggable authentication providers"));
    }

    @Test
    void ofTwoLinesWithOneKeyTheLastCountsAndAWarningNamesBoth() throws Exception {
        var loaded = load("clientPort=2181\ntickTime=1000\ntickTime=2000");

        assertThat(loaded.config().sessions().tickMillis()).isEqualTo(2000);
        assertThat(loaded.findings())
                .containsExactly(
                        Finding.warn(
                                file
                                        + ": tickTime is set in line 3 and again in line 4; the"
                                        + " last one counts"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tickTime=abc | For input string: \"abc\"; tickTime takes a whole number of"
                        + " milliseconds, 1 or more",
                "tickTime=0 | tickTime is not set",
                "clientPort=70000 | too large; clientPort takes a whole number from 0 to 65535",
                "datadir.autocreate=maybe | Invalid option maybe for datadir.autocreate. Choose"
                        + " 'true' or 'false.'",
                "forceSync=false | forceSync takes yes or no",
                "snapshot.compression.method=zip | takes one of nothing, gz, snappy",
                "connection_throttle_drop_increase=NaN | For input string: \"NaN\"",
                "autopurge.purgeInterval=2w | For input string: \"2w\"",
                "DigestAuthenticationProvider.digestAlg=FOO | don't support this ACL digest"
                        + " algorithm: FOO in the current environment",
                "minSessionTimeout=70000 | minSessionTimeout must not be larger than"
                        + " maxSessionTimeout",
                "enforce.auth.enabled=true | zookeeper.enforce.auth.enabled is true"
                        + " zookeeper.enforce.auth.schemes must be  configured.",
            })
    void aWrongValueIsRefusedWithLineKeyValueAndForm(String line, String words) {
        refused(line)
                .hasMessageStartingWith("Error processing " + file + ", line 2: " + line + ": ")
                .hasMessageContaining(words);
    }

    @Test
    void aWrongPropertyIsNamedWithItsDash() {
        properties.put("zookeeper.snapCount", "many");

        refused("clientPort=2181")
                .hasMessage(
                        "Error processing -Dzookeeper.snapCount: snapCount=many: For input string:"
                                + " \"many\"; snapCount takes a whole number, 2 or more");
    }

    @Test
    void valuesBelowAFloorOfTheReferenceAreRaisedWithAWarning() throws Exception {
        var loaded = load("clientPort=2181\nautopurge.snapRetainCount=1");

        assertThat(loaded.config().retention().snapshotsToKeep()).isEqualTo(3);
        assertThat(loaded.findings())
                .containsExactly(
                        Finding.warn(
                                "Invalid autopurge.snapRetainCount: 1. Defaulting to 3, the"
                                        + " smallest value ("
                                        + file
                                        + ", line 3)"));
    }

    @Test
    void enforcedSchemesMustExist() throws Exception {
        var config = load("enforce.auth.enabled=true\nenforce.auth.schemes=digest, ip").config();

        assertThat(config.security().requiredSchemes()).containsExactly("digest", "ip");
        refused("enforce.auth.enabled=true\nenforce.auth.schemes=sasl")
                .hasMessageContaining("Authentication scheme sasl is not available.");
    }

    @Test
    void aPathThatNoFileCanHaveIsRefusedLikeAnyOtherValue() {
        refused("clientPort=2181\ndataLogDir=/data\\u0000")
                .hasMessageContaining("dataLogDir")
                .hasMessageContaining("takes a path");
    }

    @Test
    void anAddressNeedsAPort() {
        refused("clientPortAddress=127.0.0.1")
                .hasMessageContaining("line 2")
                .hasMessageContaining("clientPortAddress is set but clientPort is not set");
    }

    @Test
    void aDataFolderIsNeeded() throws Exception {
        Files.writeString(file, "clientPort=2181\n");

        assertThatThrownBy(this::loadFile)
                .isInstanceOf(ConfigException.class)
                .hasMessage("Error processing " + file + ": dataDir is not set");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(this::loadFile)
                .isInstanceOf(ConfigException.class)
                .hasMessage("Error processing " + file + ": " + file + " file is missing");
    }

    @Test
    void aSingleParticipantRunsStandaloneOnItsClientAddress() throws Exception {
        var loaded = load("server.1=127.0.0.1:2888:3888:participant;127.0.0.1:2182");

        assertThat(loaded.config().network().clientAddress())
                .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2182));
        assertThat(loaded.findings())
                .containsExactly(
                        Finding.error(
                                "Invalid configuration, only one server specified (ignoring)"));
    }

    @Test
    void anIdThatIsThereMustBeANumber() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("myid"), "7\n");
        assertThat(load("clientPort=2181").config().serverId()).isEqualTo(7);

        Files.writeString(data.resolve("myid"), "abc\n");
        refused("clientPort=2181").hasMessageContaining("serverid abc is not a number");
        Files.writeString(data.resolve("myid"), "");
        refused("clientPort=2181").hasMessageContaining("serverid null is not a number");
    }

    @Test
    void portAndFolderAreEnoughForAServer() {
        var config = load(new CommandLine.Direct("2181", data.toString(), "3000", "0"));

        assertThat(config.network().clientAddress()).contains(new InetSocketAddress(2181));
        assertThat(config.limits().maxConnectionsPerAddress()).isZero();
        assertThat(config.sessions().tickMillis()).isEqualTo(3000);
    }

    @Test
    void aWrongCommandLineEndsInTheUsage() {
        assertThatThrownBy(() -> CommandLine.parse(new String[0]))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.lastWords()).startsWith("Usage: ZooKeeperServerMain "))
                .hasMessage("Invalid number of arguments:[]");
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"1", "2", "3", "4", "5"}))
                .hasMessage("Invalid number of arguments:[1, 2, 3, 4, 5]");
        assertThatThrownBy(() -> load(new CommandLine.Direct("abc", data.toString(), "3000", "0")))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.lastWords()).startsWith("Usage: ZooKeeperServerMain "))
                .hasMessageContaining("For input string: \"abc\"");
    }

    @Test
    void confIsWhatMonitoringParses() throws Exception {
        ServerConfig config =
                load("clientPort=2181\ntickTime=2000\ndataLogDir=" + folder.resolve("log"))
                        .config();

        assertThat(config.conf(32711, 10, 20))
                .isEqualTo(
                        """
                        clientPort=32711
                        secureClientPort=-1
                        dataDir=%s/version-2
                        dataDirSize=10
                        dataLogDir=%s/version-2
                        dataLogSize=20
                        tickTime=2000
                        maxClientCnxns=60
                        minSessionTimeout=4000
                        maxSessionTimeout=40000
                        clientPortListenBacklog=-1
                        serverId=0
                        """
                                .formatted(data, folder.resolve("log")));
    }

    @Test
    void relativePathsAreMentioned() throws Exception {
        Files.writeString(file, "clientPort=2181\ndataDir=somewhere\n");

        assertThat(loadFile().findings())
                .isEqualTo(
                        List.of(
                                Finding.warn(
                                        "somewhere is relative. Prepend ./ to indicate that you're"
                                                + " sure!")));
    }

    private ServerConfig load(CommandLine commandLine) {
        return ConfigLoader.load(commandLine, properties, environment).config();
    }

    private ConfigLoader.Loaded load(String lines) throws IOException {
        Files.writeString(file, "dataDir=" + data + "\n" + lines);
        return loadFile();
    }

    private ConfigLoader.Loaded loadFile() {
        return ConfigLoader.load(new CommandLine.ConfigFile(file), properties, environment);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String lines) {
        return assertThatThrownBy(() -> load(lines)).isInstanceOf(ConfigException.class);
    }
}
