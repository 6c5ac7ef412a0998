package paddock.simulator.ensemble;

/// Processes that end, stand still and come back.
final class Crashes {
    private static final int SEVERAL_EFFECTS = 40;

    private final Scene scene;
    private boolean over;

    Crashes(Scene scene) {
        this.scene = scene;
    }

    /// The process ends at one of its next effects.
    void atEffect(SimServer victim) {
        victim.machine.crashAfter(
                scene.random().nextInt(SEVERAL_EFFECTS), scene.random().nextBoolean());
        restartLater(victim);
    }

    void now(SimServer victim, boolean power) {
        victim.machine.crashNow(power);
        restartLater(victim);
    }

    void pause(SimServer victim) {
        victim.machine.pause();
        scene.afterMillis(1 + scene.random().nextInt(5000), victim.machine::resume);
    }

    /// The process is asked to end, and lets another one lead first.
    void stopGracefully(SimServer victim) {
        victim.stopGracefully(1 + scene.random().nextInt(3000));
        // It is not awaited for long, as by one who loses patience and kills it.
        scene.afterMillis(
                3100,
                () -> {
                    if (victim.isStopping()) {
                        victim.machine.crashNow(false);
                    }
                });
        restartAfter(victim, 3200 + scene.random().nextInt(2000));
    }

    /// The process ends soon after it begins to promise an epoch, several times.
    void stutter(SimServer victim) {
        scene.trace().add(victim.machine.id, "stutter", "at its next epochs");
        victim.machine.stutter(1 + scene.random().nextInt(5));
        revive(victim, 10 + scene.random().nextInt(60));
    }

    /// The process ends around the moment when the disk should learn what epoch the history has
    /// come to, with that history on the disk already.
    void beforeEnteringEpoch(SimServer victim) {
        scene.trace().add(victim.machine.id, "trap", "where it enters an epoch");
        victim.machine.crashNow(scene.random().nextBoolean());
        victim.machine.trap("enter epoch", scene.random().nextBoolean());
        // Long enough for the others to go on without it.
        restartAfter(victim, 500 + scene.random().nextInt(4000));
        restartAfter(victim, 6000 + scene.random().nextInt(6000));
    }

    void restartLater(SimServer victim) {
        boolean isLong = scene.random().nextInt(4) == 0;
        restartAfter(victim, 50 + scene.random().nextInt(isLong ? 10_000 : 1000));
    }

    private void restartAfter(SimServer victim, int millis) {
        scene.afterMillis(
                millis,
                () -> {
                    if (!over) {
                        restart(victim);
                    }
                });
    }

    /// Restarts a server soon whenever it is down, for some times.
    private void revive(SimServer victim, int times) {
        scene.afterMillis(
                100 + scene.random().nextInt(200),
                () -> {
                    if (over) {
                        return;
                    }
                    if (victim.machine.stutters() == 0 && !victim.machine.isUp()) {
                        // Long enough for the others to go on without what it promised.
                        restartAfter(victim, 1000 + scene.random().nextInt(8000));
                        return;
                    }
                    restart(victim);
                    if (times > 0) {
                        revive(victim, times - 1);
                    } else {
                        victim.machine.stutter(0);
                    }
                });
    }

    private static void restart(SimServer victim) {
        if (!victim.machine.isUp()) {
            victim.machine.disk.heal();
            victim.start();
        }
    }

    /// Nothing ends any more, and what was down comes back.
    void stop() {
        over = true;
        for (SimServer server : scene.servers()) {
            server.machine.disarm();
            server.machine.disk.heal();
            server.machine.resume();
            server.cancelStop();
            restart(server);
        }
    }
}
