package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.report.Sample;

/// Something to measure on one server.
public interface Scenario {
    /// The heap most scenarios give a server.
    int DEFAULT_HEAP_MEGABYTES = 2000;

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

    /// Whether it can take place on so many servers.
    default boolean runsOn(int servers) {
        return servers == 1;
    }

    /// One round: starts a server, measures, and leaves nothing behind.
    Sample run(Home home, Lab lab);
}
