package paddock.server.replica;

/// What the replica's thread drives besides the replica, in each of its turns: the peer of a member
/// of an ensemble.
///
/// All methods are called by that thread.
public interface Companion {
    /// Nobody: the server stands alone.
    Companion NONE =
            new Companion() {
                @Override
                public boolean hasWork() {
                    return false;
                }

                @Override
                public boolean work(long nowMillis) {
                    return false;
                }

                @Override
                public long deadlineMillis() {
                    return Long.MAX_VALUE;
                }

                @Override
                public void flush() {}

                @Override
                public boolean mayWaitForDisk() {
                    return true;
                }

                @Override
                public boolean isGone(long nowMillis) {
                    return true;
                }
            };

    /// Whether [#work] would find something that happened.
    boolean hasWork();

    /// Takes up what happened, and the time; says whether there was anything.
    boolean work(long nowMillis);

    /// When time alone gives [#work] something to do.
    long deadlineMillis();

    /// Sends what this turn brought forth.
    void flush();

    /// Whether the thread may wait for a force of the log: nobody has to hear of it meanwhile.
    default boolean mayWaitForDisk() {
        return false;
    }

    /// The server is being stopped: says whether others can do without it now. Asked again and
    /// again until they can, or the time for a stop is over.
    boolean isGone(long nowMillis);
}
