package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.simulator.network.Link;
import paddock.simulator.network.LinkListener;
import paddock.simulator.network.Port;
import paddock.storage.epoch.EpochFiles;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.wire.ensemble.Zxid;
import paddock.zab.peer.PeerEvent;
import paddock.zab.port.Links;
import paddock.zab.port.Service;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.Member;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The links of one server, as the real ones behave: the server with the larger id makes election
/// links, a smaller one knocks and is called back.
final class SimLinks implements Links {
    private static final long RETRY_MICROS = 100_000;
    private static final int TRIES = 5;
    private static final int MOST_PARTS = 8;

    private final Machine machine;
    private final Configs configs;
    private final Consumer<PeerEvent> events;
    private final Map<Long, Link> election = new TreeMap<>();
    private final Map<Long, Long> makers = new TreeMap<>();
    private final Map<Long, Notification> lastSent = new TreeMap<>();
    private final Map<Long, Link> learners = new TreeMap<>();
    private final Checks checks;
    private final EpochFiles epochs;
    private final boolean countsOldRounds;
    private long round;
    private @Nullable Link leader;
    private long offeredEpoch;
    private int leaderAttempt;
    private long nextLink;

    /// Parts of the tree that arrived from the leader so far.
    private int parts;

    /// A part of a tree on its way; the tree has arrived with the last of them.
    record Part(Service.Snapshot snapshot, int number, int of) {}

    /// @param epochs what the disk remembers
    SimLinks(SimServer server, Configs configs, EpochFiles epochs, Consumer<PeerEvent> events) {
        machine = server.machine;
        checks = server.checks;
        this.configs = configs;
        countsOldRounds = server.makes(Mistake.OLD_ROUND_COUNTED);
        this.epochs = epochs;
        this.events = events;
    }

    void listen() {
        machine.network.listen(machine.id, Port.ELECTION, from -> new Election(from, from));
        machine.network.listen(machine.id, Port.LEARNER, from -> new Learner());
    }

    private void effect(String what) {
        machine.effect(what);
    }

    // ---- election ----

    @Override
    public void notify(long serverId, Notification notification) {
        effect("vote");
        round = notification.electionEpoch();
        checks.elections.votes(machine.id, notification.electionEpoch(), notification.leader());
        if (notification.state() == ServerState.FOLLOWING) {
            checks.elections.follows(machine.id, notification.leader(), notification.peerEpoch());
        }
        machine.trace.add(
                machine.id,
                "vote",
                "to s%d: %s for s%d at %s in round %d"
                        .formatted(
                                serverId,
                                notification.state(),
                                notification.leader(),
                                Zxid.text(notification.zxid()),
                                round));
        lastSent.put(serverId, notification);
        Link link = election.get(serverId);
        if (link == null) {
            call(serverId);
        } else if (link.isOpen()) {
            link.send(notification);
        }
    }

    @Override
    public void connectElection() {
        TreeSet<Long> others = new TreeSet<>(configs.committed().members().keySet());
        others.addAll(configs.lastSeen().members().keySet());
        for (long member : others) {
            if (member != machine.id && !election.containsKey(member)) {
                call(member);
            }
        }
    }

    private void call(long serverId) {
        Election listener = new Election(serverId, machine.id);
        Link link = machine.network.connect(machine.id, serverId, Port.ELECTION, listener);
        election.put(serverId, link);
        makers.put(serverId, machine.id);
    }

    private final class Election implements LinkListener {
        private final long other;
        private final long maker;

        /// @param maker who made the link
        Election(long other, long maker) {
            this.other = other;
            this.maker = maker;
        }

        @Override
        public void up(Link link) {
            machine.run(
                    () -> {
                        Link before = election.get(other);
                        if (before != link && before != null) {
                            // Where both made one, the one of the larger id stays, or each would
                            // close what the other keeps.
                            long makerBefore = makers.getOrDefault(other, maker);
                            if (makerBefore > maker) {
                                link.close("there is a link already");
                                return;
                            }
                            before.close("replaced");
                        }
                        election.put(other, link);
                        makers.put(other, maker);
                        Notification last = lastSent.get(other);
                        if (last != null) {
                            link.send(last);
                        }
                        events.accept(new PeerEvent.ElectionLinkUp(other));
                    });
        }

