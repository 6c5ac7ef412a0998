package paddock.bench.home;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server under test: its own process group on its own folder and loopback port.
///
/// Closing it kills it and removes the folder; nothing of a run is left behind, also when the run
/// itself is interrupted.
public final class ServerProcess implements Servers {
    /// Of a server that stands alone.
    public static final int TICK_MILLIS = 3000;

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final long REFUSED_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long HUNG_UP_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int LOG_LINES = 15;

    /// Variables of the user's that would set one server's knobs and not the other's.
    private static final Set<String> FOREIGN_SETTINGS =
            Set.of(
                    "CLASSPATH",
                    "JAVA_TOOL_OPTIONS",
                    "JDK_JAVA_OPTIONS",
                    "JMXPORT",
                    "JVMFLAGS",
                    "ZOOCFG",
                    "ZOOCFGDIR",
                    "ZOOPIDFILE",
                    "ZOO_LOG4J_PROP",
                    "ZOO_NOEXEC");

    private static final String CONFIG =
            """
            dataDir=%s
            clientPort=%d
            clientPortAddress=127.0.0.1
            maxClientCnxns=0
            maxSessionTimeout=600000
            admin.enableServer=false
            4lw.commands.whitelist=*
            forceSync=%s
            autopurge.snapRetainCount=3
            autopurge.purgeInterval=1
            """;

    /// What a server that stands alone has besides.
    private static final List<String> ALONE = List.of("tickTime=" + TICK_MILLIS);

    private final Home home;
    private final Knobs knobs;
    private final Path folder;
    private final Path config;
    private final Path log;
    private final InetSocketAddress address;
    private final List<String> furtherLines;
    private final Thread hook = new Thread(this::kill);
    private Process process;
    private long executedAt;

    private ServerProcess(
            Home home,
            Knobs knobs,
            Path folder,
            InetSocketAddress address,
            List<String> furtherLines)
            throws IOException {
        this.home = home;
        this.knobs = knobs.withJvmFlag(GcPauses.LOG_FLAG);
        this.folder = folder;
        this.address = address;
        this.furtherLines = List.copyOf(furtherLines);
        this.config = folder.resolve("zoo.cfg");
        this.log = folder.resolve("server.log");
        writeConfig(knobs.snapCount());
        Files.createDirectories(folder.resolve("data"));
        Files.createDirectory(folder.resolve("logs"));
        process = execute();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void writeConfig(int snapCount) throws IOException {
        Files.writeString(
                config,
                CONFIG.formatted(
                                folder.resolve("data"),
                                address.getPort(),
                                knobs.forceSync() ? "yes" : "no")
                        + (snapCount > 0 ? "snapCount=" + snapCount + "\n" : "")
                        + (knobs.backlog() > 0
                                ? "clientPortListenBacklog=" + knobs.backlog() + "\n"
                                : "")
                        + String.join("\n", furtherLines)
                        + "\n");
    }

    /// Starts a server on fresh data in a new folder under `work`; it may not serve yet.
    public static ServerProcess start(Home home, Knobs knobs, Path work) {
        try {
            Files.createDirectories(work);
            Path folder = Files.createTempDirectory(work, home.label() + "-");
            return new ServerProcess(home, knobs, folder, freeAddress(), ALONE);
        } catch (IOException e) {
            throw new HomeException("cannot start " + home.label() + ": " + e, e);
        }
    }

    /// Starts a member of an ensemble in a new folder under `work`.
    ///
    /// @param furtherLines of its configuration: ticks, limits and all members
    static ServerProcess startMember(
            Home home,
            Knobs knobs,
            Path work,
            int id,
            InetSocketAddress address,
            List<String> furtherLines) {
        try {
            Files.createDirectories(work);
            Path folder = Files.createTempDirectory(work, home.label() + "-" + id + "-");
            Files.createDirectory(folder.resolve("data"));
            Files.writeString(folder.resolve("data/myid"), id + "\n");
            return new ServerProcess(home, knobs, folder, address, furtherLines);
        } catch (IOException e) {
            throw new HomeException("cannot start " + home.label() + " " + id + ": " + e, e);
        }
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
    }

    private Process execute() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(home.command(config, address.getPort(), knobs))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeAll(FOREIGN_SETTINGS);
        builder.environment().putAll(home.environment(config, knobs));
        executedAt = System.nanoTime();
        return builder.start();
    }

    /// Waits until the server says `imok`, which it may do before it serves clients.
    ///
    /// @return the time since its process was executed
    public Duration awaitImok() {
        return awaitThat("say imok", () -> FourLetterWord.ask(address, "ruok").equals("imok"));
    }

