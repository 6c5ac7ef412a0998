package paddock.bench;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// Where homes are made.
final class CacheOption {
    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Where homes of Apache ZooKeeper are made (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of(System.getProperty("user.home"), ".cache", "paddock-bench");
}
