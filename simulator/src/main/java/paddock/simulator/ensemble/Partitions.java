package paddock.simulator.ensemble;

import paddock.simulator.network.Network;

import java.util.List;

/// Links that break, hold everything back, or take long.
final class Partitions {
    private static final int SLOWEST = 11;

    private final Scene scene;
    private final Network network;

    Partitions(Scene scene) {
        this.scene = scene;
        network = scene.network();
    }

    void breakLink() {
        String link = network.breakOne(scene.random());
        if (link != null) {
            scene.trace().add(0, "break", link);
        }
    }

    /// Two sides that do not reach each other.
    void split() {
        List<SimServer> servers = scene.servers();
        StringBuilder text = new StringBuilder();
        boolean[] side = new boolean[servers.size()];
        for (int i = 0; i < side.length; i++) {
            side[i] = scene.random().nextBoolean();
            text.append(side[i] ? "A" : "B");
        }
        scene.trace().add(0, "partition", text.toString());
        for (int i = 0; i < side.length; i++) {
            for (int j = 0; j < side.length; j++) {
                if (side[i] != side[j]) {
                    network.cut(servers.get(i).machine.id, servers.get(j).machine.id);
                }
            }
        }
    }

    void oneWay(SimServer from) {
        SimServer to = scene.any();
        scene.trace().add(0, "one-way", from.machine.id + "->" + to.machine.id);
        network.cut(from.machine.id, to.machine.id);
    }

    void slow(SimServer from) {
        SimServer to = scene.any();
        scene.trace().add(0, "slow", from.machine.id + "->" + to.machine.id);
        network.slow(from.machine.id, to.machine.id, 1 << (1 + scene.random().nextInt(SLOWEST)));
    }

    /// The next tree that a server sends breaks off on the way.
    void cutSnapshot(SimServer sender) {
        scene.trace().add(sender.machine.id, "cut", "the next snapshot it sends");
        sender.machine.cutNextSnapshot();
    }

    void heal() {
        scene.trace().add(0, "heal", "");
        network.heal();
    }
}
