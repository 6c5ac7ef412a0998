import org.jspecify.annotations.NullMarked;

/// Deterministic simulation: whole ensembles and their clients on one thread, in virtual time, on a
/// simulated network and disk, from one seed; and the checks of what must hold of them.
@NullMarked
module paddock.simulator {
    requires info.picocli;
    requires paddock.core;
    requires paddock.storage;
    // What is checked, and what mistakes are made, is said in the words of these.
    requires transitive paddock.wire;
    requires transitive paddock.zab;
    requires static org.jspecify;

    exports paddock.simulator.check;
    exports paddock.simulator.disk;
    exports paddock.simulator.ensemble;
    exports paddock.simulator.museum;
    exports paddock.simulator.network;
    exports paddock.simulator.schedule;

    opens paddock.simulator to
            info.picocli;
}
