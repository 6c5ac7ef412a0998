package paddock.client.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.SocketAddress;

/// Has a counter that fails harm nothing but itself.
record PatientMetrics(SessionMetrics counter) implements SessionMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(PatientMetrics.class);

    @Override
    public void sent(int opCode, int bytes) {
        attempt(() -> counter.sent(opCode, bytes));
    }

    @Override
    public void finished(int opCode, int error, long nanos) {
        attempt(() -> counter.finished(opCode, error, nanos));
    }

    @Override
    public void watchFired() {
        attempt(counter::watchFired);
    }

    @Override
    public void connected(SocketAddress server, long nanos) {
        attempt(() -> counter.connected(server, nanos));
    }

    @Override
    public void connectionLost(String why) {
        attempt(() -> counter.connectionLost(why));
    }

    private static void attempt(Runnable count) {
        try {
            count.run();
        } catch (RuntimeException e) {
            LOG.error("the metrics of a session failed", e);
        }
    }
}
