package paddock.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.core.acl.AclRules;
import paddock.core.acl.Identities;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.core.tree.DataTree;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Random updates, prepared ahead of being applied by a random distance.
final class PreparedMatchesAppliedProperties {
    private static final ZnodeKinds KINDS = new ZnodeKinds(true, false);
    private static final AclRules RULES = new AclRules(List.of(), false);

    @Test
    void digestPreparedIsTheDigestOfTheTreeAfterwards() {
        Seeds.forEach(
                200,
                random -> {
                    Database own = new Database(KINDS, true);
                    Database replica = new Database(KINDS, true);
                    List<LoggedTxn> log = run(own, random, 150);

                    log.forEach(txn -> replica.apply(txn, ChangeListener.NONE));

                    assertThat(replica.digestMismatches()).isZero();
                    assertThat(dump(replica.freeze())).isEqualTo(dump(own.freeze()));
                    assertThat(replica.treeDigest()).isEqualTo(own.treeDigest());
                });
    }

    @Test
    void imageStaysAsItWasWhileUpdatesGoOn() {
        Seeds.forEach(
                200,
                random -> {
                    Database database = new Database(KINDS, true);
                    run(database, random, 100);
                    List<Byte> before;
                    try (DatabaseImage quick = database.freeze()) {
                        before = dump(quick);
                    }

                    List<Byte> slow = new ArrayList<>();
                    try (DatabaseImage image = database.freeze()) {
                        JuteWriter out = new JuteWriter();
                        boolean more = true;
                        while (more) {
                            out.clear();
                            more = image.writeNodes(out, random.nextInt(1, 300));
                            append(slow, out);
                            run(database, random, random.nextInt(5));
                        }
                    }

                    assertThat(slow).isEqualTo(before);
                });
    }

    @Test
    void databaseLoadedFromAnImageIsTheSame() {
        Seeds.forEach(
                100,
                random -> {
                    Database database = new Database(KINDS, true);
                    run(database, random, 150);

                    Database loaded = reload(database);

                    assertThat(loaded.treeDigest()).isEqualTo(database.treeDigest());
                    assertThat(loaded.tree().nodeCount()).isEqualTo(database.tree().nodeCount());
                    assertThat(ephemerals(loaded)).isEqualTo(ephemerals(database));
                    assertThat(dump(loaded.freeze()).size())
                            .isEqualTo(dump(database.freeze()).size());
                });
    }

    private static SortedMap<Long, SortedSet<String>> ephemerals(Database database) {
        SortedMap<Long, SortedSet<String>> all = new TreeMap<>();
        DataTree tree = database.tree();
        for (Long owner : tree.ephemeralOwners()) {
            all.put(owner, new TreeSet<>(tree.ephemeralsOf(owner)));
        }
        return all;
    }

    private static Database reload(Database database) {
        Database.Builder builder = Database.builder(KINDS, true);
        try (DatabaseImage image = database.freeze()) {
            image.sessions().forEach(builder::session);
            image.acls().forEach(builder::acl);
            JuteWriter out = new JuteWriter();
            while (image.writeNodes(out, 1000)) {}
            JuteReader in = JuteReader.over(out.toByteArray());
            while (in.remaining() > 0) {
                node(in, builder);
            }
            return builder.build(image.zxid());
        }
    }

    private static void node(JuteReader in, Database.Builder builder) {
        int length = in.readLength("path");
        int offset = in.position();
        in.skip(length);
        byte[] data = in.readBuffer();
        long acl = in.readLong();
        long czxid = in.readLong();
        long mzxid = in.readLong();
        long ctime = in.readLong();
        long mtime = in.readLong();
        int version = in.readInt();
        int cversion = in.readInt();
        int aversion = in.readInt();
        long owner = in.readLong();
        builder.node(
                in.array(),
                offset,
                length,
                data,
                acl,
                czxid,
                mzxid,
                ctime,
                mtime,
                version,
                cversion,
                aversion,
                owner,
                in.readLong());
    }

