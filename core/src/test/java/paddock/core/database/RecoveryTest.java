package paddock.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.core.tree.Znode;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Perms;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.FutureTask;

/// Snapshots as the reference writes them, and logs replayed over them.
final class RecoveryTest {
    private static final ZnodeKinds KINDS = new ZnodeKinds(false, false);
    private static final List<Acl> ALICE = List.of(new Acl(31, new Id("digest", "alice:x")));
    private static final long ALICE_SESSION = 7;

    private final Database.Builder builder = Database.builder(KINDS, true);

    @Test
    void aclIdsOfASnapshotDoNotMixWithThoseOfTheEmptyTree() {
        builder.acl(1, ALICE);
        builder.acl(2, Acl.READ_ONLY);
        node("", -1, 0);
        node("/alice", 1, 0);
        node("/readable", 2, 0);
        Database database = builder.build(10);
        create(database, "/new", Acl.READ_ONLY, false, 11);

        Database again = reload(database);

        assertThat(acl(again, "/alice")).isEqualTo(ALICE);
        assertThat(acl(again, "/readable")).isEqualTo(Acl.READ_ONLY);
        assertThat(acl(again, "/new")).isEqualTo(Acl.READ_ONLY);
    }

    /// The list of ACLs is written first, so it may lack those of znodes that came meanwhile.
    @Test
    void anAclThatCameWhileASnapshotWasWrittenIsKnownAfterTheReplay() {
        node("", -1, 1);
        node("/alice", 5, 0);
        Database database = builder.build(10);

        assertThat(acl(database, "/alice")).allMatch(entry -> (entry.perms() & Perms.ALL) == 0);

        create(database, "/alice", ALICE, false, 11);
        create(database, "/next", Acl.READ_ONLY, false, 12);
        Database again = reload(database);
        assertThat(acl(again, "/alice")).isEqualTo(ALICE);
        assertThat(acl(again, "/next")).isEqualTo(Acl.READ_ONLY);
    }

    /// While the snapshot was written: /p was deleted, created anew, and got its children.
    @Test
    void aDeleteReplayedOverChildrenThatCameLaterTakesThemAlong() {
        node("", -1, 2);
        node("/p", -1, 2);
        node("/p/plain", -1, 0);
        builder.session(ALICE_SESSION, 1_000);
        byte[] ephemeral = "/p/ephemeral".getBytes(StandardCharsets.UTF_8);
        builder.node(
                ephemeral, 0, ephemeral.length, null, -1, 14, 14, 1, 1, 0, 0, 0, ALICE_SESSION, 14);
        Database database = builder.build(10);

        delete(database, "/p", 11);
        assertThat(database.tree().nodeCount()).isEqualTo(4);
        assertThat(database.tree().ephemeralCount()).isZero();
        assertThat(database.tree().ephemeralsOf(ALICE_SESSION)).isEmpty();

        create(database, "/p", Acl.OPEN, false, 12);
        create(database, "/p/plain", Acl.OPEN, false, 13);
        create(database, "/p/ephemeral", Acl.OPEN, true, 14);
        assertThat(database.tree().nodeCount()).isEqualTo(7);
        assertThat(database.tree().ephemeralCount()).isEqualTo(1);
        Database again = reload(database);
        assertThat(again.treeDigest()).isEqualTo(database.treeDigest());
        assertThat(again.tree().approximateDataBytes())
                .isEqualTo(database.tree().approximateDataBytes());
    }

    @Test
    void aTreeMayBeDeeperThanTheStack() throws Exception {
        FutureTask<@Nullable Void> task =
                new FutureTask<>(
                        () -> {
                            countsADeepTree(5_000);
                            return null;
                        });

        new Thread(null, task, "with a small stack", 200_000).start();

        task.get();
    }

    private void countsADeepTree(int depth) {
        StringBuilder path = new StringBuilder();
        node("", -1, 1);
        for (int level = 0; level < depth; level++) {
            path.append("/a");
            node(path.toString(), -1, 1);
        }
        Database database = builder.build(10);

        assertThat(database.tree().countDescendants(found(database, "/a"))).isEqualTo(depth - 1);
        create(database, "/zookeeper/quota/a", Acl.OPEN, false, 11);
        create(database, "/zookeeper/quota/a/zookeeper_limits", Acl.OPEN, false, 12);
        create(database, "/zookeeper/quota/a/zookeeper_stats", Acl.OPEN, false, 13);
        assertThat(found(database, "/zookeeper/quota/a/zookeeper_stats").data())
                .asString()
                .isEqualTo("count=" + depth + ",bytes=0");
        delete(database, "/a", 14);
        assertThat(database.tree().nodeCount()).isEqualTo(7);
    }

    /// Whatever tells siblings apart also has to when somebody chose their names with care.
    @Test
    void namesWithEqualStringHashesAreOrdinaryNamesHere() {
        for (long seed : new long[] {0, 1, Long.MIN_VALUE, 0x1234_5678_9ABC_DEFFL}) {
            Database chosen = new Database(KINDS, false, seed);
            for (int number = 0; number < 1 << 12; number++) {
                StringBuilder path = new StringBuilder("/");
                for (int bit = 0; bit < 12; bit++) {
                    path.append((number >> bit & 1) == 0 ? "Aa" : "BB");
                }
                create(chosen, path.toString(), Acl.OPEN, false, number + 1L);
            }
            assertThat(chosen.tree().nodeCount()).isEqualTo(4 + (1 << 12));
            assertThat(chosen.tree().find("/" + "BB".repeat(12))).isNotNull();
            assertThat(chosen.tree().find("/" + "BB".repeat(11))).isNull();
        }
    }

    private void node(String path, long aclId, int creates) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        builder.node(bytes, 0, bytes.length, null, aclId, 1, 1, 1, 1, 0, creates, 0, 0, 1);
    }

    private static void create(
            Database database, String path, List<Acl> acl, boolean ephemeral, long zxid) {
        var create = new Txn.Create(OpCode.CREATE, path, null, acl, ephemeral, -1);
        database.apply(
                new LoggedTxn(header(zxid, OpCode.CREATE), create, null), ChangeListener.NONE);
    }

    private static void delete(Database database, String path, long zxid) {
        var delete = new Txn.Delete(OpCode.DELETE, path);
        database.apply(
                new LoggedTxn(header(zxid, OpCode.DELETE), delete, null), ChangeListener.NONE);
    }

    private static TxnHeader header(long zxid, int type) {
        return new TxnHeader(ALICE_SESSION, 0, zxid, 1, type);
    }

    private static Znode found(Database database, String path) {
        @Nullable Znode node = database.tree().find(path);
        if (node == null) {
            throw new AssertionError(path + " is missing");
        }
        return node;
    }

    private static List<Acl> acl(Database database, String path) {
        return found(database, path).acl();
    }

    private static Database reload(Database database) {
        Database.Builder again = Database.builder(KINDS, true);
        try (DatabaseImage image = database.freeze()) {
            image.sessions().forEach(again::session);
            image.acls().forEach(again::acl);
            JuteWriter out = new JuteWriter();
            while (image.writeNodes(out, 1_000)) {}
            JuteReader in = JuteReader.over(out.toByteArray());
            while (in.remaining() > 0) {
                int length = in.readLength("path");
                int offset = in.position();
                in.skip(length);
                again.node(
                        in.array(),
                        offset,
                        length,
                        in.readBuffer(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readInt(),
                        in.readInt(),
                        in.readInt(),
                        in.readLong(),
                        in.readLong());
            }
            return again.build(image.zxid());
        }
    }
}
