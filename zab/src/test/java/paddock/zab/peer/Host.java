package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.Zxid;
import paddock.zab.port.Links;
import paddock.zab.port.Service;
import paddock.zab.port.Store;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/// One server of a [World]: a peer with its disk, its links and a service that is nothing but the
/// list of what was committed.
final class Host implements Links, Store, Service {
    private static final int TICK = 200;

    final World world;
    final long id;

    // What survives a crash.
    private long acceptedEpoch;
    private long currentEpoch;
    private final TreeMap<Long, EncodedTxn> log = new TreeMap<>();
    private final TreeMap<Long, TreeMap<Long, EncodedTxn>> snapshots = new TreeMap<>();
    private long forcedZxid;

    // What does not.
    private @Nullable Peer peer;
    private int life;
    TreeMap<Long, EncodedTxn> tree = new TreeMap<>();
    private long treeZxid;
    private boolean leading;
    private long nextZxid;
    private boolean syncing;

    /// Links from learners here, and from here to a leader.
    private final Map<Long, Wire> learnerWires = new TreeMap<>();

    private @Nullable Wire leaderWire;
    final TreeSet<Long> cutOff = new TreeSet<>();

    /// A stream of messages from a learner to a leader and back.
    private final class Wire {
        final long number;
        final Host leader;
        final int learnerLife = life;
        final int leaderLife;
        long toLeaderFrees;
        long toLearnerFrees;
        boolean broken;

        Wire(Host leader) {
            this.leader = leader;
            this.leaderLife = leader.life;
            number = world.order();
        }

        void toLeader(PeerEvent event) {
            toLeaderFrees = Math.max(toLeaderFrees, world.now()) + world.random.nextInt(4);
            world.later(
                    toLeaderFrees - world.now(),
                    () -> {
                        if (!broken
                                && leader.life == leaderLife
                                && leader.learnerWires.containsKey(number)) {
                            leader.step(event);
                        }
                    });
        }

        void toLearner(PeerEvent event) {
            toLearnerFrees = Math.max(toLearnerFrees, world.now()) + world.random.nextInt(4);
            world.later(
                    toLearnerFrees - world.now(),
                    () -> {
                        if (!broken && life == learnerLife && leaderWire == this) {
                            step(event);
                        }
                    });
        }

        void breakUp() {
            if (broken) {
                return;
            }
            broken = true;
            world.later(
                    1 + world.random.nextInt(5),
                    () -> {
                        if (leader.life == leaderLife
                                && leader.learnerWires.remove(number) != null) {
                            leader.step(new PeerEvent.LearnerLinkDown(number));
                        }
                    });
            world.later(
                    1 + world.random.nextInt(5),
                    () -> {
                        if (life == learnerLife && leaderWire == this) {
                            leaderWire = null;
                            step(new PeerEvent.LeaderLinkDown("broken"));
                        }
                    });
        }
    }

    Host(World world, long id) {
        this.world = world;
        this.id = id;
    }

    // ---- life ----

    boolean isUp() {
        return peer != null;
    }

    boolean isLeading() {
        return peer != null && leading;
    }

    Peer peer() {
        Peer alive = peer;
        if (alive == null) {
            throw new IllegalStateException("down");
        }
        return alive;
    }

    void start() {
        life++;
        recover();
        PeerSettings settings =
                Settings.of(id, TICK)
                        .mutated(world.mutations)
                        .observerMasters(world.observerMasters)
                        .make();
        QuorumConfig config = world.config();
        Peer started = new Peer(settings, new Configs(config, config), this, this, this);
        peer = started;
        started.start(world.now());
        int startedLife = life;
        tick(startedLife);
    }

    private void tick(int startedLife) {
        world.later(
                5,
                () -> {
                    if (life == startedLife && peer != null) {
                        if (world.now() >= peer.deadlineMillis()) {
                            step(new PeerEvent.Ticked());
                        }
                        tick(startedLife);
                    }
                });
    }

    void crash() {
        world.log("crash " + id);
        life++;
        peer = null;
        leading = false;
        syncing = false;
        for (Wire wire : List.copyOf(learnerWires.values())) {
            wire.breakUp();
        }
        learnerWires.clear();
        Wire wire = leaderWire;
        leaderWire = null;
        if (wire != null) {
            wire.breakUp();
        }
        for (Host other : world.hosts.values()) {
            if (other != this && other.isUp()) {
                other.deliver(new PeerEvent.ElectionLinkDown(id));
            }
        }
        // A part of what was not forced may survive all the same.
        for (Iterator<Long> i = log.tailMap(forcedZxid, false).keySet().iterator(); i.hasNext(); ) {
            i.next();
            if (world.random.nextInt(3) == 0) {
                i.remove();
                while (i.hasNext()) {
                    i.next();
                    i.remove();
                }
            }
        }
    }

