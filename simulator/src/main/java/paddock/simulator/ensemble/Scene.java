package paddock.simulator.ensemble;

import paddock.simulator.network.Network;
import paddock.simulator.schedule.Schedule;

import java.util.List;
import java.util.random.RandomGenerator;

/// Where things fail: the servers of a run, what connects them, and the chance that decides.
record Scene(
        List<SimServer> servers,
        Network network,
        Schedule schedule,
        Trace trace,
        RandomGenerator random) {
    /// Any of the servers.
    SimServer any() {
        return servers.get(random.nextInt(servers.size()));
    }

    void afterMillis(int millis, Runnable task) {
        schedule.after(millis * Schedule.MILLI, task);
    }
}
