package paddock.conformance.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.conformance.raw.NoAnswerException;
import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.RequestFailedException;
import paddock.conformance.server.ChildProcess;
import paddock.conformance.server.Folders;
import paddock.conformance.server.ServerCommand;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.ConnectRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One member of an ensemble: an id, ports and a data folder, and a process while it runs.
public final class MemberUnderTest implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WORD_MILLIS = 1_000;

    private final int id;
    private final boolean observer;
    private final Place place;
    private final ServerOptions options;
    private final Path folder;
    private final int clientPort = ServerUnderTest.freePort();
    private int quorumPort = ServerUnderTest.freePort();
    private int electionPort = ServerUnderTest.freePort();
    private ServerKind kind;
    private List<String> serverLines = List.of();
    private @Nullable ChildProcess process;
    private boolean suspended;

    MemberUnderTest(
            int id,
            ServerKind kind,
            boolean observer,
            Place place,
            ServerOptions options,
            Path folder) {
        this.id = id;
        this.kind = kind;
        this.observer = observer;
        this.place = place;
        this.options = options;
        this.folder = folder;
        try {
            Files.createDirectories(data());
            Files.writeString(data().resolve("myid"), id + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How the configuration of every member names it.
    String serverLine() {
        return serverLine(observer ? ":observer" : "") + (isReconfigurable() ? clientPart() : "");
    }

    /// How a change of membership names it, in that role.
    String joiningLine(String role) {
        return serverLine(":" + role) + clientPart();
    }

    /// How a change of membership names it that gives it other ports for the other servers.
    String movingLine() {
        quorumPort = ServerUnderTest.freePort();
        electionPort = ServerUnderTest.freePort();
        return joiningLine("participant");
    }

    private String serverLine(String role) {
        return "server.%d=%s:%d:%d%s".formatted(id, place.host(), quorumPort, electionPort, role);
    }

    private String clientPart() {
        return ";%s:%d".formatted(place.host(), clientPort);
    }

    private boolean isReconfigurable() {
        return "true".equals(options.keys().get("reconfigEnabled"));
    }

    void configure(List<String> lines) {
        serverLines = List.copyOf(lines);
    }

    public int id() {
        return id;
    }

    public ServerKind kind() {
        return kind;
    }

    public boolean isObserver() {
        return observer;
    }

    public Place place() {
        return place;
    }

    /// Where clients connect to.
    public InetSocketAddress address() {
        return new InetSocketAddress(place.host(), clientPort);
    }

    /// Where other servers talk to it: the port for learners and the one for votes.
    List<InetSocketAddress> peerAddresses() {
        return List.of(
                new InetSocketAddress(place.host(), quorumPort),
                new InetSocketAddress(place.host(), electionPort));
    }

    /// The configured `dataDir`.
    public Path data() {
        return folder.resolve("data");
    }

    /// Whether its process is there, be it suspended.
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /// Whether it can answer.
    boolean isAwake() {
        return isRunning() && !suspended;
    }

    /// Lets the other kind of server run on its folder from the next start on.
    public void become(ServerKind next) {
        if (isRunning()) {
            throw new IllegalStateException("member " + id + " is running");
        }
        kind = next;
    }

    /// Starts its process; it may not serve yet.
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException("member " + id + " is running");
        }
        Path config = folder.resolve("zoo.cfg");
        if (!isReconfigurable() || !Files.exists(config)) {
            write(config);
        }
        var command = new ArrayList<>(place.prefix());
        command.addAll(ServerCommand.of(kind, options, config));
        process = ChildProcess.start(command, folder, folder.resolve("server.log"));
        suspended = false;
    }

    /// A server whose membership can change writes this file itself from then on.
    private void write(Path config) {
        var lines = new ArrayList<String>();
        lines.add("dataDir=" + data());
        lines.add("clientPort=" + clientPort);
        lines.add("clientPortAddress=" + place.host());
        options.keys().forEach((name, value) -> lines.add(name + "=" + value));
        lines.addAll(serverLines);
        try {
            Files.write(config, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGTERM, and waits for the end. Returns the exit code.
    public int stop() {
        return running().terminate(LIMIT);
    }

    /// SIGTERM without waiting; [#awaitEnd] does.
    public void askToStop() {
        running().signal("TERM");
    }

    public int awaitEnd() {
        return running().waitFor(LIMIT);
    }

    /// `kill -9`, also while suspended.
    public void kill() {
        running().kill();
        suspended = false;
    }

    /// SIGSTOP: it does nothing any more, and its connections stay.
    public void suspend() {
        running().signal("STOP");
        suspended = true;
    }

    /// SIGCONT.
    public void resume() {
        running().signal("CONT");
        suspended = false;
    }

    private ChildProcess running() {
        if (process == null) {
            throw new IllegalStateException("member " + id + " was never started");
        }
        return process;
    }

    /// Forgets all data but the id, as after the loss of its disk.
    public void loseData() {
        if (isRunning()) {
            throw new IllegalStateException("member " + id + " is running");
        }
        Folders.delete(data().resolve("version-2"));
    }

    /// What it is now.
    public Mode mode() {
        return isAwake() ? Mode.in(word("srvr")) : Mode.NONE;
    }

    /// The answer to a four-letter word, or nothing when it gives none soon.
    public String word(String word) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(WORD_MILLIS);
            socket.connect(address(), WORD_MILLIS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /// A new session on this member, as soon as it gives one.
    public RawSession session(int timeoutMillis) {
        return connect(new ConnectRequest(0, 0, timeoutMillis, 0, new byte[16], false, true));
    }

    /// Takes an existing session over to this member.
    public RawSession adopt(RawSession session) {
        return connect(
                new ConnectRequest(
                        0,
                        session.lastZxid(),
                        session.timeoutMillis(),
                        session.sessionId(),
                        session.password(),
                        false,
                        true));
    }

    private RawSession connect(ConnectRequest request) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return RawSession.connect(address(), request, Math.toIntExact(LIMIT.toMillis()));
            } catch (UncheckedIOException | NoAnswerException e) {
                giveUpAfter(deadline, e);
            } catch (RequestFailedException e) {
                if (e.code() != 0) {
                    throw e;
                }
                giveUpAfter(deadline, e);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void giveUpAfter(long deadline, RuntimeException e) {
        if (System.nanoTime() > deadline || !isAwake()) {
            throw new IllegalStateException("no session on " + this + ":\n" + logTail(), e);
        }
    }

    /// What it has printed in all its runs, whoever ran.
    public String log() {
        return process == null ? "" : process.log();
    }

    String logTail() {
        return process == null ? "never started" : process.tail();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    public String toString() {
        return "member %d (%s%s at %s)"
                .formatted(id, kind, observer ? ", observer" : "", address());
    }
}
