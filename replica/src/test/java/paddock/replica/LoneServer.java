package paddock.replica;

import paddock.core.acl.AclRules;
import paddock.core.acl.IpScheme;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.prepare.PrepareRules;
import paddock.core.prepare.Preparer;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.txn.LoggedTxn;

import java.util.ArrayList;
import java.util.List;

/// A server that stands alone, on a disk that is as fast as the test says.
final class LoneServer {
    static final int TICK = 1_000;
    static final int THROTTLE = 500;
    static final int SWEEP = 10_000;

    final Database database = new Database(new ZnodeKinds(true, false), true);
    final List<LoggedTxn> log = new ArrayList<>();
    final List<Long> expiring = new ArrayList<>();
    final Replica replica;
    long durableZxid;
    private long nowMillis;

    LoneServer() {
        AclRules aclRules = new AclRules(List.of(new IpScheme()), false);
        PrepareRules rules = new PrepareRules(true, false, true, false);
        Preparer preparer = new Preparer(database, aclRules, rules, (path, root, hard) -> {});
        replica =
                Replica.alone(
                        database,
                        preparer,
                        new ReplicaSettings(1, TICK, THROTTLE, SWEEP, 60_000, 0),
                        new Log() {
                            @Override
                            public void append(LoggedTxn txn) {
                                log.add(txn);
                            }

                            @Override
                            public long durableZxid() {
                                return durableZxid;
                            }
                        },
                        ChangeListener.NONE,
                        new ReplicaListener() {
                            @Override
                            public void applied(LoggedTxn txn) {}

                            @Override
                            public void expiring(long sessionId, int timeoutMillis) {
                                expiring.add(sessionId);
                            }

                            @Override
                            public void reconfigRefused(ErrorCode error, String reason) {}
                        },
                        0,
                        0);
    }

    /// A client with a session.
    FakeClient client() {
        FakeClient client = new FakeClient();
        client.lastHeardMillis = nowMillis;
        take(client.wantsSession());
        force();
        client.takeTold();
        return client;
    }

    void take(Submission... submissions) {
        for (Submission submission : submissions) {
            replica.submit(submission);
        }
    }

    /// Completes what needs no disk.
    int complete() {
        return replica.completeReady(Integer.MAX_VALUE);
    }

    /// Forces the log, and completes everything.
    int force() {
        if (!log.isEmpty()) {
            durableZxid = log.getLast().header().zxid();
        }
        return complete();
    }

    /// Lets time pass in which the server does not run; it looks after its sessions at once then.
    void suspend(long millis) {
        nowMillis += millis;
        replica.at(nowMillis * 1_000_000, nowMillis);
        replica.wasSuspended(millis);
        replica.keepTime();
    }

    /// Lets time pass.
    void pass(long millis) {
        nowMillis += millis;
        replica.at(nowMillis * 1_000_000, nowMillis);
        replica.keepTime();
    }
}
