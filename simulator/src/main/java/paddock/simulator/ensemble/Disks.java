package paddock.simulator.ensemble;

/// Disks that are full, fail or become slow.
final class Disks {
    private static final int LONGEST_SLOW_MILLIS = 8_000;

    private final Scene scene;
    private final Crashes crashes;

    Disks(Scene scene, Crashes crashes) {
        this.scene = scene;
        this.crashes = crashes;
    }

    void fill(SimServer victim) {
        scene.trace().add(victim.machine.id, "disk", "almost full");
        victim.machine.disk.fillAfter(scene.random().nextInt(5000));
        crashes.restartLater(victim);
    }

    void failForces(SimServer victim) {
        scene.trace().add(victim.machine.id, "disk", "forces fail");
        victim.machine.disk.failForces(true);
        crashes.restartLater(victim);
    }

    /// Forces take 10 to 100 times as long for a while, as beside a neighbour that copies much.
    void slowDown(SimServer victim) {
        int factor = 10 + scene.random().nextInt(91);
        scene.trace().add(victim.machine.id, "disk", factor + " times slower");
        victim.machine.slowDisk(factor);
        scene.afterMillis(
                100 + scene.random().nextInt(LONGEST_SLOW_MILLIS),
                () -> victim.machine.slowDisk(1));
    }

    void stop() {
        for (SimServer server : scene.servers()) {
            server.machine.slowDisk(1);
        }
    }
}
