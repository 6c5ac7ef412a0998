package paddock.server.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.server.config.ServerConfig;
import paddock.storage.StorageException;
import paddock.storage.folder.DataFolder;
import paddock.storage.retention.Retention;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Removes old files now and then, on a thread of its own.
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private Housekeeping() {}

    static ScheduledExecutorService start(ServerConfig.Retention retention, DataFolder folder) {
        ScheduledExecutorService executor =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "housekeeping");
                            thread.setDaemon(true);
                            return thread;
                        });
        Duration interval = retention.interval().orElse(null);
        if (interval != null) {
            executor.scheduleAtFixedRate(
                    () -> purge(retention, folder), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
        return executor;
    }

    private static void purge(ServerConfig.Retention retention, DataFolder folder) {
        try {
            List<Path> removed =
                    Retention.purge(folder.logs(), folder.snapshots(), retention.snapshotsToKeep());
            if (!removed.isEmpty()) {
                LOG.info("purged {} old files: {}", removed.size(), removed);
            }
        } catch (StorageException e) {
            LOG.warn("old files could not be purged: {}", e.getMessage());
        }
    }
}