        @Override
        public void received(Link link, Object message) {
            machine.run(
                    () -> {
                        if (election.get(other) == link) {
                            events.accept(
                                    new PeerEvent.Notified(other, heard((Notification) message)));
                        }
                    });
        }

        private Notification heard(Notification vote) {
            if (!countsOldRounds
                    || vote.state() != ServerState.LOOKING
                    || vote.electionEpoch() >= round) {
                return vote;
            }
            return new Notification(
                    vote.state(),
                    vote.leader(),
                    vote.zxid(),
                    round,
                    vote.peerEpoch(),
                    vote.version(),
                    vote.config());
        }

        @Override
        public void down(Link link, String reason) {
            machine.run(
                    () -> {
                        if (election.remove(other, link)) {
                            events.accept(new PeerEvent.ElectionLinkDown(other));
                        }
                    });
        }
    }

    // ---- as a learner ----

    @Override
    public void connect(Member member) {
        effect("connect");
        leaderAttempt++;
        dropParts();
        connect(member.id(), leaderAttempt, TRIES);
    }

    private void connect(long serverId, int attempt, int tries) {
        leader =
                machine.network.connect(
                        machine.id,
                        serverId,
                        Port.LEARNER,
                        new LinkListener() {
                            private boolean wasUp;

                            @Override
                            public void up(Link link) {
                                wasUp = true;
                                machine.run(
                                        () -> {
                                            if (leader == link) {
                                                events.accept(new PeerEvent.LeaderLinkUp());
                                            }
                                        });
                            }

                            @Override
                            public void received(Link link, Object message) {
                                machine.run(
                                        () -> {
                                            if (leader == link) {
                                                fromLeader(message);
                                            }
                                        });
                            }

                            @Override
                            public void down(Link link, String reason) {
                                machine.run(
                                        () -> {
                                            if (leader != link) {
                                                return;
                                            }
                                            if (wasUp || tries <= 1) {
                                                leader = null;
                                                events.accept(new PeerEvent.LeaderLinkDown(reason));
                                            } else {
                                                retry(serverId, attempt, tries - 1);
                                            }
                                        });
                            }
                        });
    }

    private void retry(long serverId, int attempt, int tries) {
        machine.after(
                RETRY_MICROS,
                () -> {
                    if (attempt == leaderAttempt) {
                        connect(serverId, attempt, tries);
                    }
                });
    }

    private void fromLeader(Object message) {
        if (message instanceof LeaderMessage.Info info) {
            offeredEpoch = info.epoch();
        }
        if (message instanceof Part(var snapshot, int number, int of)) {
            parts = number;
            if (number == of) {
                parts = 0;
                events.accept(new PeerEvent.SnapshotArrived(snapshot));
            }
            return;
        }
        events.accept(new PeerEvent.FromLeader((LeaderMessage) message));
    }

    /// What arrived of a tree is of no use without the rest.
    private void dropParts() {
        if (parts > 0) {
            machine.trace.add(machine.id, "drop", "the first " + parts + " parts of a snapshot");
            parts = 0;
        }
    }

    @Override
    public void toLeader(LearnerMessage message) {
        effect("send");
        trace("to leader", message);
        if (message instanceof LearnerMessage.AckEpoch(var zxid, var epoch)) {
            checks.promises.promises(machine.id, offeredEpoch, epochs.acceptedEpoch());
            checks.promised.promises(machine.id, zxid);
        }
        if (leader != null) {
            leader.send(message);
        }
    }

    private void trace(String whom, Object message) {
        if (!(message instanceof LeaderMessage.Ping) && !(message instanceof LearnerMessage.Pong)) {
            machine.trace.add(machine.id, "send", whom + ": " + describe(message));
        }
    }

