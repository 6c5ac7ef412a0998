package paddock.conformance.ensemble;

import paddock.conformance.server.Folders;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/// An ensemble of processes. Members have the ids 1, 2, … in the order they are named, voters
/// first; none runs until it is started. [#close] kills them all and removes their data.
public final class EnsembleUnderTest implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path folder;
    private final List<MemberUnderTest> members = new ArrayList<>();

    private EnsembleUnderTest(
            ServerOptions options,
            List<ServerKind> voters,
            List<ServerKind> observers,
            IntFunction<Place> places) {
        try {
            folder = Files.createTempDirectory("conformance-ensemble-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        voters.forEach(kind -> add(kind, false, options, places));
        observers.forEach(kind -> add(kind, true, options, places));
        List<String> lines = members.stream().map(MemberUnderTest::serverLine).toList();
        members.forEach(member -> member.configure(lines));
    }

    private void add(
            ServerKind kind, boolean observer, ServerOptions options, IntFunction<Place> places) {
        int id = members.size() + 1;
        members.add(
                new MemberUnderTest(
                        id, kind, observer, places.apply(id), options, folder.resolve("m" + id)));
    }

    /// A server that knows the others and that they do not know: it wants to join them.
    MemberUnderTest newcomer(ServerOptions options, ServerKind kind) {
        List<String> lines = new ArrayList<>();
        members.forEach(member -> lines.add(member.serverLine()));
        add(kind, false, options, id -> Place.LOOPBACK);
        MemberUnderTest newcomer = members.getLast();
        lines.add(newcomer.serverLine());
        newcomer.configure(lines);
        return newcomer;
    }

    /// Voters of these kinds on the loopback device.
    public static EnsembleUnderTest of(ServerOptions options, ServerKind... voters) {
        return new EnsembleUnderTest(options, List.of(voters), List.of(), id -> Place.LOOPBACK);
    }

    /// Voters and observers of these kinds on the loopback device.
    public static EnsembleUnderTest of(
            ServerOptions options, List<ServerKind> voters, List<ServerKind> observers) {
        return new EnsembleUnderTest(options, voters, observers, id -> Place.LOOPBACK);
    }

    /// Voters at places of their own.
    public static EnsembleUnderTest at(
            IntFunction<Place> places, ServerOptions options, List<ServerKind> voters) {
        return at(places, options, voters, List.of());
    }

    /// Voters and observers at places of their own.
    public static EnsembleUnderTest at(
            IntFunction<Place> places,
            ServerOptions options,
            List<ServerKind> voters,
            List<ServerKind> observers) {
        return new EnsembleUnderTest(options, voters, observers, places);
    }

    /// Short ticks, long sessions, and what every test wants of a server.
    public static ServerOptions options() {
        return ServerOptions.standard()
                .key("tickTime", "500")
                .key("initLimit", "40")
                .key("syncLimit", "10")
                .key("minSessionTimeout", "1000")
                .key("maxSessionTimeout", "120000")
                .property("zookeeper.extendedTypesEnabled", "true");
    }

    public List<MemberUnderTest> members() {
        return List.copyOf(members);
    }

    public MemberUnderTest member(int id) {
        return members.get(id - 1);
    }

    /// Starts all that do not run and waits until each has its place.
    public void startAll() {
        members.stream().filter(member -> !member.isRunning()).forEach(MemberUnderTest::start);
        awaitSettled();
        for (MemberUnderTest member : members) {
            if (!member.isRunning()) {
                throw new IllegalStateException(member + " has ended:" + logTails());
            }
        }
    }

    /// Starts all members, which have equal data, so that `leader` leads: it must have the largest
    /// id of a quorum, which is up before the rest.
    public void startLedBy(int leader) {
        long quorum = members.stream().filter(member -> !member.isObserver()).count() / 2 + 1;
        for (int id = leader; id > leader - quorum; id--) {
            member(id).start();
        }
        awaitSettled();
        startAll();
        if (leader().id() != leader) {
            throw new IllegalStateException(leader() + " leads instead of " + leader);
        }
    }

    /// Waits until one of the members that are awake leads and all others follow or observe.
    public void awaitSettled() {
        await("settle", this::isSettled);
    }

    /// Whether this member leads, and all others that are awake follow or observe.
    boolean isSettledOn(MemberUnderTest leading) {
        return leading.mode() == Mode.LEADER && isSettled();
    }

    private boolean isSettled() {
        int leaders = 0;
        for (MemberUnderTest member : members) {
            if (!member.isAwake()) {
                continue;
            }
            Mode mode = member.mode();
            if (!mode.serves()) {
                return false;
            }
            leaders += mode == Mode.LEADER ? 1 : 0;
        }
        return leaders == 1;
    }

    /// Waits until something holds that the ensemble does by itself.
    public void await(String what, BooleanSupplier condition) {
        await(what, LIMIT, condition);
    }

    void await(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the ensemble did not %s within %s:%s".formatted(what, atMost, logTails()));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String logTails() {
        var text = new StringBuilder();
        for (MemberUnderTest member : members) {
            text.append("\n--- ").append(member).append(": ").append(member.mode()).append('\n');
            text.append(member.logTail());
        }
        return text.toString();
    }

    /// The member that leads now.
    public MemberUnderTest leader() {
        return members.stream()
                .filter(member -> member.mode() == Mode.LEADER)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody leads:" + logTails()));
    }

    /// A voter that does not lead now.
    public MemberUnderTest follower() {
        return members.stream()
                .filter(member -> member.mode() == Mode.FOLLOWER)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody follows:" + logTails()));
    }

    /// Where clients connect to.
    public List<InetSocketAddress> addresses() {
        return members.stream().map(MemberUnderTest::address).toList();
    }

    /// Ends all members that run as a service manager would, learners first.
    public void stopAll() {
        members.stream()
                .filter(MemberUnderTest::isRunning)
                .filter(member -> member.mode() != Mode.LEADER)
                .forEach(MemberUnderTest::stop);
        members.stream().filter(MemberUnderTest::isRunning).forEach(MemberUnderTest::stop);
    }

    @Override
    public void close() {
        members.forEach(MemberUnderTest::close);
        Folders.delete(folder);
    }
}
