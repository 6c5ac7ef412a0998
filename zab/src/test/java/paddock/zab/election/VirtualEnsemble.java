package paddock.zab.election;

import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.zab.quorum.ConfigText;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Electors that elect, follow and lose leaders, in virtual time, over links that delay and break.
///
/// What a peer would do with the result of an election is here in its simplest form: a leader
/// counts once a quorum follows it, brings them to its history and to a new epoch, and whoever is
/// without leader or quorum for a while looks again.
final class VirtualEnsemble {
    private static final int PATIENCE_MILLIS = 400;

    /// What the network does to messages; links keep their order.
    record Weather(int minDelayMillis, int maxDelayMillis, double loss, double duplication) {
        static final Weather CALM = new Weather(1, 1, 0, 0);
    }

    private record Event(long at, long number, Runnable what) {}

    private record Pair(long low, long high) implements Comparable<Pair> {
        static Pair of(long one, long other) {
            return new Pair(Math.min(one, other), Math.max(one, other));
        }

        @Override
        public int compareTo(Pair other) {
            return Comparator.comparingLong(Pair::low)
                    .thenComparingLong(Pair::high)
                    .compare(this, other);
        }
    }

    /// A connection, which never comes back once it broke.
    private static final class Connection {
        boolean broken;
        long lastArrivalMillis;
    }

    final class Server implements ElectionPort {
        final long id;
        final Configs configs = new Configs(config, config);
        long zxid;
        long epoch;
        boolean alive;
        int elections;
        private int life;
        private long aloneSince;
        private boolean established;
        private Elector elector;

        private Server(long id, long zxid, long epoch) {
            this.id = id;
            this.zxid = zxid;
            this.epoch = epoch;
            elector = new Elector(id, zxid, epoch, configs, this);
        }

        ServerState state() {
            return elector.state();
        }

        long leader() {
            return elector.currentVote().leader();
        }

        Vote vote() {
            return elector.currentVote();
        }

        boolean isEstablished() {
            return established;
        }

        private void look() {
            established = false;
            elector.look(zxid, epoch, now);
            schedule();
        }

        private void schedule() {
            int thisLife = life;
            long deadline = elector.deadlineMillis();
            if (deadline != Long.MAX_VALUE) {
                at(
                        Math.max(deadline, now),
                        () -> {
                            if (alive && life == thisLife && elector.deadlineMillis() <= now) {
                                elector.tick(now);
                                schedule();
                            }
                        });
            }
        }

        @Override
        public void send(long to, Notification notification) {
            Connection connection = connections.get(Pair.of(id, to));
            if (connection == null) {
                connect(id, to);
                return;
            }
            if (random.nextDouble() < weather.loss()) {
                return;
            }
            int copies = random.nextDouble() < weather.duplication() ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                long arrival = Math.max(now + delay(), connection.lastArrivalMillis);
                connection.lastArrivalMillis = arrival;
                at(
                        arrival,
                        () -> {
                            if (!connection.broken && !silenced(id, to)) {
                                Server receiver = server(to);
                                receiver.elector.received(id, notification, now);
                                receiver.schedule();
                            }
                        });
            }
        }

        @Override
        public void connectAll() {
            for (long other : servers.keySet()) {
                if (other != id && !connections.containsKey(Pair.of(id, other))) {
                    connect(id, other);
                }
            }
        }

        @Override
        public void elected(Vote vote, ServerState newState) {
            elections++;
            aloneSince = now;
            lastElectedMillis = now;
        }

        @Override
        public void learned(QuorumConfig newConfig) {
            configs.setCommitted(newConfig);
        }

