package paddock.replica;

import paddock.core.collection.LongMap;

/// Through which server each client talks (ensemble protocol reference, section 10).
///
/// Whoever speaks for a session first owns it; after that it moves only where its client shows up
/// with the password.
final class SessionOwners {
    private static final Owner HERE = new Owner.Here();

    private LongMap<Owner> owners = new LongMap<>();

    private sealed interface Owner {
        /// This server.
        record Here() implements Owner {}

        /// The learner at the other end of a link.
        record Learner(long link) implements Owner {}
    }

    /// This server speaks for a session; says whether it may.
    boolean claimHere(long sessionId) {
        return claim(sessionId, HERE);
    }

    /// A learner speaks for a session; says whether it may.
    boolean claim(long sessionId, long link) {
        return claim(sessionId, new Owner.Learner(link));
    }

    private boolean claim(long sessionId, Owner claiming) {
        Owner owner = owners.get(sessionId);
        if (owner == null) {
            owners.put(sessionId, claiming);
            return true;
        }
        return owner.equals(claiming);
    }

    void moveHere(long sessionId) {
        owners.put(sessionId, HERE);
    }

    void move(long sessionId, long link) {
        owners.put(sessionId, new Owner.Learner(link));
    }

    void forget(long sessionId) {
        owners.remove(sessionId);
    }

    void clear() {
        owners = new LongMap<>();
    }
}
