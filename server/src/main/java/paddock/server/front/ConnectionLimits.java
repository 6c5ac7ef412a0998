package paddock.server.front;

import org.slf4j.LoggerFactory;

import paddock.server.refusal.Refusals;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Counts connections, in all and by address, and refuses those above the limits. Any thread.
public final class ConnectionLimits {
    private static final Refusals REFUSALS =
            new Refusals(LoggerFactory.getLogger(ConnectionLimits.class));

    private final int perAddress;
    private final int inAll;
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong rejected = new AtomicLong();

    /// Limits of 0 are none.
    public ConnectionLimits(int perAddress, int inAll) {
        this.perAddress = perAddress;
        this.inAll = inAll;
    }

    /// Counts a new connection, unless it is one too many.
    boolean admit(InetAddress address) {
        int now = count.incrementAndGet();
        int fromThere = byAddress.merge(address, 1, Integer::sum);
        String refusal = null;
        if (inAll > 0 && now > inAll) {
            refusal = "Too many connections max allowed is " + inAll;
        } else if (perAddress > 0 && fromThere > perAddress) {
            refusal =
                    "Too many connections from /"
                            + address.getHostAddress()
                            + " - max is "
                            + perAddress;
        }
        if (refusal == null) {
            return true;
        }
        release(address);
        rejected.incrementAndGet();
        REFUSALS.warn("Error accepting new connection: {}", refusal);
        return false;
    }

    /// A counted connection is gone.
    void release(InetAddress address) {
        count.decrementAndGet();
        byAddress.computeIfPresent(address, (key, n) -> n == 1 ? null : n - 1);
    }

    /// Connections refused so far.
    public long rejected() {
        return rejected.get();
    }

    /// Connections there are.
    public int count() {
        return count.get();
    }
}
