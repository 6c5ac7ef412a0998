package paddock.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// An ensemble for tests, whose members run where a [PaddockServer] does. Any thread may use it.
///
/// Members are servers like any other: each can be stopped, restarted and paused by itself. Cut off
/// from the others by [#partition], a member is still within reach of its clients. Where members
/// may change, [#addServer] brings a server that a client can make one.
public final class PaddockEnsemble implements AutoCloseable {
    /// Ten times what an election takes on a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_NANOS = 2_000_000;

    private final Map<String, String> config;
    private final ServerHost.Maker hosts;

    /// Grows only; its members and their ports in the order of their ids.
    private final List<PaddockServer> servers = new CopyOnWriteArrayList<>();

    private final List<Ports> ports = new CopyOnWriteArrayList<>();

    private PaddockEnsemble(Builder builder) {
        config = new LinkedHashMap<>(builder.config);
        hosts = builder.hosts;
    }

    /// Starts an ensemble of so many voting members; clients are served when this returns.
    ///
    /// @throws IllegalArgumentException unless there are 2 to 15
    public static PaddockEnsemble start(int members) {
        return builder(members).start();
    }

    /// For an ensemble whose members differ from those that [#start] starts.
    ///
    /// @param members how many there are, all voting
    /// @throws IllegalArgumentException unless there are 2 to 15
    public static Builder builder(int members) {
        return new Builder(members);
    }

    /// The ports of a member.
    private record Ports(int client, int quorum, int election) {
        static Ports next() {
            return new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next());
        }

        void giveBack() {
            FreePorts.giveBack(client);
            FreePorts.giveBack(quorum);
            FreePorts.giveBack(election);
        }
    }

    private void startAll(int members) {
        for (int i = 0; i < members; i++) {
            ports.add(Ports.next());
        }
        for (int id = 1; id <= members; id++) {
            servers.add(startServer(id));
        }
        awaitServing();
    }

    private PaddockServer startServer(int id) {
        var server =
                PaddockServer.builder()
                        .tickTimeMillis(200)
                        .config("initLimit", "50")
                        .config("syncLimit", "10")
                        .port(ports.get(id - 1).client())
                        .memberId(id)
                        .hosts(hosts);
        config.forEach(server::config);
        for (int each = 1; each <= ports.size(); each++) {
            server.config("server." + each, address(each));
        }
        PaddockServer started = server.start();
        started.belongTo(this);
        return started;
    }

    private String address(int id) {
        Ports of = ports.get(id - 1);
        return "127.0.0.1:%d:%d:participant;127.0.0.1:%d"
                .formatted(of.quorum(), of.election(), of.client());
    }

    /// Its servers, with those that were added and those that ceased to be members; the id of each
    /// is its place, counted from 1.
    public List<PaddockServer> servers() {
        return List.copyOf(servers);
    }

    /// Starts one more server, which follows the leader and serves clients when this returns. It is
    /// no member, and has no vote, until somebody changes the ensemble's membership.
    ///
    /// @throws IllegalStateException where members may not change: without
    ///   `config("reconfigEnabled", "true")`
    public synchronized PaddockServer addServer() {
        if (!Boolean.parseBoolean(config.get("reconfigEnabled"))) {
            throw new IllegalStateException(
                    "members may not change without config(\"reconfigEnabled\", \"true\")");
        }
        Ports own = Ports.next();
        ports.add(own);
        PaddockServer added;
        try {
            added = startServer(ports.size());
        } catch (RuntimeException e) {
            ports.remove(ports.size() - 1);
            own.giveBack();
            throw e;
        }
        servers.add(added);
        awaitServing();
        return added;
    }

    /// How a change of membership names a server as a voting member:
    /// `server.4=127.0.0.1:port:port:participant;127.0.0.1:port`.
    public String memberLine(PaddockServer server) {
        int id = servers.indexOf(own(server)) + 1;
        return "server." + id + "=" + address(id);
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
        ports.forEach(Ports::giveBack);
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

    /// Puts an ensemble together. What is not said is as [PaddockEnsemble#start] has it.
    public static final class Builder {
        private final int members;
        private final Map<String, String> config = new LinkedHashMap<>();
        private ServerHost.Maker hosts = ServerHost::suitable;

        private Builder(int members) {
            if (members < 2 || members > 15) {
                throw new IllegalArgumentException(
                        "an ensemble of " + members + "; it takes 2 to 15");
            }
            this.members = members;
        }

        /// A key of the configuration file of every member, as in docs/configuration.md.
        public Builder config(String key, String value) {
            config.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /// Where its members run, for the testkit's own tests.
        Builder hosts(ServerHost.Maker wanted) {
            hosts = wanted;
            return this;
        }

        /// Starts it; clients are served when this returns.
        ///
        /// @throws IllegalStateException when a setting is wrong, or no Java found that is new
        ///   enough; the message says which
        public PaddockEnsemble start() {
            var ensemble = new PaddockEnsemble(this);
            try {
                ensemble.startAll(members);
                return ensemble;
            } catch (RuntimeException e) {
                ensemble.close();
                throw e;
            }
        }
    }
}
