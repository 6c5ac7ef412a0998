package paddock.conformance.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Where things lie: the repository, the JVM, the jars.
public final class Installation {
    private Installation() {}

    /// The root of the repository.
    public static Path repository() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("conformance/pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "no conformance/pom.xml in or above " + Path.of("").toAbsolutePath());
    }

    /// The `java` that runs this very process.
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /// Class path of the released Apache programs, as Maven resolved it.
    public static String apacheClassPath() {
        Path file = repository().resolve("conformance/target/classpath");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " is missing: mvn -pl conformance -am process-test-resources", e);
        }
    }

    /// Class path of the released Apache programs with Paddock's client in place of Apache's.
    public static String paddockClientClassPath() {
        Path module = repository().resolve("client-zookeeper/target");
        String others =
                Arrays.stream(apacheClassPath().split(File.pathSeparator, -1))
                        .filter(entry -> !entry.contains("zookeeper") && !entry.contains("netty"))
                        .collect(Collectors.joining(File.pathSeparator));
        try {
            return String.join(
                    File.pathSeparator,
                    module.resolve("classes").toString(),
                    Files.readString(module.resolve("classpath")).strip(),
                    others);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    module + " is not built: mvn -pl client-zookeeper -am package", e);
        }
    }

    /// Class path of the test classes themselves, for programs of ours that run apart.
    public static String testClassPath() {
        return testClasses() + File.pathSeparator + apacheClassPath();
    }

    /// Where the test classes are, for programs of ours that run with another class path.
    public static Path testClasses() {
        return repository().resolve("conformance/target/test-classes");
    }

    /// The unpacked home of Paddock.
    public static Path paddockHome() {
        return repository().resolve("dist/target/paddock");
    }
}
