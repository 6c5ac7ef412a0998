package paddock.simulator.ensemble;

/// Leadership that an operator moves.
final class HandOvers {
    private static final long THE_BEST = -1;
    private static final int SOME_EFFECTS = 15;

    private final Scene scene;
    private final Crashes crashes;

    HandOvers(Scene scene, Crashes crashes) {
        this.scene = scene;
        this.crashes = crashes;
    }

    /// Whoever leads is told to hand over, and often the old or the new leader ends meanwhile.
    void begin() {
        SimServer successor = scene.any();
        long target = scene.random().nextInt(3) == 0 ? THE_BEST : successor.machine.id;
        int unlucky = scene.random().nextInt(6);
        int effects = scene.random().nextInt(SOME_EFFECTS);
        boolean power = scene.random().nextBoolean();
        for (SimServer server : scene.servers()) {
            if (!server.isLeading()) {
                continue;
            }
            server.handOver(target);
            if (unlucky < 2) {
                SimServer victim = unlucky == 0 ? server : successor;
                victim.machine.crashAfter(effects, power);
                crashes.restartLater(victim);
            }
        }
    }
}
