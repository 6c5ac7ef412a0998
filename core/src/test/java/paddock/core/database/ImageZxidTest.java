package paddock.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.tree.ZnodeKinds;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;

final class ImageZxidTest {
    private static final long LAST_TXN = 0x12_0000_0001L;

    /// Were it named by the beginning of an epoch, a server that has to cut its log after this
    /// transaction would have nothing to start from.
    @Test
    void anImageIsNamedByItsLastTransactionNotByTheEpochThatBeganSince() {
        Database database = new Database(new ZnodeKinds(false, false), true);
        Txn txn = new Txn.Create(OpCode.CREATE, "/a", new byte[0], Acl.OPEN, false, 1);
        database.apply(
                new LoggedTxn(new TxnHeader(1, 1, LAST_TXN, 1, txn.type()), txn, null),
                ChangeListener.NONE);

        database.beginEpoch(0x14_0000_0000L);

        assertThat(database.lastZxid()).isEqualTo(0x14_0000_0000L);
        try (DatabaseImage image = database.freeze()) {
            assertThat(image.zxid()).isEqualTo(LAST_TXN);
        }
    }
}
