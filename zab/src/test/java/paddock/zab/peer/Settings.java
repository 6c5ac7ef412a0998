package paddock.zab.peer;

import java.util.EnumSet;
import java.util.Set;

/// Settings of a peer under test: those of the reference, but for what the test is about.
final class Settings {
    private final PeerSettings usual;
    private boolean reconfigEnabled;
    private int epochWaitMillis;
    private ObserverSettings observing;
    private boolean observerMasters;
    private Set<Mutation> mutations = EnumSet.noneOf(Mutation.class);

    private Settings(PeerSettings usual) {
        this.usual = usual;
        epochWaitMillis = usual.epochWaitMillis();
        observing = usual.observing();
    }

    static Settings of(long serverId, int tickMillis) {
        return new Settings(PeerSettings.of(serverId, tickMillis, 10, 5));
    }

    Settings reconfigurable() {
        reconfigEnabled = true;
        return this;
    }

    Settings waiting(int millis) {
        epochWaitMillis = millis;
        return this;
    }

    Settings observing(ObserverSettings observer) {
        observing = observer;
        return this;
    }

    Settings observerMasters(boolean yes) {
        observerMasters = yes;
        return this;
    }

    Settings mutated(Set<Mutation> mistakes) {
        mutations = mistakes;
        return this;
    }

    PeerSettings make() {
        return new PeerSettings(
                usual.serverId(),
                usual.tickMillis(),
                usual.initLimit(),
                usual.syncLimit(),
                usual.committedLogCount(),
                usual.snapshotSizeFactor(),
                usual.forceSnapshotSync(),
                usual.maxSnapshotSyncs(),
                usual.maxDiffSyncs(),
                reconfigEnabled,
                usual.standaloneEnabled(),
                epochWaitMillis,
                observing,
                observerMasters,
                usual.features(),
                mutations);
    }
}
