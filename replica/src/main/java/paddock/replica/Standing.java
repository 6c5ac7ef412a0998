package paddock.replica;

/// The replica's place among servers: where transactions go, and when they count as committed.
///
/// A replica has exactly one at a time; a change replaces the object, so nothing left over from one
/// can leak into the next.
sealed interface Standing permits Alone, Leading, Learning, ReadOnly, Suspended {
    /// Takes up what a client wants.
    void submit(Submission submission);

    /// Whether [#completeNext] would find something.
    boolean isReady();

    /// Applies or answers the next thing that is ready; false when nothing is. Readers are kept out
    /// meanwhile.
    boolean completeNext();

    /// Looks for what falls due as time passes; says whether anything came of it.
    boolean keepTime();

    /// When [#keepTime] has something to do again, in milliseconds of the monotonic clock.
    long deadlineMillis();

    /// Ends a session as if its time were over.
    ForcedEnd end(long sessionId);

    /// A step of the peer has ended: does what had to wait for that.
    void settle();

    /// Another standing takes its place.
    void leave();
}
