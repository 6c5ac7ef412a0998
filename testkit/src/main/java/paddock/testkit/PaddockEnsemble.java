package paddock.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An ensemble for tests, whose members run where a [PaddockServer] does. Any thread may use it.
///
/// Members are servers like any other: each can be stopped, restarted and paused by itself. Cut off
/// from the others by [#partition], a member is still within reach of its clients.
public final class PaddockEnsemble implements AutoCloseable {
    /// Ten times what an election takes on a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_NANOS = 2_000_000;

    private final List<PaddockServer> servers;
    private final List<Integer> linkPorts;

    private PaddockEnsemble(List<PaddockServer> servers, List<Integer> linkPorts) {
        this.servers = List.copyOf(servers);
        this.linkPorts = List.copyOf(linkPorts);
    }

    /// Starts an ensemble of so many voting members; clients are served when this returns.
    ///
    /// @throws IllegalArgumentException unless there are 2 to 15
    public static PaddockEnsemble start(int members) {
        return start(members, ServerHost::suitable);
    }

    static PaddockEnsemble start(int members, ServerHost.Maker hosts) {
        if (members < 2 || members > 15) {
            throw new IllegalArgumentException("an ensemble of " + members + "; it takes 2 to 15");
        }
        List<Integer> ports =
                IntStream.range(0, 2 * members).mapToObj(each -> FreePorts.next()).toList();
        List<PaddockServer> servers = new ArrayList<>();
        try {
            for (int i = 0; i < members; i++) {
                servers.add(member(i, ports, hosts));
            }
            var ensemble = new PaddockEnsemble(servers, ports);
            servers.forEach(each -> each.belongTo(ensemble));
            ensemble.awaitServing();
            return ensemble;
        } catch (RuntimeException e) {
            servers.forEach(PaddockServer::close);
            ports.forEach(FreePorts::giveBack);
            throw e;
        }
    }

    private static PaddockServer member(int index, List<Integer> ports, ServerHost.Maker hosts) {
        var builder =
                PaddockServer.builder()
                        .tickTimeMillis(200)
                        .config("initLimit", "50")
                        .config("syncLimit", "10")
                        .memberId(index + 1)
                        .hosts(hosts);
        for (int i = 0; i < ports.size() / 2; i++) {
            builder.config(
                    "server." + (i + 1),
                    "127.0.0.1:" + ports.get(2 * i) + ":" + ports.get(2 * i + 1));
        }
        return builder.start();
    }

    /// Its members; the id of each is its place, counted from 1.
    public List<PaddockServer> servers() {
        return servers;
    }

    /// Where clients connect: all members, `host:port,host:port`.
    public String connectString() {
        return servers.stream().map(PaddockServer::connectString).collect(Collectors.joining(","));
    }

    /// The member that leads and serves; waits for one where there is none yet.
    ///
    /// @throws IllegalStateException when none leads after half a minute
    public PaddockServer leader() {
        return await("leads", this::currentLeader);
    }

    /// Waits until every member that runs, and is neither paused nor cut off, serves clients.
    ///
    /// @throws IllegalStateException when one does not after half a minute
    public void awaitServing() {
        // The leader first: one that was cut off may not know yet that it leads no more.
        await(
                "is complete",
                () ->
                        currentLeader()
                                .filter(
                                        leader ->
                                                servers.stream()
                                                        .allMatch(PaddockServer::servesIfItCan)));
    }

    /// Cuts a member off from all others, until [#heal]. Its clients still reach it. A leader that
    /// is cut off from a quorum ceases to lead, and the others elect another one.
    public void partition(PaddockServer member) {
        own(member).partition();
    }

    /// Lets all members reach each other again.
    public void heal() {
        servers.forEach(PaddockServer::heal);
    }

    /// Has the leader end a session.
    void expire(String id) {
        await("ends sessions", () -> currentLeader().filter(leader -> leader.expires(id)));
    }

    /// Stops all members and removes their data.
    @Override
    public void close() {
        servers.forEach(PaddockServer::close);
        linkPorts.forEach(FreePorts::giveBack);
    }

    private Optional<PaddockServer> currentLeader() {
        List<PaddockServer> leaders =
                servers.stream()
                        .filter(PaddockServer::isWithinReach)
                        .filter(PaddockServer::isServingAsLeader)
                        .toList();
        return leaders.size() == 1 ? Optional.of(leaders.get(0)) : Optional.empty();
    }

    private PaddockServer own(PaddockServer member) {
        if (!servers.contains(member)) {
            throw new IllegalArgumentException(member + " is no member of " + connectString());
        }
        return member;
    }

    private <T> T await(String what, Supplier<Optional<T>> look) {
        long startNanos = System.nanoTime();
        while (System.nanoTime() - startNanos < PATIENCE.toNanos()) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new IllegalStateException(
                "after " + PATIENCE.toSeconds() + " s no ensemble " + what + ": " + standings());
    }

    private String standings() {
        return servers.stream().map(PaddockServer::standing).collect(Collectors.joining(", "));
    }
}
