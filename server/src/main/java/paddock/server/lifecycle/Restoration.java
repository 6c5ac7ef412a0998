package paddock.server.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.server.config.ServerConfig;
import paddock.storage.folder.DataFolder;
import paddock.storage.recovery.Recovery;
import paddock.storage.recovery.RecoveryReport;
import paddock.storage.recovery.RecoverySettings;
import paddock.storage.snapshot.SnapshotWriter;

import java.nio.file.Path;
import java.security.SecureRandom;

/// Brings the tree back from disk, and says in the log how that went.
///
/// @param replayed transactions that came from the log, not from a snapshot
record Restoration(Database database, long replayed) {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    static Restoration run(DataFolder folder, ServerConfig config, SnapshotWriter snapshots) {
        ServerConfig.Storage storage = config.storage();
        RestoredDatabase restored =
                new RestoredDatabase(
                        new ZnodeKinds(config.nodes().ttlEnabled(), config.nodes().ttlAs353()),
                        storage.digestEnabled(),
                        new SecureRandom().nextLong());
        int maxTxnBytes = config.limits().maxRequestBytes() + config.limits().extraRecordBytes();
        RecoveryReport report =
                new Recovery(
                                folder,
                                new RecoverySettings(
                                        storage.trustEmptySnapshot(),
                                        config.ensemble()
                                                .map(ServerConfig.Ensemble::mayStartEmpty)
                                                .orElse(true),
                                        storage.digestEnabled(),
                                        maxTxnBytes,
                                        storage.directLog()),
                                snapshots)
                        .run(restored);
        if (report.lastZxid() < 0) {
            LOG.warn(
                    "there is no data in {}, and db.autocreate=false: this server does not vote"
                            + " before a leader has sent it the data; for a new ensemble run"
                            + " zkServer-initialize.sh on every member",
                    folder.snapshots());
            restored.startUnknown();
        }
        report.rejected().forEach(line -> LOG.warn("passed over a snapshot: {}", line));
        report.torn().forEach(torn -> LOG.warn("cut a torn tail: {}", torn));
        if (report.digest() instanceof RecoveryReport.DigestVerdict.Differs differs) {
            LOG.error(
                    "the digest of the tree at zxid 0x{} is {}, on disk it is {}",
                    Long.toHexString(differs.zxid()),
                    differs.computed(),
                    differs.onDisk());
        }
        Database database = restored.database();
        Path from = report.snapshot();
        LOG.info(
                "recovered {} znodes and {} sessions up to zxid 0x{}: {} in {} ms, {} transactions"
                        + " replayed in {} ms",
                database.tree().nodeCount(),
                database.sessions().size(),
                Long.toHexString(database.lastZxid()),
                from == null ? "no snapshot" : from.getFileName(),
                report.snapshotNanos() / 1_000_000,
                report.replayed(),
                report.replayNanos() / 1_000_000);
        return new Restoration(database, report.replayed());
    }
}
