package paddock.server.replica;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.server.metrics.Recorder;
import paddock.server.metrics.Summary;
import paddock.storage.log.LogListener;

import java.nio.file.Path;

/// Watches how long the disk takes; for whoever writes the journal.
final class ForceMonitor implements LogListener {
    private static final Logger LOG = LoggerFactory.getLogger(ForceMonitor.class);

    private final Recorder recorder;
    private final long warnMillis;

    ForceMonitor(Recorder recorder, long warnMillis) {
        this.recorder = recorder;
        this.warnMillis = warnMillis;
    }

    @Override
    public void forced(Path file, long bytes, long nanos) {
        long millis = nanos / 1_000_000;
        recorder.record(Summary.FSYNCTIME, millis);
        if (millis > warnMillis) {
            LOG.warn(
                    "fsync-ing the write ahead log in journal took {} ms, which will adversely"
                            + " affect operation latency. File size is {} bytes: {}",
                    millis,
                    file.toFile().length(),
                    file);
        }
    }
}
