package paddock.core.session;

import org.jspecify.annotations.Nullable;

/// A client's standing with the ensemble.
///
/// A session dies when its closeSession transaction is applied, not when its deadline passes. In
/// between it is [#closing]: it still owns its ephemeral znodes, but may write nothing new, which
/// keeps a late write from recreating a znode that the close is about to remove.
final class Session {
    final long id;
    int timeoutMillis;
    boolean closing;
    long touchedMillis = LastHeard.NEVER;

    // Where it waits for its time; a closing session waits nowhere.
    @Nullable Bucket bucket;
    @Nullable Session previous;
    @Nullable Session next;

    Session(long id, int timeoutMillis) {
        this.id = id;
        this.timeoutMillis = timeoutMillis;
    }
}
