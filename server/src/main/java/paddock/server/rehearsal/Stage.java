package paddock.server.rehearsal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Where a rehearsal takes place: its actors, its own time, and what is on its way between them.
final class Stage {
    private static final int MOST_STEPS = 20_000;

    private final Map<Long, Actor> actors = new TreeMap<>();
    private final ArrayDeque<Runnable> coming = new ArrayDeque<>();
    private final List<Link> links = new ArrayList<>();
    private long nowMillis;
    private int steps;

    /// From a learner to its leader.
    private static final class Link {
        final long learner;
        final long leader;
        boolean up = true;

        Link(long learner, long leader) {
            this.learner = learner;
            this.leader = leader;
        }
    }

    void enter(long id, Actor actor) {
        actors.put(id, actor);
    }

    long nowMillis() {
        return nowMillis;
    }

    /// Plays until something has come about.
    ///
    /// @throws IllegalStateException when it does not
    void playUntil(String what, BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            if (++steps > MOST_STEPS) {
                throw new IllegalStateException("rehearsed for too long: " + what);
            }
            Runnable next = coming.poll();
            if (next != null) {
                next.run();
            } else {
                pass();
            }
        }
    }

    private void pass() {
        long next = Long.MAX_VALUE;
        for (Actor actor : actors.values()) {
            next = Math.min(next, actor.deadlineMillis());
        }
        nowMillis = Math.max(nowMillis + 1, next);
        actors.values().forEach(Actor::tick);
    }

    // ---- the network ----

    /// Something happens to an actor, after everything that was on its way before.
    void later(long id, Consumer<Actor> what) {
        Actor actor = actors.get(id);
        if (actor != null) {
            coming.add(() -> what.accept(actor));
        }
    }

    void others(long id, Consumer<Actor> what) {
        for (long other : actors.keySet()) {
            if (other != id) {
                later(other, what);
            }
        }
    }

    /// The number of a new link; from 1.
    long newLink(long learner, long leader) {
        links.add(new Link(learner, leader));
        return links.size();
    }

    long learnerOf(long link) {
        return link == 0 ? 0 : link(link).learner;
    }

    long leaderOf(long link) {
        return link == 0 ? 0 : link(link).leader;
    }

    boolean isUp(long link) {
        return link != 0 && link(link).up;
    }

    /// Cuts a link; says whether it was up.
    boolean cut(long link) {
        boolean was = isUp(link);
        if (was) {
            link(link).up = false;
        }
        return was;
    }

    private Link link(long number) {
        return links.get((int) number - 1);
    }
}
