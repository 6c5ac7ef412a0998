package paddock.simulator.ensemble;

import paddock.simulator.network.Network;
import paddock.simulator.schedule.Schedule;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes things fail, as one seed wants it, until it is told to stop.
final class Faults {
    private final List<SimServer> servers;
    private final Network network;
    private final Schedule schedule;
    private final Trace trace;
    private final RandomGenerator random;
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
        STUTTER
    }

    Faults(
            List<SimServer> servers,
            Network network,
            Schedule schedule,
            Trace trace,
            RandomGenerator random) {
        this.servers = servers;
        this.network = network;
        this.schedule = schedule;
        this.trace = trace;
        this.random = random;
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
        schedule.after(
                (1 + random.nextInt(2 * meanMillis)) * Schedule.MILLI,
                () -> {
                    if (!stopped) {
                        strike();
                        next();
                    }
                });
    }

    private void strike() {
        SimServer victim = servers.get(random.nextInt(servers.size()));
        Kind kind = draw();
        switch (kind) {
            case CRASH_AT_EFFECT -> {
                victim.machine.crashAfter(random.nextInt(40), random.nextBoolean());
                restartLater(victim);
            }
            case POWER_FAILURE -> {
                victim.machine.crashNow(true);
                restartLater(victim);
            }
            case KILL -> {
                victim.machine.crashNow(false);
                restartLater(victim);
            }
            case PAUSE -> {
                victim.machine.pause();
                schedule.after((1 + random.nextInt(5000)) * Schedule.MILLI, victim.machine::resume);
            }
            case BREAK_LINK -> {
                String link = network.breakOne(random);
                if (link != null) {
                    trace.add(0, "break", link);
                }
            }
            case PARTITION -> partition();
            case ONE_WAY -> {
                SimServer other = servers.get(random.nextInt(servers.size()));
                trace.add(0, "one-way", victim.machine.id + "->" + other.machine.id);
                network.cut(victim.machine.id, other.machine.id);
            }
            case SLOW -> {
                SimServer other = servers.get(random.nextInt(servers.size()));
                trace.add(0, "slow", victim.machine.id + "->" + other.machine.id);
                network.slow(victim.machine.id, other.machine.id, 1 << (1 + random.nextInt(11)));
            }
            case HEAL -> heal();
            case FULL_DISK -> {
                trace.add(victim.machine.id, "disk", "almost full");
                victim.machine.disk.fillAfter(random.nextInt(5000));
                restartLater(victim);
            }
            case FAILED_FORCE -> {
                trace.add(victim.machine.id, "disk", "forces fail");
                victim.machine.disk.failForces(true);
                restartLater(victim);
            }
            case CLOCK_JUMP -> {
                int millis = random.nextInt(7_200_000) - 3_600_000;
                trace.add(victim.machine.id, "clock", "jumps by " + millis + " ms");
                victim.machine.jump(millis);
            }
            case STUTTER -> {
                trace.add(victim.machine.id, "stutter", "at its next epochs");
                victim.machine.stutter(1 + random.nextInt(5));
                revive(victim, 10 + random.nextInt(60));
            }
        }
    }

    private Kind draw() {
        int sum = 0;
        for (int weight : weights.values()) {
            sum += weight;
        }
        int at = random.nextInt(sum);
        for (Map.Entry<Kind, Integer> weight : weights.entrySet()) {
            at -= weight.getValue();
            if (at < 0) {
                return weight.getKey();
            }
        }
        return Kind.HEAL;
    }

    private void restartLater(SimServer victim) {
        restartAfter(victim, 50 + random.nextInt(random.nextInt(4) == 0 ? 10_000 : 1000));
    }

    private void restartAfter(SimServer victim, int millis) {
        schedule.after(
                millis * Schedule.MILLI,
                () -> {
                    if (!stopped) {
                        restart(victim);
                    }
                });
    }

    /// Restarts a server soon whenever it is down, for some times.
    private void revive(SimServer victim, int times) {
        schedule.after(
                (100 + random.nextInt(200)) * Schedule.MILLI,
                () -> {
                    if (stopped) {
                        return;
                    }
                    if (victim.machine.stutters() == 0 && !victim.machine.isUp()) {
                        // Long enough for the others to go on without what it promised.
                        restartAfter(victim, 1000 + random.nextInt(8000));
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

    private void partition() {
        StringBuilder text = new StringBuilder();
        boolean[] side = new boolean[servers.size()];
        for (int i = 0; i < side.length; i++) {
            side[i] = random.nextBoolean();
            text.append(side[i] ? "A" : "B");
        }
        trace.add(0, "partition", text.toString());
        for (int i = 0; i < side.length; i++) {
            for (int j = 0; j < side.length; j++) {
                if (side[i] != side[j]) {
                    network.cut(servers.get(i).machine.id, servers.get(j).machine.id);
                }
            }
        }
    }

    private void heal() {
        trace.add(0, "heal", "");
        network.heal();
    }

    /// Nothing fails any more, and what was down comes back.
    void stop() {
        stopped = true;
        heal();
        for (SimServer server : servers) {
            server.machine.crashAfter(-1, false);
            server.machine.stutter(0);
            server.machine.disk.heal();
            server.machine.resume();
            restart(server);
        }
    }
}
