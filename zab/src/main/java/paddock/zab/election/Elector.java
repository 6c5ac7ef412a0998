package paddock.zab.election;

import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.zab.quorum.Configs;

/// The election of one server, through all its rounds (ensemble protocol reference, sections 3, 4).
public final class Elector {
    private final Configs configs;
    private final ElectionPort port;
    private ServerState state = ServerState.LOOKING;
    private Vote currentVote;
    private long logicalClock;

    /// @param serverId this server
    /// @param zxid its last logged transaction
    /// @param epoch its current epoch
    public Elector(long serverId, long zxid, long epoch, Configs configs, ElectionPort port) {
        this.configs = configs;
        this.port = port;
        currentVote = new Vote(serverId, zxid, -1, epoch);
    }

    /// Begins to look for a leader.
    public void look(long zxid, long epoch, long nowMillis) {
        state = ServerState.LOOKING;
        logicalClock++;
        currentVote = new Vote(currentVote.leader(), zxid, logicalClock, epoch);
        port.connectAll();
    }

    /// A vote arrived.
    public void received(long from, Notification notification, long nowMillis) {}

    /// An election link works.
    public void linkUp(long serverId, long nowMillis) {}

    /// An election link broke, or could not be made.
    public void linkDown(long serverId, long nowMillis) {}

    /// Time has passed.
    public void tick(long nowMillis) {}

    /// When [#tick] is due, or [Long#MAX_VALUE].
    public long deadlineMillis() {
        return Long.MAX_VALUE;
    }

    /// Takes up a state without an election.
    public void settle(ServerState newState, Vote vote) {
        state = newState;
        currentVote = vote;
    }

    /// The history of an epoch was taken over: votes say so from now on.
    public void entered(long epoch) {
        currentVote =
                new Vote(
                        currentVote.leader(),
                        currentVote.zxid(),
                        currentVote.electionEpoch(),
                        epoch);
    }

    public ServerState state() {
        return state;
    }

    public Vote currentVote() {
        return currentVote;
    }

    public long logicalClock() {
        return logicalClock;
    }

    Configs configs() {
        return configs;
    }
}
