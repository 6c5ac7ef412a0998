package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.wire.ensemble.Zxid;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;
import paddock.zab.election.ElectionSettings;
import paddock.zab.port.Links;
import paddock.zab.port.Service;
import paddock.zab.port.Store;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.Majority;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One peer alone on the stage: everything it does is written down, in order, as lines.
class Stage implements Links, Store, Service {
    static final int TICK = 1000;

    final List<String> effects = new ArrayList<>();

    /// What it was heard to do, in order.
    final Figures figures = new Figures();

    final List<EncodedTxn> log = new ArrayList<>();
    final Peer peer;
    long now = 1;
    long acceptedEpoch;
    long currentEpoch;
    boolean treeIsBeingRead;
    private long zxid;

    /// A peer of an ensemble of three, with that log.
    Stage(long serverId, long epoch, EncodedTxn... logged) {
        this(PeerSettings.of(serverId, TICK, 10, 5), epoch, logged);
    }

    /// Server 2, which has neither a history nor leave to begin one.
    static Stage withoutHistory() {
        return new Stage(PeerSettings.of(2, TICK, 10, 5), 0, -1);
    }

    Stage(PeerSettings settings, long epoch, EncodedTxn... logged) {
        this(settings, epoch, logged.length == 0 ? 0 : logged[logged.length - 1].zxid(), logged);
    }

    private Stage(PeerSettings settings, long epoch, long lastZxid, EncodedTxn... logged) {
        log.addAll(List.of(logged));
        zxid = lastZxid;
        acceptedEpoch = epoch;
        currentEpoch = epoch;
        List<Member> members = new ArrayList<>();
        for (long id = 1; id <= 4; id++) {
            members.add(
                    new Member(
                            id,
                            id < 4 ? Member.Role.PARTICIPANT : Member.Role.OBSERVER,
                            List.of(new Member.Endpoint("h" + id, 2888, 3888)),
                            null));
        }
        QuorumConfig config = new QuorumConfig(0, members, new Majority());
        peer =
                new Peer(
                        settings,
                        ElectionSettings.DEFAULT,
                        new Configs(config, config),
                        this,
                        this,
                        this,
                        figures);
        peer.start(now);
        effects.clear();
    }

    static EncodedTxn txn(long zxid) {
        Txn txn = new Txn.Error(-101);
        return EncodedTxn.of(
                new LoggedTxn(new TxnHeader(9, (int) zxid, zxid, 0, txn.type()), txn, null));
    }

    /// The change to a membership of these participants.
    static EncodedTxn change(long zxid, long... voters) {
        List<Member> members = new ArrayList<>();
        for (long id : voters) {
            List<Member.Endpoint> endpoints = List.of(new Member.Endpoint("h" + id, 2888, 3888));
            members.add(new Member(id, Member.Role.PARTICIPANT, endpoints, null));
        }
        String text = new QuorumConfig(zxid, members, new Majority()).text();
        Txn txn =
                new Txn.SetData(
                        OpCode.RECONFIG,
                        "/zookeeper/config",
                        text.getBytes(StandardCharsets.UTF_8),
                        -1);
        return EncodedTxn.of(
                new LoggedTxn(new TxnHeader(9, (int) zxid, zxid, 0, txn.type()), txn, null));
    }

    static long zxid(long epoch, long counter) {
        return Zxid.beginOf(epoch) + counter;
    }

    /// What the peer did since the last call.
    List<String> taken() {
        List<String> all = List.copyOf(effects);
        effects.clear();
        return all;
    }

    void step(PeerEvent event) {
        peer.step(event, now);
    }

    void from(long link, LearnerMessage message) {
        step(new PeerEvent.FromLearner(link, message));
    }

    void fromLeader(LeaderMessage message) {
        step(new PeerEvent.FromLeader(message));
    }

    /// The others vote for a candidate, and this peer takes it.
    void elect(long candidate, long candidateZxid, long epoch) {
        for (long id = 1; id <= 3; id++) {
            if (id != peerId()) {
                step(new PeerEvent.ElectionLinkUp(id));
            }
        }
        for (long id = 1; id <= 3; id++) {
            if (id != peerId()) {
                step(
                        new PeerEvent.Notified(
                                id,
                                new Notification(
                                        ServerState.LOOKING,
                                        candidate,
                                        candidateZxid,
                                        1,
                                        epoch,
                                        2,
                                        "")));
            }
        }
        effects.removeIf(line -> line.startsWith("notify") || line.startsWith("elect"));
    }

