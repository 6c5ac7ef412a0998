package paddock.simulator.schedule;

import org.jspecify.annotations.Nullable;

/// Something that is going to happen unless it is cancelled.
public final class Timer implements Comparable<Timer> {
    private final long dueMicros;
    private final long sequence;
    private @Nullable Runnable task;

    Timer(long dueMicros, long sequence, Runnable task) {
        this.dueMicros = dueMicros;
        this.sequence = sequence;
        this.task = task;
    }

    /// When it happens.
    public long dueMicros() {
        return dueMicros;
    }

    /// Whether it is still going to happen.
    public boolean isPending() {
        return task != null;
    }

    /// It does not happen any more.
    public void cancel() {
        task = null;
    }

    @Nullable Runnable take() {
        Runnable taken = task;
        task = null;
        return taken;
    }

    @Override
    public int compareTo(Timer other) {
        int byTime = Long.compare(dueMicros, other.dueMicros);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sequence);
    }
}