    /// Waits until `probe` holds; an [IOException] of it means not yet.
    ///
    /// @return the time since the server's process was executed
    public Duration awaitThat(String what, Probe probe) {
        while (true) {
            long pause = HUNG_UP_PAUSE_NANOS;
            try {
                if (probe.holds()) {
                    return Duration.ofNanos(System.nanoTime() - executedAt);
                }
            } catch (ConnectException e) {
                pause = REFUSED_PAUSE_NANOS; // Nobody listens yet; asking costs the server nothing.
            } catch (IOException e) {
                pause = HUNG_UP_PAUSE_NANOS; // It listens and does not serve yet; do not pester it.
            }
            if (!process.isAlive()) {
                throw new HomeException(
                        "%s ended with code %d before it could %s:%n%s"
                                .formatted(
                                        home.label(), process.exitValue(), what, lastLogLines()));
            }
            if (System.nanoTime() - executedAt > START_LIMIT.toNanos()) {
                throw new HomeException(
                        "%s did not %s within %s:%n%s"
                                .formatted(home.label(), what, START_LIMIT, lastLogLines()));
            }
            LockSupport.parkNanos(pause);
        }
    }

    /// A question whose answer may need a server that listens.
    @FunctionalInterface
    public interface Probe {
        boolean holds() throws IOException;
    }

    /// Kills the server as a power cut would, and executes it again on the same data.
    public void crashAndRestart() {
        kill();
        restart();
    }

    /// The same with another number of transactions between snapshots.
    public void crashAndRestart(int snapCount) {
        kill();
        try {
            writeConfig(snapCount);
        } catch (IOException e) {
            throw new HomeException("cannot write " + config + ": " + e, e);
        }
        restart();
    }

    /// Asks the server to end as a service manager would. Returns at once.
    public void terminate() {
        ProcessHandle.of(javaPid()).ifPresent(ProcessHandle::destroy);
    }

    /// Executes it again on the same data, after it was killed or has ended.
    public void restart() {
        try {
            process = execute();
        } catch (IOException e) {
            throw new HomeException("cannot restart " + home.label() + ": " + e, e);
        }
    }

    /// Where it serves clients.
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return List.of(address);
    }

    /// What it says it is: leader, follower, standalone and so on; empty while it does not serve.
    public Optional<String> mode() {
        try {
            return FourLetterWord.ask(address, "srvr")
                    .lines()
                    .filter(line -> line.startsWith("Mode: "))
                    .map(line -> line.substring("Mode: ".length()))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// How long it has looked for a leader in all its elections, in milliseconds, as it says
    /// itself.
    public double electionMillis() {
        return figure("zk_sum_election_time");
    }

    /// How many learners it has sent a snapshot, as it says itself.
    public double snapshotsSent() {
        return figure("zk_snap_count");
    }

    private double figure(String name) {
        String begin = name + "\t";
        try {
            return FourLetterWord.ask(address, "mntr")
                    .lines()
                    .filter(line -> line.startsWith(begin))
                    .mapToDouble(line -> Double.parseDouble(line.substring(begin.length())))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new HomeException(home.label() + " does not tell " + name + ": " + e, e);
        }
    }

    /// The names of the snapshots that its folder holds.
    public Set<String> snapshotFiles() {
        try (Stream<Path> files = Files.list(folder.resolve("data/version-2"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("snapshot."))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new HomeException("cannot list the data of " + home.label() + ": " + e, e);
        }
    }

    @Override
    public ProcessCost cost() {
        return ProcessCost.of(pids());
    }

    @Override
    public GcPauses gcPauses() {
        return GcPauses.in(folder);
    }

    /// What its heap holds after a full collection.
    public LiveHeap liveHeap() {
        return LiveHeap.of(knobs, javaPid());
    }

    /// What it holds on to now.
    public Footprint footprint() {
        return Footprint.of(javaPid(), liveHeapBytes(), cost().rssBytes(), folder.resolve("data"));
    }

    @Override
    public long liveHeapBytes() {
        return liveHeap().bytes();
    }

    @Override
    public void startProfile() {
        Jcmd.run(knobs, javaPid(), "JFR.start", "name=bench", "settings=profile");
    }

    @Override
    public void stopProfile(Path file) {
        // The server has another folder, and says nothing of one that is not there.
        Path absolute = file.toAbsolutePath();
        try {
            Files.createDirectories(absolute.getParent());
        } catch (IOException e) {
            throw new HomeException("cannot write " + absolute + ": " + e, e);
        }
        String answer =
                Jcmd.run(knobs, javaPid(), "JFR.stop", "name=bench", "filename=" + absolute);
        if (!Files.exists(absolute)) {
            throw new HomeException("no flight recording " + absolute + ": " + answer);
        }
    }

    private List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        pids.add(process.pid());
        process.descendants().forEach(child -> pids.add(child.pid()));
        return pids;
    }

    /// The JVM's: the process itself, or the youngest child of a script that did not `exec` it.
    private long javaPid() {
        return pids().getLast();
    }

    private String lastLogLines() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /// Kills the server as a power cut would.
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // The hook is running and does the same.
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new HomeException("cannot remove " + folder + ": " + e, e);
        }
    }
}
