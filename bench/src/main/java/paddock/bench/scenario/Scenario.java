package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.report.Sample;

/// Something to measure on one server.
public interface Scenario {
    /// The heap most scenarios give a server.
    int DEFAULT_HEAP_MEGABYTES = 2000;

    /// Connections that may wait to be accepted in most scenarios.
    int DEFAULT_BACKLOG = 16_384;

    /// What a user types.
    String name();

    /// What it does, in a few words.
    String summary();

    /// What exactly runs with these settings, for the head of a table.
    String conditions(Lab lab);

    /// The maximum heap of the servers unless the user says otherwise.
    default int heapMegabytes() {
        return DEFAULT_HEAP_MEGABYTES;
    }

    /// How many connections may wait to be accepted unless the user says otherwise: enough for a
    /// swarm. What overflows that queue the system sends again after a second, and that would be
    /// all there is to see. 0 where it is just what each server does by itself that is measured.
    default int backlog() {
        return DEFAULT_BACKLOG;
    }

    /// Whether it can take place on so many servers.
    default boolean runsOn(int servers) {
        return servers == 1;
    }

    /// The scenario as it runs on every home, after what it needs to know has been found out once:
    /// the same load for all, where the load hangs on what one of them can do.
    ///
    /// @param reference the last home of the run
    default Scenario prepared(Home reference, Lab lab) {
        return this;
    }

    /// One round: starts a server, measures, and leaves nothing behind.
    Sample run(Home home, Lab lab);
}
