package paddock.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.tree.ZnodeKinds;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Stat;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;

import java.nio.charset.StandardCharsets;

final class DatabaseTest {
    private final Database database = new Database(new ZnodeKinds(false, false), true);

    @Test
    void emptyTreeHasTheDigestOfTheReference() {
        assertThat(database.treeDigest()).isEqualTo(0x51C6D660L);
    }

    @Test
    void createChangesTheDigestAsTheReferenceDoes() {
        var header = new TxnHeader(1, 1, 0x100000002L, 0x1A1F8830D9DL, OpCode.CREATE);
        var create = new Txn.Create(OpCode.CREATE, "/a", bytes("hello"), Acl.OPEN, false, 1);

        database.apply(new LoggedTxn(header, create, null), ChangeListener.NONE);

        assertThat(database.treeDigest()).isEqualTo(0x18248DAA4L);
    }

    @Test
    void builtInNodesLookAsOnAFreshServer() {
        assertThat(stat("/")).isEqualTo(new Stat(0, 0, 0, 0, 0, -1, 0, 0, 0, 1, 0));
        assertThat(stat("/zookeeper")).isEqualTo(new Stat(0, 0, 0, 0, 0, -2, 0, 0, 0, 2, 0));
        assertThat(stat("/zookeeper/quota")).isEqualTo(new Stat(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(stat("/zookeeper/config")).isEqualTo(new Stat(0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0));
    }

    private Stat stat(String path) {
        var node = database.tree().find(path);
        assertThat(node).as(path).isNotNull();
        return node.stat(database.tree().kinds());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
