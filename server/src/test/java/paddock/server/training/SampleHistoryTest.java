package paddock.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.storage.folder.StoreFile;
import paddock.storage.log.LogReader;
import paddock.storage.snapshot.SnapshotReader;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

class SampleHistoryTest {
    private enum Kind {
        CREATE,
        UPDATE,
        OTHER
    }

    @TempDir private Path dir;

    @Test
    void isWhatAServerLeaves() {
        SampleHistory.write(dir, dir);

        Path folder = dir.resolve("version-2");
        StoreFile snapshot = StoreFile.snapshots(folder).getLast();
        Database.Builder builder = Database.builder(new ZnodeKinds(false, false), true);
        new SnapshotReader().read(snapshot.path(), builder);
        Database database = builder.build(snapshot.zxid());
        int before = database.tree().nodeCount();
        assertThat(database.sessions()).hasSizeGreaterThan(1);

        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        try (LogReader log = new LogReader(folder, snapshot.zxid() + 1)) {
            for (LoggedTxn txn = log.nextTxn(); txn != null; txn = log.nextTxn()) {
                database.apply(txn, ChangeListener.NONE);
                kinds.merge(kindOf(txn.txn()), 1, Integer::sum);
            }
            assertThat(log.torn()).isEmpty();
        }

        assertThat(database.digestMismatches()).isZero();
        assertThat(database.tree().nodeCount()).isGreaterThan(3 * before / 2);
        assertThat(kinds.get(Kind.CREATE)).isGreaterThan(30_000);
        assertThat(kinds.get(Kind.UPDATE)).isGreaterThan(5_000);
        assertThat(kinds.get(Kind.OTHER)).isGreaterThan(5_000);
    }

    private static Kind kindOf(Txn txn) {
        return switch (txn) {
            case Txn.Create create -> Kind.CREATE;
            case Txn.SetData set -> Kind.UPDATE;
            default -> Kind.OTHER;
        };
    }
}
