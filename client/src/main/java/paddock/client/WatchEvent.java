package paddock.client;

import paddock.client.session.SessionState;

/// What a watch tells.
///
/// @param kind what happened
/// @param path the znode it happened to; that of the watch for the last two kinds
/// @param state how the session stood
/// @param zxid the transaction that did it; -1 where it is not known
public record WatchEvent(Kind kind, String path, SessionState state, long zxid) {
    /// What can happen.
    public enum Kind {
        CREATED,
        DELETED,
        DATA_CHANGED,
        /// A child was created or deleted.
        CHILDREN_CHANGED,
        /// The session was without a connection for a while, and is watching again: whatever
        /// happened in between was not told. Look at the znodes anew.
        RESUMED,
        /// The session is over, and the watch with it.
        ENDED
    }
}
