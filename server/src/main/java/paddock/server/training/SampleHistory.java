package paddock.server.training;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.path.PathRules;
import paddock.core.tree.Znode;
import paddock.core.tree.ZnodeKinds;
import paddock.storage.folder.DataFolder;
import paddock.storage.log.LogListener;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnDigest;
import paddock.wire.txn.TxnHeader;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The files of a server that was in use for a while: a snapshot, and a log that goes on from
/// there, with znodes, sessions and transactions of every kind in about the shares of everyday use.
final class SampleHistory {
    /// Transactions in the snapshot, and again in the log: enough that whatever recovery does with
    /// each has long been compiled when the last is replayed.
    private static final int TXNS = 60_000;

    private static final int GROUPS = 300;
    private static final int KINDS = 20;
    private static final int SESSION_SPAN = 40;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final long FIRST_SESSION = 0x100000000L;
    private static final long FIRST_MILLIS = 1_700_000_000_000L;
    private static final byte[] DATA =
            "a hundred bytes or so ".repeat(5).getBytes(StandardCharsets.UTF_8);
    private static final List<Acl> OWN = List.of(new Acl(31, new Id("digest", "someone:secret")));

    private final Database database = new Database(new ZnodeKinds(false, false), true);
    private final TxnLog log;
    private final JuteWriter buffer = new JuteWriter(1024);
    private long zxid;

    private SampleHistory(TxnLog log) {
        this.log = log;
    }

    /// Fills folders in which nothing is yet.
    static void write(Path dataDir, Path logDir) {
        try (DataFolder folder = DataFolder.open(dataDir, logDir, true);
                TxnLog log = new TxnLog(folder.logs(), LogSettings.DEFAULT, LogListener.NONE)) {
            SampleHistory history = new SampleHistory(log);
            history.begin();
            history.goOn(0, TXNS);
            new SnapshotWriter(SnapshotSettings.DEFAULT)
                    .write(history.database.freeze(), folder.snapshots(), false);
            history.goOn(TXNS, 2 * TXNS);
            log.force();
        }
    }

    private void begin() {
        add(new Txn.CreateSession(TIMEOUT_MILLIS), FIRST_SESSION);
        add(create("/services", Acl.OPEN), FIRST_SESSION);
        for (int i = 0; i < GROUPS; i++) {
            add(create(group(i), Acl.OPEN), FIRST_SESSION);
        }
    }

    private void goOn(int from, int to) {
        for (int i = from; i < to; i++) {
            // One session after the other.
            long session = FIRST_SESSION + 1 + i / SESSION_SPAN;
            add(next(i), session);
        }
    }

    /// The transaction of that number: of every [#KINDS] one of each rare kind, and creates.
    private Txn next(int i) {
        int earlier = i - i % KINDS - KINDS / 2;
        if (i % SESSION_SPAN == 0) {
            return new Txn.CreateSession(TIMEOUT_MILLIS);
        }
        // Every second session is still there in the end.
        if (i % (2 * SESSION_SPAN) == SESSION_SPAN - 1) {
            return new Txn.CloseSession(List.of(member(i - 1)));
        }
        return switch (i % KINDS) {
            case 1, 2 -> new Txn.SetData(OpCode.SET_DATA, member(earlier), DATA, i % 2);
            case 3 -> new Txn.Delete(OpCode.DELETE, member(earlier - 1));
            case 4 -> new Txn.SetAcl(member(earlier), OWN, 1);
            case 5 -> new Txn.Error(-110);
            case 6 ->
                    new Txn.Multi(
                            List.of(
                                    new Txn.Check(group(i), -1),
                                    create(member(i), Acl.OPEN),
                                    new Txn.SetData(OpCode.SET_DATA, group(i), DATA, 1)));
            case 7 -> create(member(i), OWN);
            case 8 -> create(group(i) + "/sub-" + i, Acl.OPEN);
            case KINDS - 2 -> create(member(i), Acl.OPEN, true);
            default -> create(member(i), Acl.OPEN);
        };
    }

    private Txn create(String path, List<Acl> acl) {
        return create(path, acl, false);
    }

    private Txn create(String path, List<Acl> acl, boolean ephemeral) {
        Znode parent = database.tree().find(PathRules.parentOf(path));
        int creates = parent == null ? 0 : parent.creates();
        return new Txn.Create(OpCode.CREATE, path, DATA, acl, ephemeral, creates + 1);
    }

    private static String group(int i) {
        return "/services/group-%03d".formatted(i / KINDS % GROUPS);
    }

    private static String member(int i) {
        return "%s/member-%07d".formatted(group(i), i);
    }

    private void add(Txn txn, long sessionId) {
        zxid++;
        TxnHeader header =
                new TxnHeader(sessionId, (int) zxid, zxid, FIRST_MILLIS + zxid, txn.type());
        database.apply(new LoggedTxn(header, txn, null), ChangeListener.NONE);
        TxnDigest digest = new TxnDigest(TxnDigest.VERSION, database.treeDigest());
        buffer.clear();
        new LoggedTxn(header, txn, digest).write(buffer);
        log.append(zxid, buffer.array(), 0, buffer.size());
    }
}
