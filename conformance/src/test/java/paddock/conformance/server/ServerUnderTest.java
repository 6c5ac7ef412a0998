package paddock.conformance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A standalone server in a process of its own, on a loopback port of its own.
///
/// The data folder stays over [#stop], [#kill] and [#start]; [#close] removes everything.
public final class ServerUnderTest implements AutoCloseable {
    /// Ports that are free and have an owner all the same, who has not opened them yet.
    private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final ServerKind kind;
    private final ServerOptions options;
    private final List<String> prefix;
    private final Path folder;
    private final Path data;
    private final boolean ownsData;
    private final int port;
    private ChildProcess process;

    private ServerUnderTest(
            ServerKind kind,
            ServerOptions options,
            List<String> prefix,
            Path data,
            boolean ownsData) {
        this.kind = kind;
        this.options = options;
        this.prefix = prefix;
        this.data = data;
        this.ownsData = ownsData;
        try {
            this.folder = Files.createTempDirectory("conformance-" + kind + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.port = freePort();
        this.process = launch();
    }

    /// Starts a server on an empty folder and waits until it serves.
    public static ServerUnderTest start(ServerKind kind, ServerOptions options) {
        try {
            return new ServerUnderTest(
                    kind, options, List.of(), Files.createTempDirectory("conformance-data-"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a server on a data folder that belongs to somebody else, and waits until it serves.
    public static ServerUnderTest startOn(ServerKind kind, ServerOptions options, Path data) {
        return startOn(kind, options, List.of(), data);
    }

    /// The same, with something that its command begins with.
    public static ServerUnderTest startOn(
            ServerKind kind, ServerOptions options, List<String> prefix, Path data) {
        return new ServerUnderTest(kind, options, prefix, data, false);
    }

    public ServerKind kind() {
        return kind;
    }

    /// Where clients connect to.
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public int port() {
        return port;
    }

    /// How a connect string names it.
    public String connectString() {
        return "127.0.0.1:" + port;
    }

    /// The configured `dataDir`.
    public Path data() {
        return data;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// What the server has printed in all its runs.
    public String log() {
        return process.log();
    }

    /// The end of [#log].
    public String logTail() {
        return process.tail();
    }

    /// Starts it again on the same port and data.
    public void start() {
        process = launch();
    }

    /// Ends it as a service manager would. Returns the exit code.
    public int stop() {
        return process.terminate(STOP_LIMIT);
    }

    /// Waits until it ends by itself. Returns the exit code.
    public int awaitEnd() {
        return process.waitFor(STOP_LIMIT);
    }

    /// `kill -9`.
    public void kill() {
        process.kill();
    }

    /// SIGSTOP: it does nothing any more, and its connections stay.
    public void suspend() {
        process.signal("STOP");
    }

    /// SIGCONT.
    public void resume() {
        process.signal("CONT");
    }

    /// Resident memory of the process now, in bytes.
    public long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("no VmRSS in /proc/" + pid() + "/status");
    }

    /// Sends a four-letter word and returns all of the answer.
    public String fourLetterWord(String word) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(10_000);
            socket.connect(address(), 10_000);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(word + " to " + kind, e);
        }
    }

    @Override
    public void close() {
        process.close();
        Folders.delete(folder);
        if (ownsData) {
            Folders.delete(data);
        }
    }

    private ChildProcess launch() {
        Path config = folder.resolve("zoo.cfg");
        var lines = new ArrayList<String>();
        lines.add("dataDir=" + data);
        lines.add("clientPort=" + port);
        lines.add("clientPortAddress=127.0.0.1");
        options.keys().forEach((name, value) -> lines.add(name + "=" + value));
        try {
            Files.write(config, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = new ArrayList<>(prefix);
        command.addAll(ServerCommand.of(kind, options, config));
        var started = ChildProcess.start(command, folder, folder.resolve("server.log"));
        awaitServing(started);
        return started;
    }

    private void awaitServing(ChildProcess started) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (!started.isAlive()) {
                throw new IllegalStateException(
                        kind + " ended instead of serving:\n" + started.tail());
            }
            if (serves()) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        String tail = started.tail();
        started.kill();
        throw new IllegalStateException(
                kind + " does not serve after " + START_LIMIT + ":\n" + tail);
    }

    private boolean serves() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(2_000);
            socket.connect(address(), 2_000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.ISO_8859_1));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.contains("Mode: standalone");
        } catch (IOException e) {
            return false;
        }
    }

    /// A port nobody listens on at the moment, below those the system hands to outgoing
    /// connections, so that it is still free when a server restarts on it.
    public static int freePort() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            if (isFree(candidate) && HANDED_OUT.add(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free port in 12000..32000");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