        @Override
        public void seenLooking(long serverId) {}
    }

    final SortedMap<Long, Server> servers = new TreeMap<>();
    final QuorumConfig config;
    Weather weather = Weather.CALM;
    long now;
    long lastElectedMillis;
    private final RandomGenerator random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final SortedMap<Pair, Connection> connections = new TreeMap<>();
    private final List<Pair> cuts = new ArrayList<>();
    private final List<Pair> silences = new ArrayList<>();
    private long eventNumber;

    VirtualEnsemble(QuorumConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
        at(10, this::supervise);
    }

    static QuorumConfig voters(int count) {
        var lines = new StringBuilder();
        for (int id = 1; id <= count; id++) {
            lines.append("server.%d=h%d:2888:3888\n".formatted(id, id));
        }
        return ConfigText.PLAIN.parse(lines.toString());
    }

    /// Adds a server that is not started.
    Server add(long id, long zxid, long epoch) {
        var server = new Server(id, zxid, epoch);
        servers.put(id, server);
        return server;
    }

    void start(long id) {
        Server server = server(id);
        server.alive = true;
        server.life++;
        server.elector = new Elector(id, server.zxid, server.epoch, server.configs, server);
        server.look();
    }

    void kill(long id) {
        Server server = server(id);
        server.alive = false;
        server.established = false;
        for (Pair pair : List.copyOf(connections.keySet())) {
            if (pair.low() == id || pair.high() == id) {
                breakLink(pair.low(), pair.high());
            }
        }
    }

    void breakLink(long one, long other) {
        Connection connection = connections.remove(Pair.of(one, other));
        if (connection != null) {
            connection.broken = true;
            tellDown(one, other);
            tellDown(other, one);
        }
    }

    /// Breaks a link and keeps it from being made again.
    void cut(long one, long other) {
        cuts.add(Pair.of(one, other));
        breakLink(one, other);
    }

    /// Loses everything on a link without anybody noticing.
    void silence(long one, long other) {
        silences.add(Pair.of(one, other));
    }

    void heal() {
        List<Pair> silent = List.copyOf(silences);
        silences.clear();
        cuts.clear();
        silent.forEach(pair -> breakLink(pair.low(), pair.high()));
        weather = Weather.CALM;
    }

    void run(long millis) {
        long until = now + millis;
        while (!events.isEmpty() && events.element().at() <= until) {
            Event event = events.remove();
            now = event.at();
            event.what().run();
        }
        now = until;
    }

    /// The leader that everybody alive agrees on, and that a quorum follows.
    Server agreedLeader() {
        Server leader =
                servers.values().stream()
                        .filter(s -> s.alive && s.state() == ServerState.LEADING)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("nobody leads: " + this));
        for (Server server : servers.values()) {
            ServerState expected =
                    server == leader
                            ? ServerState.LEADING
                            : config.isVoter(server.id)
                                    ? ServerState.FOLLOWING
                                    : ServerState.OBSERVING;
            if (server.alive
                    && (server.state() != expected
                            || server.leader() != leader.id
                            || server.epoch != leader.epoch)) {
                throw new AssertionError("no agreement: " + this);
            }
        }
        if (!leader.established) {
            throw new AssertionError("no quorum: " + this);
        }
        return leader;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("at " + now + " ms");
        for (Server server : servers.values()) {
            text.append(
                    "; %d %s %s epoch %d zxid %x %s clock %d"
                            .formatted(
                                    server.id,
                                    server.alive ? "alive" : "dead",
                                    server.state(),
                                    server.epoch,
                                    server.zxid,
                                    server.vote(),
                                    server.elector.logicalClock()));
        }
        return text.toString();
    }

    Server server(long id) {
        Server server = servers.get(id);
        if (server == null) {
            throw new IllegalArgumentException("no server " + id);
        }
        return server;
    }

    private void connect(long from, long to) {
        at(
                now + delay(),
                () -> {
                    Pair pair = Pair.of(from, to);
                    if (connections.containsKey(pair) || !server(from).alive) {
                        return;
                    }
                    Server target = servers.get(to);
                    if (target == null || !target.alive || cuts.contains(pair)) {
                        tellDown(from, to);
                        return;
                    }
                    if (silences.contains(pair)) {
                        return;
                    }
                    var connection = new Connection();
                    connections.put(pair, connection);
                    tellUp(connection, from, to);
                    tellUp(connection, to, from);
                });
    }

    private void tellUp(Connection connection, long server, long other) {
        long arrival = now + delay();
        connection.lastArrivalMillis = Math.max(connection.lastArrivalMillis, arrival);
        at(
                arrival,
                () -> {
                    if (!connection.broken) {
                        server(server).elector.linkUp(other, now);
                        server(server).schedule();
                    }
                });
    }

    private void tellDown(long server, long other) {
        at(
                now + delay(),
                () -> {
                    if (server(server).alive && !connections.containsKey(Pair.of(server, other))) {
                        server(server).elector.linkDown(other, now);
                        server(server).schedule();
                    }
                });
    }

    private boolean silenced(long one, long other) {
        return silences.contains(Pair.of(one, other));
    }

    private boolean hears(Server one, Server other) {
        Pair pair = Pair.of(one.id, other.id);
        return other.alive && !cuts.contains(pair) && !silences.contains(pair);
    }

    private boolean followed(Server leader, long voter) {
        Server server = server(voter);
        return server == leader
                || hears(leader, server)
                        && server.state() == ServerState.FOLLOWING
                        && server.leader() == leader.id;
    }

    private void supervise() {
        for (Server server : servers.values()) {
            if (!server.alive || server.state() == ServerState.LOOKING) {
                continue;
            }
            if (server.state() == ServerState.LEADING) {
                if (server.configs.isQuorum(voter -> followed(server, voter))) {
                    server.aloneSince = now;
                    establish(server);
                }
            } else {
                learn(server, server(server.leader()));
            }
            if (server.state() != ServerState.LOOKING
                    && now - server.aloneSince >= PATIENCE_MILLIS) {
                server.look();
            }
        }
        at(now + 10, this::supervise);
    }

    private void learn(Server server, Server leader) {
        if (!leader.alive) {
            server.look();
        } else if (hears(server, leader) && leader.state() == ServerState.LEADING) {
            server.aloneSince = now;
            if (leader.established && server.epoch != leader.epoch) {
                enter(server, leader);
            }
        }
    }

    private void establish(Server leader) {
        if (!leader.established) {
            leader.established = true;
            leader.epoch =
                    servers.values().stream().mapToLong(server -> server.epoch).max().getAsLong()
                            + 1;
            leader.zxid = leader.epoch << 32;
            leader.elector.entered(leader.epoch);
        }
    }

    private void enter(Server server, Server leader) {
        server.epoch = leader.epoch;
        server.zxid = leader.zxid;
        server.elector.entered(leader.epoch);
    }

    private long delay() {
        return random.nextLong(weather.minDelayMillis(), weather.maxDelayMillis() + 1L);
    }

    private void at(long time, Runnable what) {
        events.add(new Event(time, eventNumber++, what));
    }
}
