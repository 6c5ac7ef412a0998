package paddock.replica;

import paddock.core.acl.AclRules;
import paddock.core.acl.IpScheme;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.core.prepare.PrepareRules;
import paddock.core.prepare.Preparer;
import paddock.core.tree.ZnodeKinds;
import paddock.core.watch.ChangeKind;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;
import paddock.zab.port.Service;
import paddock.zab.quorum.QuorumConfig;
import paddock.zab.quorum.Reconfiguration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A member of an ensemble; the test plays its peer and its host.
final class Member implements Agreement, TreeHost {
    static final int TICK = 1_000;
    static final long LINK = 7;
    static final long OTHER_LINK = 8;

    /// Of a learner that counts on order.
    static final long ORDERED_LINK = 9;

    final Database database = emptyDatabase();
    final Replica replica;
    final Service service;

    /// What was proposed and not committed.
    final ArrayDeque<EncodedTxn> proposed = new ArrayDeque<>();

    /// What was said to the leader or to learners.
    final List<Object> said = new ArrayList<>();

    final ArrayDeque<Runnable> proofs = new ArrayDeque<>();
    final List<EncodedTxn> uncommitted = new ArrayList<>();
    final List<String> changes = new ArrayList<>();
    final List<Long> images = new ArrayList<>();

    /// What any request to change the membership comes to.
    Reconfiguration reconfiguration =
            new Reconfiguration.Refused(ErrorCode.NEW_CONFIG_NO_QUORUM, "nobody is there");

    Access access = Access.NONE;
    boolean looking;
    Database other = emptyDatabase();
    private long nowMillis;
    private long zxid;

    Member() {
        this(LocalSessionMode.OFF);
    }

    /// A member whose new sessions are known to it alone, or not.
    Member(LocalSessionMode localSessions) {
        this(settings().with(MemberSettings.usual(TICK, localSessions)));
    }

    static ReplicaSettings settings() {
        return new ReplicaSettings(3, TICK, 0, 10_000, 60_000, 0);
    }

    Member(ReplicaSettings settings) {
        AclRules aclRules = new AclRules(List.of(new IpScheme()), false);
        PrepareRules rules = new PrepareRules(true, false, true, true);
        replica =
                Replica.member(
                        database,
                        new Preparer(database, aclRules, rules, (path, root, hard) -> {}),
                        settings,
                        this,
                        new ChangeListener() {
                            @Override
                            public void znodeChanged(
                                    ChangeKind kind,
                                    String path,
                                    long at,
                                    List<Acl> acl,
                                    List<Acl> parentAcl) {
                                changes.add(path);
                            }

                            @Override
                            public void sessionClosed(long sessionId, long at) {}
                        },
                        ReplicaListener.NONE,
                        0,
                        0);
        replica.join(this);
        service = replica.service();
    }

    private static Database emptyDatabase() {
        return new Database(new ZnodeKinds(true, false), true);
    }

    // ---- what its peer does ----

    Member lead(long epoch) {
        service.lead(epoch << 32);
        zxid = epoch << 32;
        return settle();
    }

    Member follow(long epoch) {
        zxid = Math.max(zxid, epoch << 32);
        service.follow(false, 1);
        return settle();
    }

    Member observe(long leader) {
        service.follow(true, leader);
        return settle();
    }

    Member settle() {
        replica.settle();
        complete();
        return this;
    }

    /// Commits the oldest proposals.
    Member commit(int count) {
        for (int i = 0; i < count; i++) {
            service.commit(proposed.remove());
        }
        return settle();
    }

    /// Commits what another server ordered.
    EncodedTxn commit(long sessionId, int cxid, Txn txn) {
        EncodedTxn committed = transaction(sessionId, cxid, txn);
        service.commit(committed);
        settle();
        return committed;
    }

    EncodedTxn transaction(long sessionId, int cxid, Txn txn) {
        return EncodedTxn.of(
                new LoggedTxn(
                        new TxnHeader(sessionId, cxid, ++zxid, nowMillis, txn.type()), txn, null));
    }

