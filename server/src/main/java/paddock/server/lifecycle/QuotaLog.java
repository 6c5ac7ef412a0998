package paddock.server.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.prepare.QuotaListener;
import paddock.server.metrics.Recorder;

/// Tells the operator of quotas that were exceeded.
final class QuotaLog implements QuotaListener {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaLog.class);

    private final Recorder recorder;

    QuotaLog(Recorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void exceeded(String path, String root, boolean hard) {
        if (hard) {
            int slash = root.indexOf('/', 1);
            recorder.quotaExceeded(slash < 0 ? root.substring(1) : root.substring(1, slash));
        } else {
            LOG.warn("the quota of {} is exceeded by an update of {}", root, path);
        }
    }
}
