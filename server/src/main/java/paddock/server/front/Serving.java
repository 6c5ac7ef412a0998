package paddock.server.front;

import paddock.wire.protocol.OpCode;

/// Whether clients are served: always by a server that stands alone, and by a member of an ensemble
/// while it has a leader.
public final class Serving {
    private final boolean alone;

    /// Written by the replica's thread, read by event loops and commands.
    private volatile boolean yes;

    /// @param alone whether the server stands alone
    public Serving(boolean alone) {
        this.alone = alone;
        yes = alone;
    }

    public void set(boolean nowServing) {
        yes = nowServing;
    }

    public boolean isYes() {
        return yes;
    }

    /// Whether a query is answered where it arrives. A sync is something that members have to ask
    /// their leader.
    boolean answersInPlace(int opCode) {
        return yes && (alone || opCode != OpCode.SYNC);
    }
}
