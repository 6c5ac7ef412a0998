import org.jspecify.annotations.NullMarked;

/// Deterministic simulation: whole ensembles and their clients on one thread, in virtual time, on a
/// simulated network and disk, from one seed; and the checks of what must hold of them.
@NullMarked
module paddock.simulator {
    requires info.picocli;
    requires paddock.core;
    requires paddock.replica;
    requires paddock.storage;
    requires paddock.wire;
    requires paddock.zab;
    requires static org.jspecify;

    opens paddock.simulator to
            info.picocli;
}
