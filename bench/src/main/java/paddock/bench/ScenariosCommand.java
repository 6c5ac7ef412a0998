package paddock.bench;

import paddock.bench.scenario.Scenarios;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.PrintWriter;

/// Lists what can be measured.
@Command(name = "scenarios", mixinStandardHelpOptions = true, description = "Lists the scenarios.")
final class ScenariosCommand implements Runnable {
    @Mixin Console console = new Console();

    @Override
    public void run() {
        PrintWriter out = console.out();
        Scenarios.all().forEach(each -> out.printf("%-22s %s%n", each.name(), each.summary()));
        out.printf("%-22s %s%n", "mixed:READS/UPDATES", "reads and updates mixed, mixed:90/10 say");
        out.flush();
    }
}
