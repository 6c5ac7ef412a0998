package paddock.bench.load;

/// Where a run stands. Written by the thread that started the run, read by every [LoadThread] once
/// a turn of its loop.
final class LoadControl {
    enum Phase {
        WARMING,
        MEASURING,
        OVER
    }

    private volatile Phase phase = Phase.WARMING;

    Phase phase() {
        return phase;
    }

    void open() {
        phase = Phase.MEASURING;
    }

    void close() {
        phase = Phase.OVER;
    }
}
