package paddock.zab.port;

/// Hears what a peer does, for measurements. Times are in milliseconds; all calls come from the
/// thread that steps the peer.
public interface PeerListener {
    /// Hears nothing.
    PeerListener NONE = new PeerListener() {};

    // ---- as anybody ----

    /// It begins to look for a leader.
    default void looking() {}

    /// It has found one, or is it.
    ///
    /// @param millis since it began to look
    default void elected(long millis) {}

    /// Clients can be served again.
    ///
    /// @param leads whether this server leads
    /// @param millis since they could be, or since the server began to look
    default void available(boolean leads, long millis) {}

    // ---- as a leader ----

    /// It begins to bring a learner up to date, with a whole tree or with transactions.
    default void bringsUpToDate(boolean snapshot) {}

    /// A transaction was proposed, which has that many bytes.
    default void proposed(int bytes) {}

    /// The oldest proposal was committed.
    default void committed() {}

    /// It gave up because one that had voted for it looked for a leader again.
    default void turnedAwayFrom() {}

    // ---- as a learner ----

    /// It has been brought up to date.
    ///
    /// @param millis since it had a leader
    default void upToDate(boolean observer, long millis) {}

    /// The leader proposed a transaction.
    default void proposalReceived() {}

    /// The leader committed transactions.
    default void commitReceived() {}

    /// The leader is asked whether a session lives.
    default void revalidating() {}
}