    static Txn created(String path) {
        return new Txn.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, false, -1);
    }

    void request(long link, long sessionId, int cxid, Request request) {
        JuteWriter body = new JuteWriter(64);
        request.write(body);
        request(link, sessionId, cxid, request.opCode(), body.toByteArray());
    }

    void request(long link, long sessionId, int cxid, int opCode, byte[] body) {
        service.requested(
                link, new LearnerMessage.Request(sessionId, cxid, opCode, body, List.of()));
        settle();
    }

    void prove() {
        while (!proofs.isEmpty()) {
            proofs.remove().run();
        }
        settle();
    }

    // ---- what its clients do ----

    void take(Submission... submissions) {
        for (Submission submission : submissions) {
            replica.submit(submission);
        }
        complete();
    }

    int complete() {
        return replica.isReady() ? replica.completeReady(Integer.MAX_VALUE) : 0;
    }

    void pass(long millis) {
        nowMillis += millis;
        replica.at(nowMillis * 1_000_000, nowMillis);
        replica.keepTime();
        complete();
    }

    /// A client with a session, which this leader opened.
    FakeClient clientOfLeader() {
        FakeClient client = new FakeClient();
        take(client.wantsSession());
        commit(1);
        client.takeTold();
        return client;
    }

    /// A client with a session, which the leader of this learner opened.
    FakeClient clientOfLearner() {
        FakeClient client = new FakeClient();
        take(client.wantsSession());
        LearnerMessage.Request request = (LearnerMessage.Request) said.removeLast();
        commit(request.sessionId(), 0, new Txn.CreateSession(FakeClient.TIMEOUT));
        client.takeTold();
        return client;
    }

    /// What was said since the last call.
    List<Object> takeSaid() {
        List<Object> all = List.copyOf(said);
        said.clear();
        return all;
    }

    /// The xids of the requests forwarded since the last call.
    List<Integer> takeForwarded() {
        List<Integer> xids = new ArrayList<>();
        for (Object message : takeSaid()) {
            xids.add(((LearnerMessage.Request) message).cxid());
        }
        return xids;
    }

    boolean has(String path) {
        return database.tree().find(path) != null;
    }

    // ---- Agreement ----

    @Override
    public boolean isLooking() {
        return looking;
    }

    @Override
    public void propose(EncodedTxn txn) {
        zxid = txn.zxid();
        proposed.add(txn);
    }

    @Override
    public Reconfiguration reconfiguration(Request.Reconfig request, long at) {
        return reconfiguration;
    }

    @Override
    public void answer(long link, LeaderMessage message) {
        said.add(link + " " + message);
    }

    @Override
    public boolean countsOnOrder(long link) {
        return link == ORDERED_LINK;
    }

    @Override
    public void answerAfter(long link, long at, LeaderMessage message) {
        said.add(link + " " + message + " after " + Long.toHexString(at));
    }

    @Override
    public void proveLeadership(Runnable proven) {
        proofs.add(proven);
    }

    @Override
    public void forward(LearnerMessage message) {
        said.add(message);
    }

    @Override
    public long lastLoggedZxid() {
        return uncommitted.isEmpty() ? service.lastZxid() : uncommitted.getLast().zxid();
    }

    @Override
    public Collection<EncodedTxn> uncommitted() {
        return uncommitted;
    }

    // ---- TreeHost ----

    @Override
    public Database received(Service.Snapshot snapshot) {
        return other;
    }

    @Override
    public Database reload() {
        return other;
    }

    @Override
    public void save(DatabaseImage image) {
        images.add(image.zxid());
        image.close();
    }

    @Override
    public void send(long link, DatabaseImage image) {
        images.add(image.zxid());
        image.close();
    }

    @Override
    public void exclusively(Runnable action) {
        action.run();
    }

    @Override
    public void serving(Access now) {
        access = now;
    }

    @Override
    public void activated(QuorumConfig config) {}
}
