package paddock.server.front;

import paddock.replica.Access;
import paddock.wire.protocol.OpCode;

/// What clients may ask: everything of a server that stands alone, and of a member of an ensemble
/// while it has a leader.
public final class Serving {
    private final boolean alone;

    /// Written by the replica's thread, read by event loops and commands.
    private volatile Access access;

    /// @param alone whether the server stands alone
    public Serving(boolean alone) {
        this.alone = alone;
        access = alone ? Access.FULL : Access.NONE;
    }

    public void set(Access now) {
        access = now;
    }

    /// Whether any client is served.
    public boolean isYes() {
        return access != Access.NONE;
    }

    /// Whether reads are served and nothing else.
    public boolean isReadOnly() {
        return access == Access.READ_ONLY;
    }

    /// Whether a query is answered where it arrives. A sync is something that members have to ask
    /// their leader.
    boolean answersInPlace(int opCode) {
        return isYes() && (alone || opCode != OpCode.SYNC);
    }
}