    /// A voter says that it looks for a leader.
    void looks(long voter) {
        step(
                new PeerEvent.Notified(
                        voter, new Notification(ServerState.LOOKING, voter, 0, 2, 0, 2, "")));
    }

    /// Time passes until something is due, or `millis` are over.
    void pass(long millis) {
        long until = now + millis;
        while (peer.deadlineMillis() <= until) {
            now = Math.max(now, peer.deadlineMillis());
            step(new PeerEvent.Ticked());
        }
        now = until;
    }

    /// The others say that they have a leader.
    void join(long leader, long epoch) {
        for (long id = 1; id <= 3; id++) {
            if (id != peerId()) {
                ServerState state = id == leader ? ServerState.LEADING : ServerState.FOLLOWING;
                step(
                        new PeerEvent.Notified(
                                id, new Notification(state, leader, 0, 1, epoch, 2, "")));
            }
        }
    }

    private long peerId() {
        return peer.serverId();
    }

    static LearnerMessage.Info observerInfo(long serverId, long accepted) {
        return new LearnerMessage.Info(
                true, accepted, serverId, LearnerMessage.PROTOCOL_VERSION, 0, Features.NONE);
    }

    static LearnerMessage.Info info(long serverId, long accepted, int features) {
        return new LearnerMessage.Info(
                false, accepted, serverId, LearnerMessage.PROTOCOL_VERSION, 0, features);
    }

    /// A leader with one follower that has everything; link 7.
    static Stage leadingWithOneFollower(int features) {
        return new Stage(3, 0).leadServer2(features);
    }

    /// The same where the membership can be changed.
    static Stage leadingAndReconfigurable(int features) {
        return new Stage(reconfigurable(3), 0).leadServer2(features);
    }

    private static PeerSettings reconfigurable(long serverId) {
        return Settings.of(serverId, TICK).reconfigurable().make();
    }

    /// Server 4, an observer, where followers serve observers.
    static Stage observerOfFollowers() {
        return new Stage(Settings.of(4, TICK).observerMasters(true).make(), 0);
    }

