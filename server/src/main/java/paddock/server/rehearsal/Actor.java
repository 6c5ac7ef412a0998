package paddock.server.rehearsal;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.AclRules;
import paddock.core.acl.IpScheme;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.core.prepare.PrepareRules;
import paddock.core.prepare.Preparer;
import paddock.core.tree.ZnodeKinds;
import paddock.core.watch.ChangeKind;
import paddock.replica.Access;
import paddock.replica.Replica;
import paddock.replica.ReplicaListener;
import paddock.replica.ReplicaSettings;
import paddock.replica.Submission;
import paddock.replica.TreeHost;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.QuorumPacket;
import paddock.wire.ensemble.ServerState;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.zab.peer.Peer;
import paddock.zab.peer.PeerEvent;
import paddock.zab.peer.PeerSettings;
import paddock.zab.port.Links;
import paddock.zab.port.Service;
import paddock.zab.port.Store;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.util.List;

/// One server of a rehearsal: a peer and its replica on a disk and a network that are none.
final class Actor implements Links, Store, TreeHost {
    private static final int TICK_MILLIS = 1_000;
    private static final int LIMIT_TICKS = 10;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long id;
    private final Stage stage;
    private final Replica replica;
    private final Peer peer;
    private long acceptedEpoch;
    private long currentEpoch;
    private long leaderLink;
    private boolean serving;

    /// @param members everybody of the ensemble
    Actor(long id, QuorumConfig members, Stage stage) {
        this.id = id;
        this.stage = stage;
        Database database = emptyDatabase();
        Preparer preparer =
                new Preparer(
                        database,
                        new AclRules(List.of(new IpScheme()), false),
                        new PrepareRules(true, false, true, false),
                        (path, root, hard) -> {});
        replica =
                Replica.member(
                        database,
                        preparer,
                        new ReplicaSettings(id, TICK_MILLIS, 0, 60_000, 10_000, 0),
                        this,
                        new Unwatched(),
                        ReplicaListener.NONE,
                        0,
                        0);
        peer =
                new Peer(
                        PeerSettings.of(id, TICK_MILLIS, LIMIT_TICKS, LIMIT_TICKS),
                        new Configs(members, members),
                        this,
                        this,
                        replica.service());
        replica.join(peer);
    }

    private static Database emptyDatabase() {
        return new Database(new ZnodeKinds(true, false), true);
    }

    // ---- its turns ----

    void start() {
        tellTime();
        peer.start(stage.nowMillis());
        complete();
    }

    private void step(PeerEvent event) {
        tellTime();
        peer.step(event, stage.nowMillis());
        complete();
    }

    /// Does what is due by now.
    void tick() {
        if (peer.deadlineMillis() <= stage.nowMillis()) {
            step(new PeerEvent.Ticked());
        }
    }

    void submit(Submission submission) {
        tellTime();
        replica.submit(submission);
        complete();
    }

    private void tellTime() {
        replica.at(stage.nowMillis() * NANOS_PER_MILLI, stage.nowMillis());
    }

    private void complete() {
        replica.settle();
        replica.keepTime();
        replica.completeReady(Integer.MAX_VALUE);
    }

    long nowMillis() {
        return stage.nowMillis();
    }

    long deadlineMillis() {
        return Math.min(peer.deadlineMillis(), replica.deadlineMillis());
    }

    boolean isLeading() {
        return serving && peer.state() == ServerState.LEADING;
    }

    boolean isFollowing() {
        return serving && peer.state() == ServerState.FOLLOWING;
    }

    /// Lets another one lead.
    void handOver() {
        tellTime();
        peer.handOver(-1, stage.nowMillis());
        complete();
    }

    // ---- its links: messages go through their codec, as they do between servers ----

    @Override
    public void notify(long serverId, Notification notification) {
        JuteWriter out = new JuteWriter();
        notification.write(out);
        byte[] bytes = out.toByteArray();
        stage.later(
                serverId,
                other ->
                        other.step(
                                new PeerEvent.Notified(
                                        id, Notification.read(JuteReader.over(bytes)))));
    }

