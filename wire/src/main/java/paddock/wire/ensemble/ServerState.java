package paddock.wire.ensemble;

/// What a server of an ensemble is doing, in the order of the numbers on the wire.
public enum ServerState {
    LOOKING,
    FOLLOWING,
    LEADING,
    OBSERVING
}
