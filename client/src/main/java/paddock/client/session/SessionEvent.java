package paddock.client.session;

import org.jspecify.annotations.Nullable;

/// Something that happened to a watched znode or to the session itself.
///
/// @param kind what happened
/// @param state how the session stood when it was received
/// @param path the znode that changed, as clients of this session name it; null when the session
///   changed
/// @param zxid the transaction that changed it; -1 where a server made up for what happened while
///   the session was not connected, and where the session changed
public record SessionEvent(Kind kind, SessionState state, @Nullable String path, long zxid) {
    /// What can happen.
    public enum Kind {
        /// The session's state is another one, see [SessionEvent#state].
        STATE_CHANGED,
        /// The server accepted the session's SASL credentials.
        SASL_AUTHENTICATED,
        /// There was no login to prove to the server, and the session goes on without.
        NO_SASL_LOGIN,
        NODE_CREATED,
        NODE_DELETED,
        DATA_CHANGED,
        CHILDREN_CHANGED,
        /// The program removed its watches on data or existence.
        DATA_WATCH_REMOVED,
        /// The program removed its watches on children.
        CHILD_WATCH_REMOVED,
        /// The program removed its persistent watches.
        PERSISTENT_WATCH_REMOVED;

        /// Whether it is about the session rather than a znode.
        public boolean isOfSession() {
            return this == STATE_CHANGED || this == SASL_AUTHENTICATED || this == NO_SASL_LOGIN;
        }
    }

    static SessionEvent ofSession(Kind kind, SessionState state) {
        return new SessionEvent(kind, state, null, -1);
    }
}
