package paddock.simulator.ensemble;

import paddock.core.acl.AclRules;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.query.Queries;
import paddock.core.watch.ChangeKind;
import paddock.core.watch.WatchTable;
import paddock.replica.Submission;
import paddock.wire.protocol.Acl;

import java.util.List;

/// The clients of one server while its process runs: their connections and watches.
final class SimClients implements ChangeListener {
    private final SimServer server;
    private final Database database;
    private final Queries queries;
    private final WatchTable<SimConnection> watches = new WatchTable<>();
    private boolean serving;

    SimClients(SimServer server, Database database, AclRules aclRules) {
        this.server = server;
        this.database = database;
        queries = new Queries(database, aclRules);
    }

    Machine machine() {
        return server.machine;
    }

    Database database() {
        return database;
    }

    Queries queries() {
        return queries;
    }

    WatchTable<SimConnection> watches() {
        return watches;
    }

    boolean makes(Mistake mistake) {
        return server.makes(mistake);
    }

    boolean isServing() {
        return serving;
    }

    void serving(boolean yes) {
        serving = yes;
    }

    void submit(Submission submission) {
        server.submit(submission);
    }

    /// A connection is gone. The replica hears of it later: it may be what closed it.
    void gone(Submission.Gone submission) {
        server.machine.after(1, () -> server.submit(submission));
    }

    /// A client is told that its update is done, or why it was refused.
    void acknowledged(long zxid) {
        server.acknowledgedHere++;
        server.checks.acknowledged.acknowledged(zxid);
    }

    /// A sync is answered.
    void synced(long newestBefore) {
        server.checks.acknowledged.readAfterSync(
                server.machine.id, database.lastZxid(), newestBefore);
    }

    @Override
    public void znodeChanged(
            ChangeKind kind, String path, long zxid, List<Acl> acl, List<Acl> parentAcl) {
        watches.fire(
                kind,
                path,
                (connection, type, eventPath) -> connection.notify(type, eventPath, zxid));
    }

    @Override
    public void sessionClosed(long sessionId, long zxid) {}
}