    private static String describe(Object message) {
        return switch (message) {
            case LeaderMessage.NewLeader(var epoch, var config) -> "NewLeader[epoch=" + epoch + "]";
            case LeaderMessage.Commit(var zxid) -> "Commit[" + Zxid.text(zxid) + "]";
            case LeaderMessage.CommitAndActivate(var zxid, var designated) ->
                    "CommitAndActivate[" + Zxid.text(zxid) + ", s" + designated + "]";
            case LeaderMessage.Diff(var zxid) -> "Diff[" + Zxid.text(zxid) + "]";
            case LeaderMessage.Trunc(var zxid) -> "Trunc[" + Zxid.text(zxid) + "]";
            case LearnerMessage.Ack(var zxid) -> "Ack[" + Zxid.text(zxid) + "]";
            case LearnerMessage.AckEpoch(var zxid, var epoch) ->
                    "AckEpoch[" + Zxid.text(zxid) + ", epoch " + epoch + "]";
            case LearnerMessage.Request request -> "Request[" + request.cxid() + "]";
            default -> message.toString();
        };
    }

    @Override
    public void disconnectLeader(String reason) {
        effect("disconnect");
        leaderAttempt++;
        dropParts();
        Link link = leader;
        leader = null;
        if (link != null) {
            link.close(reason);
        }
    }

    // ---- as a leader ----

    private final class Learner implements LinkListener {
        private final long number = ++nextLink;

        @Override
        public void up(Link link) {
            machine.run(
                    () -> {
                        learners.put(number, link);
                        events.accept(new PeerEvent.LearnerLinkUp(number));
                    });
        }

        @Override
        public void received(Link link, Object message) {
            machine.run(
                    () -> {
                        if (learners.containsKey(number)) {
                            events.accept(
                                    new PeerEvent.FromLearner(number, (LearnerMessage) message));
                        }
                    });
        }

        @Override
        public void down(Link link, String reason) {
            machine.run(() -> lost(number));
        }
    }

    @Override
    public void toLearner(long link, LeaderMessage message) {
        effect("send");
        Link to = learners.get(link);
        if (to != null) {
            trace("to s" + to.other(), message);
            to.send(message);
        }
    }

    void transfer(long link, Service.Snapshot snapshot) {
        effect("send snapshot");
        Link to = learners.get(link);
        if (to != null) {
            int of = 1 + machine.random().nextInt(MOST_PARTS);
            machine.trace.add(machine.id, "send", "to s" + to.other() + ": a snapshot");
            boolean cut = machine.cutsThisSnapshot();
            int sent = cut ? machine.random().nextInt(of) : of;
            for (int number = 1; number <= sent; number++) {
                to.send(new Part(snapshot, number, of));
            }
            if (cut) {
                machine.trace.add(machine.id, "cut", "after %d of %d parts".formatted(sent, of));
                to.close("cut in the middle of a snapshot");
                machine.after(1, () -> lost(link));
            }
        }
    }

    private void lost(long link) {
        if (learners.remove(link) != null) {
            events.accept(new PeerEvent.LearnerLinkDown(link));
        }
    }

    @Override
    public void disconnectLearner(long link, String reason) {
        effect("disconnect");
        Link to = learners.remove(link);
        if (to != null) {
            machine.trace.add(machine.id, "drop", "s" + to.other() + ": " + reason);
            to.close(reason);
        }
    }

    @Override
    public void roleChanged(String reason) {
        machine.trace.add(machine.id, "role", reason);
        if (reason.equals("elected server " + machine.id)) {
            long own = epochs.currentEpoch();
            checks.elections.elected(machine.id, round, own, configs.committed().voters());
            if (configs.isChanging()) {
                checks.elections.elected(machine.id, round, own, configs.lastSeen().voters());
            }
        }
    }

    @Override
    public void membershipChanged() {}
}