    private Stage leadServer2(int features) {
        Stage stage = this;
        stage.elect(3, 0, 0);
        stage.step(new PeerEvent.LearnerLinkUp(7));
        stage.from(7, info(2, 0, features));
        stage.from(7, new LearnerMessage.AckEpoch(0, 0));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 0)));
        stage.effects.clear();
        return stage;
    }

    /// A follower of server 3 in epoch 1 that has everything.
    static Stage following(int features) {
        return new Stage(2, 0).followServer3(features);
    }

    /// The same where the membership can be changed.
    static Stage followingAndReconfigurable() {
        return new Stage(reconfigurable(2), 0).followServer3(Features.NONE);
    }

    private Stage followServer3(int features) {
        Stage stage = this;
        stage.elect(3, 0, 0);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(new LeaderMessage.Info(1, LearnerMessage.PROTOCOL_VERSION, features));
        stage.fromLeader(new LeaderMessage.Diff(0));
        stage.fromLeader(new LeaderMessage.NewLeader(1, ""));
        stage.fromLeader(new LeaderMessage.UpToDate());
        stage.effects.clear();
        return stage;
    }

    static Stage following() {
        return following(Features.NONE);
    }

    private static String text(LeaderMessage message) {
        return switch (message) {
            case LeaderMessage.Proposal(var txn) -> "PROPOSAL " + Zxid.text(txn.zxid());
            case LeaderMessage.Inform(var txn) -> "INFORM " + Zxid.text(txn.zxid());
            case LeaderMessage.Commit(var zxid) -> "COMMIT " + Zxid.text(zxid);
            case LeaderMessage.InformAndActivate(var txn, var designated) ->
                    "INFORMANDACTIVATE " + Zxid.text(txn.zxid()) + " " + designated;
            case LeaderMessage.Info(var epoch, var version, var features) -> "LEADERINFO " + epoch;
            case LeaderMessage.NewLeader(var epoch, var config) -> "NEWLEADER " + epoch;
            case LeaderMessage.UpToDate() -> "UPTODATE";
            case LeaderMessage.Diff(var zxid) -> "DIFF " + Zxid.text(zxid);
            case LeaderMessage.Trunc(var zxid) -> "TRUNC " + Zxid.text(zxid);
            case LeaderMessage.Ping(var zxid) -> "PING";
            default -> message.toString();
        };
    }

    private static String text(LearnerMessage message) {
        return switch (message) {
            case LearnerMessage.Ack(var zxid) -> "ACK " + Zxid.text(zxid);
            case LearnerMessage.AckEpoch(var zxid, var epoch) ->
                    "ACKEPOCH " + Zxid.text(zxid) + " " + epoch;
            case LearnerMessage.Info info -> "INFO " + info.acceptedEpoch();
            case LearnerMessage.Pong(var zxid, var touched) -> "PONG";
            default -> message.toString();
        };
    }

    // ---- links ----

    @Override
    public void notify(long serverId, Notification notification) {
        effects.add("notify " + serverId);
    }

    @Override
    public void connectElection() {
        effects.add("election links");
    }

    @Override
    public void connect(Member leader) {
        effects.add("connect " + leader.id());
    }

    @Override
    public void connectMaster(Member follower) {
        effects.add("connect to follower " + follower.id());
    }

    @Override
    public void toLeader(LearnerMessage message) {
        effects.add("> " + text(message));
    }

    @Override
    public void disconnectLeader(String reason) {}

    @Override
    public void toLearner(long link, LeaderMessage message) {
        effects.add(link + "< " + text(message));
    }

    @Override
    public void disconnectLearner(long link, String reason) {
        effects.add(link + " dropped: " + reason);
    }

    @Override
    public void roleChanged(String reason) {
        effects.add("role: " + reason);
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
        acceptedEpoch = epoch;
        effects.add("acceptedEpoch " + epoch);
    }

    @Override
    public void enterEpoch(long epoch) {
        currentEpoch = epoch;
        effects.add("currentEpoch " + epoch);
    }

    @Override
    public void append(EncodedTxn txn) {
        effects.add("log " + Zxid.text(txn.zxid()));
        log.add(txn);
    }

    @Override
    public boolean truncate(long last) {
        effects.add("truncate " + Zxid.text(last));
        log.removeIf(txn -> txn.zxid() > last);
        return true;
    }

    @Override
    public void discardLog() {
        effects.add("discard log");
        log.clear();
    }

    @Override
    public @Nullable LogTail tail(long from) {
        return null;
    }

    @Override
    public long snapshotBytes() {
        return 0;
    }

    @Override
    public void lastSeen(QuorumConfig config) {}

    @Override
    public void committed(QuorumConfig config) {}

    // ---- service ----

    @Override
    public long lastZxid() {
        return zxid;
    }

    @Override
    public void commit(EncodedTxn txn) {
        zxid = txn.zxid();
        effects.add("apply " + Zxid.text(txn.zxid()));
    }

    /// A tree from a leader.
    record Tree(long zxid) implements Snapshot {}

    @Override
    public void install(Snapshot snapshot) {
        zxid = snapshot.zxid();
        effects.add("install " + Zxid.text(zxid));
    }

    @Override
    public long reload() {
        zxid = log.isEmpty() ? 0 : log.getLast().zxid();
        effects.add("reload " + Zxid.text(zxid));
        return zxid;
    }

    @Override
    public void saveSnapshot() {
        effects.add("save snapshot " + Zxid.text(zxid));
    }

    @Override
    public boolean canSendSnapshot() {
        return !treeIsBeingRead;
    }

    @Override
    public void sendSnapshot(long link) {
        effects.add(link + "< SNAP " + Zxid.text(zxid));
    }

    @Override
    public void lead(long from) {
        effects.add("lead from " + Zxid.text(from));
    }

    @Override
    public void follow(boolean observer, long leader) {
        effects.add((observer ? "observe " : "follow ") + leader);
    }

    @Override
    public void drain() {
        effects.add("drain");
    }

    @Override
    public void suspend() {
        effects.add("suspend");
    }

    @Override
    public void activated(QuorumConfig config) {}

    @Override
    public void requested(long link, LearnerMessage.Request request) {
        effects.add("requested by " + link);
    }

    @Override
    public void touched(long link, List<LearnerMessage.SessionTouch> sessions) {
        if (!sessions.isEmpty()) {
            effects.add("touched by " + link);
        }
    }

    @Override
    public void revalidate(long link, LearnerMessage.Revalidate request) {
        effects.add("revalidation for " + link);
    }

    @Override
    public void revalidated(long sessionId, boolean valid) {}

    @Override
    public void synced() {
        effects.add("synced");
    }

    @Override
    public List<LearnerMessage.SessionTouch> takeTouched() {
        return List.of();
    }
}
