package paddock.server.rehearsal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.zab.quorum.Majority;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.Member.Endpoint;
import paddock.zab.quorum.QuorumConfig;

import java.util.List;

/// A change of leader, played through in memory.
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final int TIMES = 3;

    private final Stage stage = new Stage();
    private final Actor first;
    private final Actor second;

    Rehearsal() {
        QuorumConfig members = new QuorumConfig(0, List.of(member(1), member(2)), new Majority());
        first = new Actor(1, members, stage);
        second = new Actor(2, members, stage);
        stage.enter(1, first);
        stage.enter(2, second);
    }

    private static Member member(long id) {
        return new Member(
                id, Member.Role.PARTICIPANT, List.of(new Endpoint("nowhere", 1, 2)), null);
    }

    /// Rehearses on a thread of its own, beside what the server does; its failure is told in the
    /// log and changes nothing else.
    public static void start() {
        Thread thread = new Thread(Rehearsal::run, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        try {
            long start = System.nanoTime();
            for (int i = 0; i < TIMES; i++) {
                new Rehearsal().play();
            }
            LOG.debug(
                    "rehearsed a change of leader in {} ms",
                    (System.nanoTime() - start) / 1_000_000);
        } catch (RuntimeException e) {
            LOG.warn("rehearsing a change of leader failed; the next one will take longer", e);
        }
    }

    /// The play: one is elected and serves, hands over to the other, who serves, and back.
    ///
    /// @return how many epochs it saw
    /// @throws IllegalStateException when it came to another end
    long play() {
        first.start();
        second.start();
        act(second, first);
        second.handOver();
        act(first, second);
        first.handOver();
        act(second, first);
        return second.currentEpoch();
    }

    private void act(Actor leader, Actor follower) {
        stage.playUntil("an election", () -> leader.isLeading() && follower.isFollowing());
        Extra here = new Extra(leader, "/here");
        Extra there = new Extra(follower, "/there");
        here.connect();
        there.connect();
        stage.playUntil("sessions", () -> here.hasSession() && there.hasSession());
        here.play();
        there.play();
        stage.playUntil("answers", () -> here.isAnswered() && there.isAnswered());
        Extra moved = here.movedTo(follower);
        stage.playUntil("a move", moved::hasSession);
        moved.leave();
        there.leave();
        stage.playUntil("farewells", () -> moved.isAnswered() && there.isAnswered());
    }
}
