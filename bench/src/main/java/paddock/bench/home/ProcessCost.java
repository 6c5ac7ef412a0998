package paddock.bench.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What processes have cost so far, as the operating system counts it (Linux, `/proc`).
///
/// @param cpuNanos user and system time
/// @param rssBytes resident memory now
/// @param peakRssBytes the most that was ever resident
/// @param writtenBytes bytes sent to storage
public record ProcessCost(long cpuNanos, long rssBytes, long peakRssBytes, long writtenBytes) {
    /// `/proc` counts processor time in these; user space has always seen 100 a second.
    static final long NANOS_PER_TICK = 10_000_000;

    private static final ProcessCost NOTHING = new ProcessCost(0, 0, 0, 0);

    /// The sum over the processes; one that is gone counts nothing.
    public static ProcessCost of(List<Long> pids) {
        ProcessCost sum = NOTHING;
        for (long pid : pids) {
            sum = sum.plus(of(Path.of("/proc", Long.toString(pid))));
        }
        return sum;
    }

    private static ProcessCost of(Path proc) {
        try {
            List<String> status = Files.readAllLines(proc.resolve("status"));
            return new ProcessCost(
                    cpuNanos(Files.readString(proc.resolve("stat"))),
                    kilobytes(status, "VmRSS:") * 1024,
                    kilobytes(status, "VmHWM:") * 1024,
                    number(Files.readAllLines(proc.resolve("io")), "write_bytes:"));
        } catch (NoSuchFileException e) {
            return NOTHING;
        } catch (IOException e) {
            throw new HomeException("cannot read " + proc + ": " + e, e);
        }
    }

    /// utime and stime, the 14th and 15th fields; the 2nd, the name, may hold blanks and brackets.
    static long cpuNanos(String stat) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) * NANOS_PER_TICK;
    }

    private static long kilobytes(List<String> lines, String name) {
        return number(lines, name);
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    ProcessCost plus(ProcessCost other) {
        return new ProcessCost(
                cpuNanos + other.cpuNanos,
                rssBytes + other.rssBytes,
                peakRssBytes + other.peakRssBytes,
                writtenBytes + other.writtenBytes);
    }
}