    private void recover() {
        tree =
                snapshots.isEmpty()
                        ? new TreeMap<>()
                        : new TreeMap<>(snapshots.lastEntry().getValue());
        treeZxid = snapshots.isEmpty() ? 0 : snapshots.lastKey();
        if (!log.isEmpty() && log.lastKey() < treeZxid) {
            log.clear();
        }
        log.tailMap(treeZxid, false).forEach(tree::put);
        treeZxid = Math.max(treeZxid, log.isEmpty() ? 0 : log.lastKey());
        forcedZxid = treeZxid;
        // Whoever logged something of an epoch has all of what the epoch began with.
        currentEpoch = Math.max(currentEpoch, Zxid.epoch(treeZxid));
        acceptedEpoch = Math.max(acceptedEpoch, currentEpoch);
    }

    private void deliver(PeerEvent event) {
        int then = life;
        world.later(
                1 + world.random.nextInt(3),
                () -> {
                    if (life == then && peer != null) {
                        step(event);
                    }
                });
    }

    void step(PeerEvent event) {
        if (peer != null) {
            try {
                peer.step(event, world.now());
            } catch (CrashSignal signal) {
                crash();
                int then = life;
                world.later(
                        100,
                        () -> {
                            if (life == then) {
                                start();
                            }
                        });
            }
        }
    }

    boolean hears(Host other) {
        return !cutOff.contains(other.id) && !other.cutOff.contains(id);
    }

    void cutOffFrom(Host other) {
        cutOff.add(other.id);
        for (Wire wire : List.copyOf(other.learnerWires.values())) {
            if (leaderWire == wire) {
                wire.breakUp();
            }
        }
        Wire theirs = other.leaderWire;
        if (theirs != null && theirs.leader == this) {
            theirs.breakUp();
        }
        deliver(new PeerEvent.ElectionLinkDown(other.id));
        other.deliver(new PeerEvent.ElectionLinkDown(id));
    }

    /// A client writes.
    void write() {
        if (leading && !draining) {
            peer().propose(world.txn(nextZxid++), world.now());
        }
    }

    // ---- links ----

    @Override
    public void notify(long serverId, Notification notification) {
        Host other = world.hosts.get(serverId);
        if (other != null && other.isUp() && hears(other)) {
            other.deliver(new PeerEvent.Notified(id, notification));
        }
    }

    @Override
    public void connectElection() {
        for (Host other : world.hosts.values()) {
            if (other != this) {
                deliver(
                        other.isUp() && hears(other)
                                ? new PeerEvent.ElectionLinkUp(other.id)
                                : new PeerEvent.ElectionLinkDown(other.id));
            }
        }
    }

    @Override
    public void connect(Member leader) {
        connect(leader, PeerEvent.LearnerLinkUp::new);
    }

    @Override
    public void connectMaster(Member follower) {
        connect(follower, PeerEvent.ObserverLinkUp::new);
    }

    private void connect(Member leader, LongFunction<PeerEvent> arrival) {
        Host other = java.util.Objects.requireNonNull(world.hosts.get(leader.id()));
        if (!other.isUp() || !hears(other)) {
            deliver(new PeerEvent.LeaderLinkDown("refused"));
            return;
        }
        Wire wire = new Wire(other);
        leaderWire = wire;
        other.learnerWires.put(wire.number, wire);
        wire.toLeader(arrival.apply(wire.number));
        wire.toLearner(new PeerEvent.LeaderLinkUp());
    }

    @Override
    public void toLeader(LearnerMessage message) {
        Wire wire = leaderWire;
        if (wire != null) {
            wire.toLeader(new PeerEvent.FromLearner(wire.number, message));
        }
    }

    @Override
    public void disconnectLeader(String reason) {
        Wire wire = leaderWire;
        leaderWire = null;
        if (wire != null) {
            // What was sent before still arrives, unless the network fails.
            world.later(10, wire::breakUp);
        }
    }

    @Override
    public void toLearner(long link, LeaderMessage message) {
        Wire wire = learnerWires.get(link);
        if (wire != null) {
            wire.toLearner(new PeerEvent.FromLeader(message));
        }
    }

    @Override
    public void disconnectLearner(long link, String reason) {
        world.log("server " + id + " drops link " + link + ": " + reason);
        Wire wire = learnerWires.remove(link);
        if (wire != null) {
            world.later(10, wire::breakUp);
        }
    }

    @Override
    public void roleChanged(String reason) {
        world.log("server " + id + ": " + reason);
    }

    @Override
    public void membershipChanged() {}

    // ---- store ----

    @Override
    public long acceptedEpoch() {
        return acceptedEpoch;
    }

    @Override
    public long currentEpoch() {
        return currentEpoch;
    }

    @Override
    public void acceptEpoch(long epoch) {
        maybeCrash();
        acceptedEpoch = epoch;
        maybeCrash();
    }

