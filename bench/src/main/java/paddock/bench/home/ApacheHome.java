package paddock.bench.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Makes a home of the released Apache ZooKeeper out of Maven Central's jars.
///
/// `mvn` fetches them, through whatever repositories and caches the user configured. The home gets
/// the log configuration a release has by default: INFO, to the console.
public final class ApacheHome {
    /// The release that is the reference.
    public static final String DEFAULT_VERSION = "3.9.5";

    private static final String DEPENDENCY_PLUGIN =
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";
    private static final long FETCH_MINUTES = 10;

    private static final String POM =
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>paddock.bench</groupId>
              <artifactId>apache-home</artifactId>
              <version>1</version>
              <dependencies>
                <dependency>
                  <groupId>org.apache.zookeeper</groupId>
                  <artifactId>zookeeper</artifactId>
                  <version>%s</version>
                </dependency>
                <!-- The release ships these; its pom calls them provided or optional. -->
                <dependency>
                  <groupId>ch.qos.logback</groupId>
                  <artifactId>logback-classic</artifactId>
                  <version>1.3.15</version>
                </dependency>
                <dependency>
                  <groupId>io.dropwizard.metrics</groupId>
                  <artifactId>metrics-core</artifactId>
                  <version>4.1.12.1</version>
                </dependency>
                <dependency>
                  <groupId>org.xerial.snappy</groupId>
                  <artifactId>snappy-java</artifactId>
                  <version>1.1.10.5</version>
                </dependency>
              </dependencies>
            </project>
            """;

    private static final String LOGBACK =
            """
            <configuration>
              <appender name="CONSOLE" class="ch.qos.logback.core.ConsoleAppender">
                <encoder>
                  <pattern>%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%C{1}@%L] - %m%n</pattern>
                </encoder>
              </appender>
              <root level="INFO">
                <appender-ref ref="CONSOLE"/>
              </root>
            </configuration>
            """;

    private ApacheHome() {}

    /// The home of `version` in `cache`, made unless it is there already.
    public static Path ensure(Path cache, String version) {
        Path home = cache.resolve("apache-zookeeper-" + version);
        if (Files.isDirectory(home.resolve("lib")) && Files.exists(home.resolve("conf"))) {
            return home;
        }
        try {
            Files.createDirectories(cache);
            Path unfinished = Files.createTempDirectory(cache, "unfinished-");
            Files.createDirectory(unfinished.resolve("conf"));
            Files.writeString(unfinished.resolve("conf/logback.xml"), LOGBACK);
            Path pom = unfinished.resolve("pom.xml");
            Files.writeString(pom, POM.formatted(version));
            fetch(pom, unfinished.resolve("lib"));
            Files.move(unfinished, home);
            return home;
        } catch (IOException e) {
            throw new HomeException("cannot make a home in " + cache + ": " + e, e);
        }
    }

    private static void fetch(Path pom, Path lib) throws IOException {
        Path log = pom.resolveSibling("mvn.log");
        List<String> command =
                List.of(
                        "mvn",
                        "--batch-mode",
                        "--no-transfer-progress",
                        "--file",
                        pom.toString(),
                        DEPENDENCY_PLUGIN,
                        "-DincludeScope=runtime",
                        "-DoutputDirectory=" + lib);
        Process mvn =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!mvn.waitFor(FETCH_MINUTES, TimeUnit.MINUTES)) {
                mvn.destroyForcibly();
                throw new HomeException("mvn took more than " + FETCH_MINUTES + " min; see " + log);
            }
        } catch (InterruptedException e) {
            mvn.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new HomeException("interrupted while fetching " + pom, e);
        }
        if (mvn.exitValue() != 0 || !holdsServerJar(lib)) {
            throw new HomeException("mvn could not fetch the jars of " + pom + "; see " + log);
        }
    }

    private static boolean holdsServerJar(Path lib) throws IOException {
        if (!Files.isDirectory(lib)) {
            return false;
        }
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.anyMatch(jar -> isServerJar(jar.getFileName().toString()));
        }
    }

    /// Whether a file of this name holds Apache's server classes.
    static boolean isServerJar(String fileName) {
        return fileName.matches("zookeeper-\\d.*\\.jar");
    }
}
