package paddock.testkit;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The search for a Java that the server can run on.
///
/// Who names one gets that one or an error: the system property [#PROPERTY], then the environment
/// variable [#VARIABLE]. Else `JAVA_HOME` is taken where it is new enough, then the oldest that is
/// among those in the usual folders, since that is the one the server is tested with most.
final class JavaHome {
    static final String PROPERTY = "paddock.testkit.javaHome";
    static final String VARIABLE = "PADDOCK_JAVA_HOME";

    /// The number that counts: 25 of `25.0.1`, 8 of `1.8.0_402`.
    private static final Pattern VERSION = Pattern.compile("\"?(?:1\\.)?(\\d{1,4})[^\"]*\"?");

    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final List<Path> folders;

    /// @param folders where to look for installations, each in a folder of its own
    JavaHome(Map<String, String> properties, Map<String, String> environment, List<Path> folders) {
        this.properties = Map.copyOf(properties);
        this.environment = Map.copyOf(environment);
        this.folders = List.copyOf(folders);
    }

    /// The search on this machine.
    static JavaHome here() {
        String named = System.getProperty(PROPERTY);
        return new JavaHome(
                named == null ? Map.of() : Map.of(PROPERTY, named),
                System.getenv(),
                usualFolders(Path.of(System.getProperty("user.home", ""))));
    }

    /// The home of a Java that is new enough.
    ///
    /// @throws IllegalStateException when there is none; the message says where it was looked for
    Path find() {
        return named("the system property " + PROPERTY, properties.get(PROPERTY))
                .or(() -> named("the variable " + VARIABLE, environment.get(VARIABLE)))
                .or(this::ofTheEnvironment)
                .or(this::installed)
                .orElseThrow(() -> new IllegalStateException(nothingFound()));
    }

    private static Optional<Path> named(String by, @Nullable String home) {
        if (home == null || home.isBlank()) {
            return Optional.empty();
        }
        Path path = Path.of(home);
        OptionalInt version = version(path);
        if (version.isEmpty()) {
            throw new IllegalStateException(
                    by
                            + " names "
                            + home
                            + ", which is no Java: it takes a folder with bin/java and a file"
                            + " 'release', of Java "
                            + ServerHost.JAVA
                            + " or newer");
        }
        if (version.getAsInt() < ServerHost.JAVA) {
            throw new IllegalStateException(
                    by
                            + " names "
                            + home
                            + ", which is Java "
                            + version.getAsInt()
                            + "; the server takes "
                            + ServerHost.JAVA
                            + " or newer");
        }
        return Optional.of(path);
    }

    private Optional<Path> ofTheEnvironment() {
        return Optional.ofNullable(environment.get("JAVA_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .filter(JavaHome::isNewEnough);
    }

    private Optional<Path> installed() {
        return folders.stream()
                .flatMap(folder -> within(folder).stream())
                .filter(JavaHome::isNewEnough)
                .min(
                        Comparator.comparingInt((Path home) -> version(home).orElseThrow())
                                .thenComparing(Comparator.naturalOrder()));
    }

    private String nothingFound() {
        return "the server needs Java "
                + ServerHost.JAVA
                + " or newer, these tests run on "
                + Runtime.version().feature()
                + ", and no other Java was found. Looked at: the system property "
                + PROPERTY
                + " (not set), the variables "
                + VARIABLE
                + " (not set) and JAVA_HOME ("
                + described(environment.get("JAVA_HOME"))
                + "), and what is installed in "
                + String.join(", ", folders.stream().map(Path::toString).toList())
                + ". Set the property or "
                + VARIABLE
                + " to the home of one.";
    }

    private static String described(@Nullable String home) {
        if (home == null || home.isBlank()) {
            return "not set";
        }
        OptionalInt version = version(Path.of(home));
        return home + (version.isPresent() ? ", Java " + version.getAsInt() : ", no Java");
    }

    /// The program that runs the Java of this home.
    static Path program(Path home) {
        Path windows = home.resolve("bin").resolve("java.exe");
        return Files.exists(windows) ? windows : home.resolve("bin").resolve("java");
    }

    private static boolean isNewEnough(Path home) {
        return version(home).orElse(0) >= ServerHost.JAVA;
    }

    /// Empty where this is no home of a Java that says which it is.
    private static OptionalInt version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(program(home)) || !Files.isRegularFile(release)) {
            return OptionalInt.empty();
        }
        Properties said = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            said.load(reader);
        } catch (IOException unreadable) {
            return OptionalInt.empty();
        }
        Matcher version = VERSION.matcher(said.getProperty("JAVA_VERSION", ""));
        return version.matches()
                ? OptionalInt.of(Integer.parseInt(version.group(1)))
                : OptionalInt.empty();
    }

    private static List<Path> within(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> homes = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path each : found) {
                // As macOS nests them, and as build machines do, by processor.
                for (String inner : List.of("", "Contents/Home", "x64", "arm64")) {
                    homes.add(each.resolve(inner));
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return List.of();
        }
        return homes;
    }

    private static List<Path> usualFolders(Path user) {
        Stream<String> ofTheSystem =
                File.separatorChar == '\\'
                        ? Stream.of("C:/Program Files/Java", "C:/Program Files/Eclipse Adoptium")
                        : Stream.of(
                                "/usr/lib/jvm",
                                "/usr/lib64/jvm",
                                "/usr/java",
                                "/opt",
                                "/opt/java",
                                "/opt/hostedtoolcache/Java_Temurin-Hotspot_jdk",
                                "/Library/Java/JavaVirtualMachines");
        Stream<Path> ofTheUser =
                Stream.of(
                                ".sdkman/candidates/java",
                                ".jdks",
                                ".gradle/jdks",
                                "Library/Java/JavaVirtualMachines")
                        .map(user::resolve);
        return Stream.concat(ofTheSystem.map(Path::of), ofTheUser).toList();
    }
}
