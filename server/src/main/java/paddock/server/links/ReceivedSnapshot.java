package paddock.server.links;

import paddock.core.database.Database;
import paddock.zab.port.Service;

/// A tree that came from a leader, built and ready to serve.
public record ReceivedSnapshot(long zxid, Database database) implements Service.Snapshot {}