    @Override
    public void enterEpoch(long epoch) {
        maybeCrash();
        currentEpoch = epoch;
        maybeCrash();
    }

    private void maybeCrash() {
        if (world.crashAtEffects && world.random.nextInt(40) == 0) {
            throw new CrashSignal();
        }
    }

    static final class CrashSignal extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void append(EncodedTxn txn) {
        if (!log.isEmpty() && txn.zxid() <= log.lastKey()) {
            throw new AssertionError(
                    "server %d logs %s after %s"
                            .formatted(id, Zxid.text(txn.zxid()), Zxid.text(log.lastKey())));
        }
        log.put(txn.zxid(), txn);
        if (!syncing) {
            syncing = true;
            int then = life;
            world.later(world.random.nextInt(8), () -> force(then));
        }
    }

    private void force(int then) {
        if (life != then) {
            return;
        }
        syncing = false;
        if (!log.isEmpty()) {
            forcedZxid = Math.max(forcedZxid, log.lastKey());
            step(new PeerEvent.Durable(forcedZxid));
        }
    }

    @Override
    public boolean truncate(long zxid) {
        boolean known = log.containsKey(zxid) || snapshots.containsKey(zxid) || zxid == 0;
        if (!known) {
            return false;
        }
        log.tailMap(zxid, false).clear();
        snapshots.tailMap(zxid, false).clear();
        forcedZxid = zxid;
        return true;
    }

    @Override
    public void discardLog() {
        maybeCrash();
        log.clear();
    }

    @Override
    public @Nullable LogTail tail(long from) {
        if (log.isEmpty() || log.firstKey() > from) {
            return null;
        }
        Iterator<EncodedTxn> rest = List.copyOf(log.tailMap(from).values()).iterator();
        return new LogTail() {
            @Override
            public long bytes() {
                return 0;
            }

            @Override
            public @Nullable EncodedTxn next() {
                return rest.hasNext() ? rest.next() : null;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public long snapshotBytes() {
        return 1;
    }

    @Override
    public void lastSeen(QuorumConfig config) {}

    @Override
    public void committed(QuorumConfig config) {}

    // ---- service ----

    private record Copy(long zxid, TreeMap<Long, EncodedTxn> tree) implements Snapshot {}

    @Override
    public long lastZxid() {
        return treeZxid;
    }

    @Override
    public void commit(EncodedTxn txn) {
        tree.put(txn.zxid(), txn);
        treeZxid = Math.max(treeZxid, txn.zxid());
        if (peer != null && (leading || serving)) {
            world.committedAt(this, txn);
        }
        if (leading) {
            world.acknowledged.put(txn.zxid(), txn);
        }
    }

    private boolean serving;
    private boolean draining;

    @Override
    public void install(Snapshot snapshot) {
        tree = new TreeMap<>(((Copy) snapshot).tree);
        treeZxid = snapshot.zxid();
    }

    @Override
    public long reload() {
        recover();
        return treeZxid;
    }

    @Override
    public void saveSnapshot() {
        int then = life;
        long zxid = treeZxid;
        TreeMap<Long, EncodedTxn> copy = new TreeMap<>(tree);
        world.later(
                5 + world.random.nextInt(50),
                () -> {
                    if (life == then && peer != null) {
                        snapshots.put(zxid, copy);
                        step(new PeerEvent.SnapshotSaved(zxid));
                    }
                });
    }

    @Override
    public void sendSnapshot(long link) {
        Wire wire = learnerWires.get(link);
        if (wire != null) {
            wire.toLearner(new PeerEvent.SnapshotArrived(new Copy(treeZxid, new TreeMap<>(tree))));
        }
    }

    @Override
    public void lead(long zxid) {
        world.log("server " + id + " leads from " + Zxid.text(zxid));
        treeZxid = zxid;
        nextZxid = zxid + 1;
        leading = true;
        world.leads(this, Zxid.epoch(zxid));
    }

    @Override
    public void follow(boolean observer, long leader) {
        world.log("server " + id + " follows " + leader + " at " + Zxid.text(treeZxid));
        serving = true;
    }

    @Override
    public void drain() {
        draining = true;
    }

    @Override
    public void suspend() {
        leading = false;
        serving = false;
        draining = false;
    }

    @Override
    public void activated(QuorumConfig config) {}

    @Override
    public void requested(long link, LearnerMessage.Request request) {}

    @Override
    public void touched(long link, List<LearnerMessage.SessionTouch> sessions) {}

    @Override
    public void revalidate(long link, LearnerMessage.Revalidate request) {}

    @Override
    public void revalidated(long sessionId, boolean valid) {}

    @Override
    public void synced() {}

    @Override
    public List<LearnerMessage.SessionTouch> takeTouched() {
        return new ArrayList<>();
    }

    SortedMap<Long, EncodedTxn> tree() {
        return tree;
    }
}