    @Override
    public void connectElection() {
        stage.others(id, other -> other.step(new PeerEvent.ElectionLinkUp(id)));
    }

    @Override
    public void connect(Member leader) {
        long link = stage.newLink(id, leader.id());
        leaderLink = link;
        stage.later(leader.id(), other -> other.step(new PeerEvent.LearnerLinkUp(link)));
        stage.later(id, self -> self.step(new PeerEvent.LeaderLinkUp()));
    }

    @Override
    public void toLeader(LearnerMessage message) {
        JuteWriter out = new JuteWriter();
        message.write(out);
        byte[] bytes = out.toByteArray();
        long link = leaderLink;
        stage.later(
                stage.leaderOf(link),
                other -> {
                    LearnerMessage read = LearnerMessage.read(packet(bytes));
                    if (read != null && stage.isUp(link)) {
                        other.step(new PeerEvent.FromLearner(link, read));
                    }
                });
    }

    @Override
    public void toLearner(long link, LeaderMessage message) {
        JuteWriter out = new JuteWriter();
        message.write(out);
        byte[] bytes = out.toByteArray();
        stage.later(
                stage.learnerOf(link),
                other -> {
                    LeaderMessage read = LeaderMessage.read(packet(bytes));
                    if (read != null && stage.isUp(link) && other.leaderLink == link) {
                        other.step(new PeerEvent.FromLeader(read));
                    }
                });
    }

    private static QuorumPacket packet(byte[] bytes) {
        JuteReader in = JuteReader.over(bytes);
        if (QuorumPacket.lengthIn(in) != bytes.length) {
            throw new IllegalStateException("a message of another length than it says");
        }
        return QuorumPacket.read(in);
    }

    @Override
    public void disconnectLeader(String reason) {
        long link = leaderLink;
        leaderLink = 0;
        if (stage.cut(link)) {
            stage.later(
                    stage.leaderOf(link), other -> other.step(new PeerEvent.LearnerLinkDown(link)));
        }
    }

    @Override
    public void disconnectLearner(long link, String reason) {
        // What was sent before still arrives.
        stage.later(
                stage.learnerOf(link),
                other -> {
                    if (stage.cut(link) && other.leaderLink == link) {
                        other.step(new PeerEvent.LeaderLinkDown(reason));
                    }
                });
    }

    @Override
    public void roleChanged(String reason) {}

    @Override
    public void membershipChanged() {}

    // ---- its disk: as quick as thought ----

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
    }

    @Override
    public void enterEpoch(long epoch) {
        currentEpoch = epoch;
    }

    @Override
    public void append(EncodedTxn txn) {
        EncodedTxn read = EncodedTxn.read(txn.bytes());
        stage.later(id, self -> self.step(new PeerEvent.Durable(read.zxid())));
    }

    @Override
    public boolean truncate(long zxid) {
        return false;
    }

    @Override
    public void discardLog() {}

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

    // ---- its tree ----

    @Override
    public Database received(Service.Snapshot snapshot) {
        throw new IllegalStateException("no tree is sent in a rehearsal");
    }

    @Override
    public Database reload() {
        return emptyDatabase();
    }

    @Override
    public void save(DatabaseImage image) {
        long zxid = image.zxid();
        image.close();
        stage.later(id, self -> self.step(new PeerEvent.SnapshotSaved(zxid)));
    }

    @Override
    public void send(long link, DatabaseImage image) {
        image.close();
        throw new IllegalStateException("no tree is sent in a rehearsal");
    }

    @Override
    public void exclusively(Runnable action) {
        action.run();
    }

    @Override
    public void serving(Access access) {
        serving = access == Access.FULL;
    }

    @Override
    public void activated(QuorumConfig config) {}

    /// Nobody watches.
    private static final class Unwatched implements ChangeListener {
        @Override
        public void znodeChanged(
                ChangeKind kind, String path, long zxid, List<Acl> acl, List<Acl> parentAcl) {}

        @Override
        public void sessionClosed(long sessionId, long zxid) {}
    }
}
