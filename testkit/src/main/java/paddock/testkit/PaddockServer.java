package paddock.testkit;

import org.jspecify.annotations.Nullable;

import paddock.server.config.ConfigLoader;
import paddock.server.lifecycle.Faults;
import paddock.server.lifecycle.Server;
import paddock.server.words.ServerView;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// A server in this process, for tests. Any thread may use it.
///
/// ```java
/// try (var server = PaddockServer.start()) {
///     var client = connect(server.connectString());
///     server.dropConnections();
///     ...
/// }
/// ```
public final class PaddockServer implements AutoCloseable {
    private final int port;
    private final boolean ownPort;
    private final Path folder;
    private final Path dataDir;
    private final Path configFile;

    /// Guarded by this: null while it is stopped.
    private @Nullable Server running;

    private boolean closed;

    /// Guarded by this: nobody looks at a member that stands still, since that would wait for it.
    private boolean paused;

    /// Guarded by this: a member that restarts is cut off as before.
    private boolean partitioned;

    private PaddockServer(Builder builder) {
        ownPort = builder.port == 0;
        port = ownPort ? FreePorts.next() : builder.port;
        folder = Folders.temporary();
        Path wanted = builder.dataDir;
        dataDir = wanted == null ? folder.resolve("data") : wanted.toAbsolutePath();
        configFile = folder.resolve("zoo.cfg");
        List<String> lines = new ArrayList<>();
        lines.add("clientPort=" + port);
        // A test's server is nobody else's business.
        lines.add("clientPortAddress=127.0.0.1");
        lines.add("dataDir=" + dataDir);
        builder.config.forEach((key, value) -> lines.add(key + "=" + value));
        Folders.write(configFile, lines);
        if (builder.memberId > 0) {
            Folders.write(dataDir.resolve("myid"), List.of(Integer.toString(builder.memberId)));
        }
    }

    /// Starts a server that stands alone, on a free port and with no data; clients can connect when
    /// this returns.
    public static PaddockServer start() {
        return builder().start();
    }

    /// For a server that differs from what [#start()] starts.
    public static Builder builder() {
        return new Builder();
    }

    /// Where clients connect, as `host:port`. It stays the same as long as the server is not
    /// closed.
    public String connectString() {
        return "127.0.0.1:" + port;
    }

    /// The port of clients.
    public int port() {
        return port;
    }

    /// Where its snapshots and logs are.
    public Path dataDir() {
        return dataDir;
    }

    /// Whether it runs: it was not stopped.
    public synchronized boolean isRunning() {
        return running != null;
    }

    // ---- stop and start ----

    /// Stops it as an operator does: what is in flight is answered, connections end, data stays.
    /// Does nothing where it does not run.
    public synchronized void stop() {
        Server server = running;
        running = null;
        paused = false;
        if (server != null) {
            server.stop();
        }
    }

