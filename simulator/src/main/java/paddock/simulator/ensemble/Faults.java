package paddock.simulator.ensemble;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes things fail, as one seed wants it, until it is told to stop.
///
/// What fails is drawn here; how it fails is in [Crashes], [Partitions], [Disks] and [HandOvers].
/// Members that come and go are a matter of clients, see [Memberships].
final class Faults {
    private final Scene scene;
    private final Crashes crashes;
    private final Partitions partitions;
    private final Disks disks;
    private final HandOvers handOvers;
    private final Map<Kind, Integer> weights = new EnumMap<>(Kind.class);
    private final int meanMillis;
    private boolean stopped;

    private enum Kind {
        CRASH_AT_EFFECT,
        POWER_FAILURE,
        KILL,
        PAUSE,
        BREAK_LINK,
        PARTITION,
        ONE_WAY,
        SLOW,
        HEAL,
        FULL_DISK,
        FAILED_FORCE,
        CLOCK_JUMP,
        STUTTER,
        SLOW_DISK,
        HAND_OVER,
        GRACEFUL_STOP,
        EPOCH_BEHIND_LOG,
        CUT_SNAPSHOT
    }

    Faults(Scene scene) {
        this.scene = scene;
        crashes = new Crashes(scene);
        partitions = new Partitions(scene);
        disks = new Disks(scene, crashes);
        handOvers = new HandOvers(scene, crashes);
        RandomGenerator random = scene.random();
        meanMillis = 50 + random.nextInt(1500);
        for (Kind kind : Kind.values()) {
            weights.put(kind, random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(5));
        }
        weights.put(Kind.HEAL, 4);
    }

    void begin() {
        next();
    }

    private void next() {
        scene.afterMillis(
                1 + scene.random().nextInt(2 * meanMillis),
                () -> {
                    if (!stopped) {
                        strike();
                        next();
                    }
                });
    }

    private void strike() {
        SimServer victim = scene.any();
        switch (draw()) {
            case CRASH_AT_EFFECT -> crashes.atEffect(victim);
            case POWER_FAILURE -> crashes.now(victim, true);
            case KILL -> crashes.now(victim, false);
            case PAUSE -> crashes.pause(victim);
            case STUTTER -> crashes.stutter(victim);
            case GRACEFUL_STOP -> crashes.stopGracefully(victim);
            case EPOCH_BEHIND_LOG -> crashes.beforeEnteringEpoch(victim);
            case BREAK_LINK -> partitions.breakLink();
            case PARTITION -> partitions.split();
            case ONE_WAY -> partitions.oneWay(victim);
            case SLOW -> partitions.slow(victim);
            case CUT_SNAPSHOT -> partitions.cutSnapshot(victim);
            case HEAL -> partitions.heal();
            case FULL_DISK -> disks.fill(victim);
            case FAILED_FORCE -> disks.failForces(victim);
            case SLOW_DISK -> disks.slowDown(victim);
            case HAND_OVER -> handOvers.begin();
            case CLOCK_JUMP -> jump(victim);
        }
    }

    private void jump(SimServer victim) {
        int millis = scene.random().nextInt(7_200_000) - 3_600_000;
        scene.trace().add(victim.machine.id, "clock", "jumps by " + millis + " ms");
        victim.machine.jump(millis);
    }

    private Kind draw() {
        int sum = 0;
        for (int weight : weights.values()) {
            sum += weight;
        }
        int at = scene.random().nextInt(sum);
        for (Map.Entry<Kind, Integer> weight : weights.entrySet()) {
            at -= weight.getValue();
            if (at < 0) {
                return weight.getKey();
            }
        }
        return Kind.HEAL;
    }

    /// Nothing fails any more, and what was down comes back.
    void stop() {
        stopped = true;
        partitions.heal();
        disks.stop();
        crashes.stop();
    }
}
