package paddock.zab.peer;

/// What a peer is doing; exactly one at a time. A change of role replaces the object, so that
/// nothing of one epoch leaks into the next.
sealed interface Role permits Looking, Learning, Leading {
    /// Begins.
    void enter();

    /// Something happened that is this role's business.
    void step(PeerEvent event);

    /// Leaves everything to the next role: links are given up.
    void leave();

    /// When time alone changes something.
    long deadlineMillis();
}