    /// Prepares and applies random updates; everything is applied in the end.
    private static List<LoggedTxn> run(Database database, RandomGenerator random, int count) {
        Preparer preparer =
                new Preparer(database, RULES, PrepareRules.DEFAULTS, (path, root, hard) -> {});
        List<LoggedTxn> log = new ArrayList<>();
        ArrayDeque<LoggedTxn> underWay = new ArrayDeque<>();
        if (database.sessions().isEmpty()) {
            add(preparer.prepareOpenSession(1, 1000, 1), log, underWay);
            add(preparer.prepareOpenSession(2, 1000, 1), log, underWay);
            applySome(database, preparer, underWay, Integer.MAX_VALUE);
        }
        for (int i = 0; i < count; i++) {
            long session = random.nextInt(1, 3);
            long time = 1000L + i;
            if (random.nextInt(60) == 0) {
                add(preparer.prepareExpiry(session, time), log, underWay);
                applySome(database, preparer, underWay, Integer.MAX_VALUE);
                add(preparer.prepareOpenSession(session, 1000, time), log, underWay);
                applySome(database, preparer, underWay, Integer.MAX_VALUE);
                continue;
            }
            Request request = random.nextInt(5) == 0 ? multi(random) : update(random);
            add(preparer.prepare(session, i, request, Identities.NONE, time), log, underWay);
            applySome(database, preparer, underWay, random.nextInt(4));
        }
        applySome(database, preparer, underWay, Integer.MAX_VALUE);
        return log;
    }

    private static void add(
            Prepared prepared, List<LoggedTxn> log, ArrayDeque<LoggedTxn> underWay) {
        assertThat(prepared).isInstanceOf(Prepared.Proposed.class);
        LoggedTxn txn = ((Prepared.Proposed) prepared).txn();
        log.add(txn);
        underWay.add(txn);
    }

    private static void applySome(
            Database database, Preparer preparer, ArrayDeque<LoggedTxn> underWay, int most) {
        for (int i = 0; i < most && !underWay.isEmpty(); i++) {
            LoggedTxn txn = underWay.remove();
            database.applyOwn(txn, ChangeListener.NONE);
            preparer.applied(txn.header().zxid());
        }
    }

    private static Request multi(RandomGenerator random) {
        List<Request> ops = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            Request op = update(random);
            if (!(op instanceof Request.SetAcl)) {
                ops.add(op);
            }
        }
        return new Request.Multi(false, ops);
    }

    private static Request update(RandomGenerator random) {
        String path = path(random);
        byte[] data = random.nextInt(4) == 0 ? null : new byte[random.nextInt(20)];
        int version = random.nextInt(3) == 0 ? random.nextInt(3) : -1;
        return switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                    new Request.Create(OpCode.CREATE, path, data, Acl.OPEN, random.nextInt(4), 0);
            case 3 -> new Request.Create(OpCode.CREATE_TTL, path, data, Acl.OPEN, 5, 1000);
            case 4 -> new Request.Delete(path, version);
            case 5 -> new Request.SetAcl(path, random.nextBoolean() ? Acl.OPEN : Acl.READ_ONLY, -1);
            case 6 -> new Request.Create(OpCode.CREATE_CONTAINER, path, data, Acl.OPEN, 4, 0);
            default -> new Request.SetData(path, data, version);
        };
    }

    private static String path(RandomGenerator random) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(3); depth >= 0; depth--) {
            path.append('/').append((char) ('a' + random.nextInt(4)));
        }
        return path.toString();
    }

    private static List<Byte> dump(DatabaseImage image) {
        try (image) {
            JuteWriter out = new JuteWriter();
            while (image.writeNodes(out, 64)) {}
            List<Byte> bytes = new ArrayList<>();
            append(bytes, out);
            return bytes;
        }
    }

    private static void append(List<Byte> bytes, JuteWriter out) {
        for (byte each : out.toByteArray()) {
            bytes.add(each);
        }
    }
}
