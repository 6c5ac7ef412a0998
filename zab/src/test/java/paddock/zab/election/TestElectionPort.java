package paddock.zab.election;

import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayList;
import java.util.List;

/// Writes down what an elector does.
final class TestElectionPort implements ElectionPort {
    record Sent(long to, Notification notification) {}

    private final Configs configs;
    private final boolean adopts;
    final List<Sent> sent = new ArrayList<>();
    final List<Vote> elected = new ArrayList<>();
    final List<ServerState> states = new ArrayList<>();
    final List<QuorumConfig> learned = new ArrayList<>();
    final List<Long> seenLooking = new ArrayList<>();
    int connects;

    /// @param adopts whether the host takes over memberships
    TestElectionPort(Configs configs, boolean adopts) {
        this.configs = configs;
        this.adopts = adopts;
    }

    @Override
    public void send(long serverId, Notification notification) {
        sent.add(new Sent(serverId, notification));
    }

    @Override
    public void connectAll() {
        connects++;
    }

    @Override
    public void elected(Vote vote, ServerState state) {
        elected.add(vote);
        states.add(state);
    }

    @Override
    public void learned(QuorumConfig config) {
        learned.add(config);
        if (adopts) {
            configs.setCommitted(config);
        }
    }

    @Override
    public void seenLooking(long serverId) {
        seenLooking.add(serverId);
    }

    /// What was sent since the last call.
    List<Sent> takeSent() {
        var taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    Notification lastTo(long server) {
        return sent.stream().filter(s -> s.to() == server).toList().getLast().notification();
    }
}