    /// Starts it again on the same port with the same data; stops it before where it runs.
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("server " + connectString() + " was closed");
        }
        stop();
        running =
                Server.start(
                        ConfigLoader.load(
                                        new String[] {configFile.toString()},
                                        new Properties(),
                                        Map.of())
                                .config());
        if (partitioned) {
            faults().partition();
        }
    }

    /// Stops it for good and removes its data, unless [Builder#dataDir] named the folder.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stop();
        } finally {
            Folders.remove(folder);
            if (ownPort) {
                FreePorts.giveBack(port);
            }
        }
    }

    // ---- faults ----

    /// Closes all connections of clients. Their sessions live on, and they may connect again at
    /// once.
    public void dropConnections() {
        faults().dropConnections();
    }

    /// Has a session expire, with its ephemeral znodes, whatever its client does. Its client loses
    /// the connection and hears of the end when it comes back.
    ///
    /// @throws IllegalArgumentException when there is no such session
    public void expireSession(long sessionId) {
        // It has to run for that, and to say so clearly where it does not.
        faults();
        SessionEnd.of(sessionId, port);
    }

    /// Stands still, as a process does under SIGSTOP: connections stay, the system accepts further
    /// ones, and nobody is answered until [#resume]. Sessions do not expire meanwhile. What drops
    /// connections or expires sessions waits for [#resume], too.
    public synchronized void pause() {
        faults().pause();
        paused = true;
    }

    /// Goes on after [#pause].
    public synchronized void resume() {
        faults().resume();
        paused = false;
    }

    /// Refuses whoever wants to connect, until [#acceptConnections]; connections that exist stay.
    public void refuseConnections() {
        faults().refuseConnections();
    }

    /// Lets clients connect again after [#refuseConnections].
    public void acceptConnections() {
        faults().acceptConnections();
    }

    // ---- as a member of an ensemble ----

    synchronized void partition() {
        faults().partition();
        partitioned = true;
    }

    synchronized void heal() {
        partitioned = false;
        if (running != null) {
            faults().heal();
        }
    }

    /// Whether it runs, and nothing keeps it from being a member.
    synchronized boolean isWithinReach() {
        return running != null && !paused && !partitioned;
    }

    synchronized boolean servesIfItCan() {
        Server server = running;
        return !isWithinReach() || server == null || server.view().serving();
    }

    synchronized boolean isServingAs(ServerView.Mode mode) {
        Server server = running;
        return server != null && !paused && server.view().serving() && server.view().mode() == mode;
    }

    /// What it does, for a message.
    synchronized String standing() {
        Server server = running;
        String what =
                server == null
                        ? "stopped"
                        : paused ? "paused" : server.view().peerState().orElse("alone");
        return connectString() + " " + what + (partitioned ? ", cut off" : "");
    }

    private synchronized Faults faults() {
        Server server = running;
        if (server == null) {
            throw new IllegalStateException("server " + connectString() + " is stopped");
        }
        return server.faults();
    }

    @Override
    public String toString() {
        return "PaddockServer[" + connectString() + ", " + dataDir + "]";
    }

    /// Puts a server together. What is not said is as in an empty configuration, except that
    /// nothing is forced to disk: a test's data does not outlive a power cut.
    public static final class Builder {
        private int port;
        private int memberId;
        private @Nullable Path dataDir;
        private final Map<String, String> config = new LinkedHashMap<>();

        private Builder() {
            config.put("forceSync", "no");
            config.put("preAllocSize", "64");
            config.put("4lw.commands.whitelist", "*");
            config.put("maxClientCnxns", "0");
        }

        /// The port of clients; 0, the default, chooses a free one.
        ///
        /// @throws IllegalArgumentException unless it is 0 to 65535
        public Builder port(int wanted) {
            if (wanted < 0 || wanted > 65_535) {
                throw new IllegalArgumentException("port " + wanted + " is not in 0..65535");
            }
            port = wanted;
            return this;
        }

        /// The unit of time: sessions last 2 to 20 ticks.
        ///
        /// @throws IllegalArgumentException unless it is positive
        public Builder tickTimeMillis(int millis) {
            if (millis <= 0) {
                throw new IllegalArgumentException(
                        "a tick of " + millis + " ms; it takes 1 or more");
            }
            return config("tickTime", Integer.toString(millis));
        }

        /// A key of the configuration file, as in docs/configuration.md.
        public Builder config(String key, String value) {
            config.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /// Where its data is, which then stays when the server is closed.
        public Builder dataDir(Path folder) {
            dataDir = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /// Which of the `server.N` it is.
        Builder memberId(int id) {
            memberId = id;
            return this;
        }

        /// Makes it without starting it: [PaddockServer#restart] does.
        public PaddockServer build() {
            return new PaddockServer(this);
        }

        /// Starts it; clients can connect when this returns.
        ///
        /// @throws RuntimeException when a setting is wrong, the port taken or the data of no use;
        ///   the message says which
        public PaddockServer start() {
            PaddockServer server = build();
            try {
                server.restart();
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        }
    }
}
