package paddock.simulator.schedule;

import java.util.PriorityQueue;

/// What is going to happen, in virtual time. One thread only.
public final class Schedule {
    /// Microseconds, the unit of all times here, in a millisecond.
    public static final long MILLI = 1_000;

    /// Microseconds in a second.
    public static final long SECOND = 1_000_000;

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long nowMicros;
    private long sequence;
    private long happened;

    /// The time, in microseconds since the beginning.
    public long nowMicros() {
        return nowMicros;
    }

    /// How many things have happened so far.
    public long happened() {
        return happened;
    }

    /// Does something after a while; at once, but after everything that is due now, for 0.
    public Timer after(long delayMicros, Runnable task) {
        if (delayMicros < 0) {
            throw new IllegalArgumentException("a delay of " + delayMicros + " us");
        }
        Timer timer = new Timer(nowMicros + delayMicros, sequence++, task);
        timers.add(timer);
        return timer;
    }

    /// Does the next thing; says whether there was one.
    public boolean step() {
        while (true) {
            Timer next = timers.poll();
            if (next == null) {
                return false;
            }
            Runnable task = next.take();
            if (task != null) {
                nowMicros = next.dueMicros();
                happened++;
                task.run();
                return true;
            }
        }
    }

    /// Does everything that is due up to a moment, which is the time afterwards.
    public void runUntil(long untilMicros) {
        while (true) {
            Timer next = timers.peek();
            if (next == null || next.dueMicros() > untilMicros) {
                break;
            }
            step();
        }
        nowMicros = Math.max(nowMicros, untilMicros);
    }
}
