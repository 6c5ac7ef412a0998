package paddock.bench.home;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// What serves clients and is measured as one: a single server, or all members of an ensemble.
public interface Servers extends AutoCloseable {
    /// Where clients are served, one address a server.
    List<InetSocketAddress> addresses();

    /// What all processes have cost so far.
    ProcessCost cost();

    /// When and for how long their JVMs stopped for garbage so far.
    GcPauses gcPauses();

    /// What their heaps hold after a full collection, in all.
    long liveHeapBytes();

    /// Starts a flight recording with many samples; it costs the servers a little.
    void startProfile();

    /// Ends the recording and writes it to `file`; an ensemble writes one beside it a member.
    void stopProfile(Path file);

    @Override
    void close();
}
