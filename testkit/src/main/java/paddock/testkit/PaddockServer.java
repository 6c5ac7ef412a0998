package paddock.testkit;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A server for tests, in this JVM, or in one of its own where this one is older than the server
/// needs. Any thread may use it.
///
/// ```java
/// try (var server = PaddockServer.start()) {
///     var client = connect(server.connectString());
///     server.dropConnections();
///     ...
/// }
/// ```
///
/// A JVM of its own is kept until [#close] and ends with this one at the latest. Where it has ended
/// before, all methods that need it say so by an [IllegalStateException], and [#restart] starts
/// another.
public final class PaddockServer implements AutoCloseable {
    private final int port;
    private final boolean ownPort;
    private final Path folder;
    private final Path dataDir;
    private final Path configFile;

    private final ServerHost.Maker hosts;

    /// Guarded by this: null until it is first started.
    private @Nullable ServerHost host;

    /// Guarded by this: it was started and not stopped.
    private boolean started;

    private boolean closed;

    /// Guarded by this: nobody looks at a member that stands still, since that would wait for it.
    private boolean paused;

    /// Guarded by this: whose member it is; null for nobody's.
    private @Nullable PaddockEnsemble ensemble;

    /// Guarded by this: a member that restarts is cut off as before.
    private boolean partitioned;

    private PaddockServer(Builder builder) {
        ownPort = builder.port == 0;
        port = ownPort ? FreePorts.next() : builder.port;
        hosts = builder.hosts;
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

    /// Whether it runs: it was started and not stopped, and its JVM lives.
    public synchronized boolean isRunning() {
        return running() != null;
    }

    // ---- stop and start ----

    /// Stops it as an operator does: what is in flight is answered, connections end, data stays.
    /// Does nothing where it does not run.
    public synchronized void stop() {
        ServerHost running = running();
        started = false;
        paused = false;
        if (running != null) {
            try {
                running.tell("stop");
            } catch (IllegalStateException e) {
                // A JVM that was killed meanwhile is stopped, too.
                if (running.isAlive()) {
                    throw e;
                }
            }
        }
    }

    /// Starts it again on the same port with the same data; stops it before where it runs.
    ///
    /// @throws IllegalStateException when it was closed, when a setting is wrong, the port taken,
    ///   the data of no use, or no Java found that is new enough; the message says which
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("server " + connectString() + " was closed");
        }
        stop();
        livingHost().tell("start " + configFile);
        started = true;
        if (partitioned) {
            tell("partition");
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
            closeHost();
            Folders.remove(folder);
            if (ownPort) {
                FreePorts.giveBack(port);
            }
        }
    }

    private ServerHost livingHost() {
        ServerHost present = host;
        if (present != null && present.isAlive()) {
            return present;
        }
        closeHost();
        ServerHost made = hosts.make(folder);
        host = made;
        return made;
    }

    private void closeHost() {
        ServerHost present = host;
        host = null;
        if (present != null) {
            present.close();
        }
    }

    // ---- faults ----

    /// Closes all connections of clients. Their sessions live on, and they may connect again at
    /// once.
    public void dropConnections() {
        tell("drop");
    }

    /// Has a session expire, with its ephemeral znodes, whatever its client does: the server ends
    /// it, or the leader of its [PaddockEnsemble], as it ends those that it has not heard of for
    /// too long. Its client loses the connection and hears of the end when it comes back; it is
    /// never connected in between. Any member can be asked, wherever the client is.
    ///
    /// @throws IllegalArgumentException when there is no such session
    /// @throws IllegalStateException when the ensemble has no leader for half a minute
    public void expireSession(long sessionId) {
        String id = Long.toHexString(sessionId);
        if (expires(id)) {
            return;
        }
        PaddockEnsemble whole;
        synchronized (this) {
            whole = ensemble;
        }
        if (whole == null) {
            throw new IllegalStateException(
                    "server " + connectString() + " is no leader, and only a leader ends sessions");
        }
        whole.expire(id);
        // One that is cut off does not hear of it.
        if (isWithinReach()) {
            tell("gone " + id);
        }
    }

    /// Ends a session; false where only the leader can.
    boolean expires(String id) {
        return tell("expire " + id).isEmpty();
    }

    /// Stands still, as a process does under SIGSTOP: connections stay, the system accepts further
    /// ones, and nobody is answered until [#resume]. Sessions do not expire meanwhile. What drops
    /// connections or expires sessions waits for [#resume], too.
    public synchronized void pause() {
        tell("pause");
        paused = true;
    }

    /// Goes on after [#pause].
    public synchronized void resume() {
        tell("resume");
        paused = false;
    }

    /// Refuses whoever wants to connect, until [#acceptConnections]; connections that exist stay.
    public void refuseConnections() {
        tell("refuse");
    }

    /// Lets clients connect again after [#refuseConnections].
    public void acceptConnections() {
        tell("accept");
    }

    // ---- as a member of an ensemble ----

    synchronized void belongTo(PaddockEnsemble whole) {
        ensemble = whole;
    }

    synchronized void partition() {
        tell("partition");
        partitioned = true;
    }

    synchronized void heal() {
        partitioned = false;
        if (isRunning()) {
            tell("heal");
        }
    }

    /// Whether it runs, and nothing keeps it from being a member.
    synchronized boolean isWithinReach() {
        return isRunning() && !paused && !partitioned;
    }

    synchronized boolean servesIfItCan() {
        return !isWithinReach() || Look.at(tell("look")).serving();
    }

    synchronized boolean isServingAsLeader() {
        if (!isRunning() || paused) {
            return false;
        }
        Look look = Look.at(tell("look"));
        return look.serving() && look.mode().equals("leader");
    }

    /// What it does, for a message.
    synchronized String standing() {
        String what =
                !isRunning() ? "stopped" : paused ? "paused" : Look.at(tell("look")).peerState();
        return connectString() + " " + what + (partitioned ? ", cut off" : "");
    }

    // ---- the host ----

    private synchronized @Nullable ServerHost running() {
        ServerHost present = host;
        return started && present != null && present.isAlive() ? present : null;
    }

    /// Not synchronized while the command lasts: one that waits for the end of a pause must not
    /// keep others from ending it.
    private String tell(String command) {
        ServerHost present;
        synchronized (this) {
            present = started ? host : null;
        }
        if (present == null) {
            throw new IllegalStateException("server " + connectString() + " is stopped");
        }
        return present.tell(command);
    }

    /// The answer to `look`.
    private record Look(boolean serving, String mode, String peerState) {
        static Look at(String answer) {
            String[] words = answer.split(" ", 3);
            return new Look(words[0].equals("serving"), words[1], words[2]);
        }
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
        private ServerHost.Maker hosts = ServerHost::suitable;
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

        /// Where it runs, for the testkit's own tests.
        Builder hosts(ServerHost.Maker wanted) {
            hosts = wanted;
            return this;
        }

        /// Makes it without starting it: [PaddockServer#restart] does.
        public PaddockServer build() {
            return new PaddockServer(this);
        }

        /// Starts it; clients can connect when this returns.
        ///
        /// @throws IllegalStateException when a setting is wrong, the port taken, the data of no
        ///   use, or no Java found that is new enough; the message says which
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
