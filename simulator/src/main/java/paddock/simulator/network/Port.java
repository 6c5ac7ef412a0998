package paddock.simulator.network;

/// What a node listens for.
public enum Port {
    ELECTION,
    LEARNER,
    CLIENT
}
