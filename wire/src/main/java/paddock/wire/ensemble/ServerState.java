package paddock.wire.ensemble;

import paddock.wire.jute.MalformedRecordException;

/// What a server of an ensemble is doing.
public enum ServerState {
    LOOKING(0),
    FOLLOWING(1),
    LEADING(2),
    OBSERVING(3);

    private final int number;

    ServerState(int number) {
        this.number = number;
    }

    /// What stands for it on the wire.
    public int number() {
        return number;
    }

    static ServerState of(int number) {
        return switch (number) {
            case 0 -> LOOKING;
            case 1 -> FOLLOWING;
            case 2 -> LEADING;
            case 3 -> OBSERVING;
            default -> throw new MalformedRecordException("state " + number + " is outside 0..3");
        };
    }
}
