package paddock.bench.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Finds the home that a user means.
public final class Homes {
    private static final String APACHE = "apache";

    private Homes() {}

    /// `echo`, `apache`, `apache:VERSION`, or a folder that holds `bin/zkServer.sh` or Apache
    /// ZooKeeper's jars in `lib/`. Apache homes are made in `cache`.
    public static Home find(String text, Path cache) {
        if (text.equals("echo")) {
            return new Home.Echo();
        }
        if (text.equals(APACHE) || text.startsWith(APACHE + ":")) {
            String version =
                    text.equals(APACHE)
                            ? ApacheHome.DEFAULT_VERSION
                            : text.substring(APACHE.length() + 1);
            return new Home.ApacheJars("apache-" + version, ApacheHome.ensure(cache, version));
        }
        Path folder = Path.of(text).toAbsolutePath().normalize();
        String label = String.valueOf(folder.getFileName());
        if (Files.isExecutable(folder.resolve(Home.Scripted.SCRIPT))) {
            return new Home.Scripted(label, folder);
        }
        if (holdsServerJar(folder.resolve("lib"))) {
            return new Home.ApacheJars(label, folder);
        }
        throw new HomeException(
                "'%s' is no home: expected echo, apache, apache:VERSION, or a folder with %s or lib/zookeeper-*.jar"
                        .formatted(text, Home.Scripted.SCRIPT));
    }

    private static boolean holdsServerJar(Path lib) {
        if (!Files.isDirectory(lib)) {
            return false;
        }
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.anyMatch(jar -> ApacheHome.isServerJar(jar.getFileName().toString()));
        } catch (IOException e) {
            throw new HomeException("cannot list " + lib + ": " + e, e);
        }
    }
}
