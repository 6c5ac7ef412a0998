package paddock.bench;

import paddock.bench.home.ApacheHome;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;

/// Makes a home of the released Apache ZooKeeper and prints where.
@Command(
        name = "apache-home",
        mixinStandardHelpOptions = true,
        description = "Makes a home of Apache ZooKeeper from Maven Central's jars.")
final class ApacheHomeCommand implements Runnable {
    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The release (default: ${DEFAULT-VALUE}).")
    String version = ApacheHome.DEFAULT_VERSION;

    @Mixin CacheOption cache = new CacheOption();

    @Mixin Console console = new Console();

    @Override
    public void run() {
        PrintWriter out = console.out();
        out.println(ApacheHome.ensure(cache.folder, version));
        out.flush();
    }
}
