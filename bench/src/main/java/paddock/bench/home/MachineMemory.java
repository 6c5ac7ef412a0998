package paddock.bench.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What memory this machine has (Linux, `/proc`).
public final class MachineMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private MachineMemory() {}

    /// All of it, in MiB.
    public static long megabytes() {
        try {
            return parse(Files.readString(MEMINFO));
        } catch (IOException e) {
            throw new HomeException("cannot read " + MEMINFO + ": " + e, e);
        }
    }

    static long parse(String meminfo) {
        return meminfo.lines()
                        .filter(line -> line.startsWith("MemTotal:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow(() -> new HomeException("no MemTotal in " + MEMINFO))
                / 1024;
    }
}
