package paddock.core.watch;

/// What a table keeps for somebody who watches.
final class Watcher<W> {
    final W value;

    /// A small number, unique among the watchers of the table at any time.
    final int id;

    // Four fields and no array: most watchers have one watch, and there may be very many.
    private int dataHead = Registrations.NONE;
    private int childHead = Registrations.NONE;
    private int persistentHead = Registrations.NONE;
    private int recursiveHead = Registrations.NONE;

    /// The last step for which it got an event: nobody gets two for one step.
    long notifiedAt;

    Watcher(W value, int id) {
        this.value = value;
        this.id = id;
    }

    /// The first of its watches of that mode, or [Registrations#NONE].
    int head(WatchMode mode) {
        return switch (mode) {
            case DATA -> dataHead;
            case CHILD -> childHead;
            case PERSISTENT -> persistentHead;
            case RECURSIVE -> recursiveHead;
        };
    }

    void setHead(WatchMode mode, int pair) {
        switch (mode) {
            case DATA -> dataHead = pair;
            case CHILD -> childHead = pair;
            case PERSISTENT -> persistentHead = pair;
            case RECURSIVE -> recursiveHead = pair;
        }
    }
}
