package paddock.microbench;

import paddock.core.acl.AclRules;
import paddock.core.acl.Identities;
import paddock.core.acl.IpScheme;
import paddock.core.database.Applied;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.prepare.PrepareRules;
import paddock.core.prepare.Prepared;
import paddock.core.prepare.Preparer;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A database, and what prepares its transactions.
final class Subject {
    static final long SESSION = 0x1234;
    static final int DATA_BYTES = 1024;

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int CHILDREN = 100;
    private static final long SEED = 42;

    final Database database = new Database(new ZnodeKinds(true, false), true);
    final AclRules aclRules = new AclRules(List.of(new IpScheme()), false);
    private final Preparer preparer =
            new Preparer(database, aclRules, PrepareRules.DEFAULTS, (path, root, hard) -> {});
    private int cxid;
    private long millis = 1_700_000_000_000L;

    Subject() {
        apply(proposed(preparer.prepareOpenSession(SESSION, TIMEOUT_MILLIS, millis)));
    }

    /// One with so many znodes more, and 1 KiB in each; `/parent-N/child-N`.
    static Subject withZnodes(int count) {
        Subject subject = new Subject();
        byte[] data = new byte[DATA_BYTES];
        for (int i = 0; i < count; i++) {
            if (i % CHILDREN == 0) {
                subject.update(create(parent(i), new byte[0]));
            }
            subject.update(create(path(i), data));
        }
        return subject;
    }

    private static String parent(int number) {
        return "/parent-%07d".formatted(number / CHILDREN);
    }

    static String path(int number) {
        return "%s/child-%07d".formatted(parent(number), number);
    }

    /// Some of `count` paths, in an order that no cache foresees; the same in every run.
    static List<String> somePaths(int count, int some) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < Math.min(count, some); i++) {
            paths.add(path((int) ((long) i * count / Math.min(count, some))));
        }
        Collections.shuffle(paths, new Random(SEED));
        return paths;
    }

    static Request create(String path, byte[] data) {
        return new Request.Create(
                OpCode.CREATE, path, data, Acl.OPEN, CreateMode.PERSISTENT.flag(), 0);
    }

    /// The body of a request as it arrives.
    static byte[] encoded(Request request) {
        JuteWriter out = new JuteWriter();
        request.write(out);
        return out.toByteArray();
    }

    LoggedTxn prepare(Request request) {
        return proposed(preparer.prepare(SESSION, ++cxid, request, Identities.NONE, ++millis));
    }

    Applied apply(LoggedTxn txn) {
        Applied applied = database.apply(txn, ChangeListener.NONE);
        preparer.applied(txn.header().zxid());
        return applied;
    }

    Applied update(Request request) {
        return apply(prepare(request));
    }

    /// A benchmark that measures refusals measures nothing.
    private static LoggedTxn proposed(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Proposed(LoggedTxn txn) when !(txn.txn() instanceof Txn.Error) -> txn;
            case Prepared.Proposed refusal -> throw new IllegalStateException(refusal.toString());
            case Prepared.Refused refusal -> throw new IllegalStateException(refusal.toString());
        };
    }
}
