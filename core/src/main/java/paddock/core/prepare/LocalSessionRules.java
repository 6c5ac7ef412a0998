package paddock.core.prepare;

/// What is known of sessions that the ensemble does not know (data model reference, section 9).
public interface LocalSessionRules {
    /// There are none: a session that is not known is none.
    LocalSessionRules NONE =
            new LocalSessionRules() {
                @Override
                public boolean mayExist(long sessionId) {
                    return false;
                }

                @Override
                public boolean isHere(long sessionId) {
                    return false;
                }
            };

    /// Whether the session may write, ephemerals apart: it may be known to some server.
    boolean mayExist(long sessionId);

    /// Whether it is known to this server.
    boolean isHere(long sessionId);
}
