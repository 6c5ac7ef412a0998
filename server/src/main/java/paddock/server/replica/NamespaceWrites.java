package paddock.server.replica;

import org.jspecify.annotations.Nullable;

import paddock.server.metrics.Recorder;
import paddock.server.metrics.SummarySet;
import paddock.wire.txn.Txn;

import java.util.List;

/// What a transaction wrote below each top-level znode: paths and data.
final class NamespaceWrites {
    private NamespaceWrites() {}

    /// Records a transaction that was applied.
    static void record(Recorder recorder, Txn txn) {
        switch (txn) {
            case Txn.Create create -> wrote(recorder, create.path(), create.data());
            case Txn.CreateTtl create -> wrote(recorder, create.path(), create.data());
            case Txn.CreateContainer create -> wrote(recorder, create.path(), create.data());
            case Txn.SetData set -> wrote(recorder, set.path(), set.data());
            case Txn.Delete delete -> wrote(recorder, delete.path(), null);
            case Txn.Multi multi -> recordAll(recorder, multi.parts());
            case Txn.CloseSession close -> deleted(recorder, close.paths());
            case Txn.SetAcl _, Txn.Check _, Txn.CreateSession _, Txn.Error _ -> {}
        }
    }

    private static void recordAll(Recorder recorder, List<Txn> parts) {
        for (Txn part : parts) {
            if (part instanceof Txn.Error) {
                return; // none of it happened
            }
        }
        for (Txn part : parts) {
            record(recorder, part);
        }
    }

    private static void deleted(Recorder recorder, @Nullable List<String> paths) {
        if (paths != null) {
            for (String path : paths) {
                wrote(recorder, path, null);
            }
        }
    }

    private static void wrote(Recorder recorder, String path, byte @Nullable [] data) {
        recorder.recordNamespace(
                SummarySet.WRITE_PER_NAMESPACE,
                path,
                path.length() + (data == null ? 0L : data.length));
    }
}
