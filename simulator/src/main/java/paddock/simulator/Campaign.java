package paddock.simulator;

import paddock.simulator.ensemble.Options;
import paddock.simulator.ensemble.Outcome;
import paddock.simulator.ensemble.Run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Many seeds on all cores; each run has a thread to itself.
final class Campaign {
    private final AtomicLong next;
    private final long last;
    private final Options options;

    // All below are changed and read under the campaign's monitor.
    private final List<Outcome> failures = new ArrayList<>();
    private long acknowledged;
    private long events;
    private long virtualMillis;

    private Campaign(long first, long last, Options options) {
        this.next = new AtomicLong(first);
        this.last = last;
        this.options = options;
    }

    static Campaign play(long first, long last, Options options) {
        Campaign campaign = new Campaign(first, last, options);
        List<Thread> threads = new ArrayList<>();
        for (int i = Runtime.getRuntime().availableProcessors(); i > 0; i--) {
            threads.add(Thread.ofPlatform().name("seeds " + i).start(campaign::work));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return campaign;
    }

    private void work() {
        for (long seed = next.getAndIncrement(); seed <= last; seed = next.getAndIncrement()) {
            count(Run.play(seed, options, false));
        }
    }

    private synchronized void count(Outcome outcome) {
        acknowledged += outcome.acknowledged();
        events += outcome.events();
        virtualMillis += outcome.virtualMillis();
        if (!outcome.isClean()) {
            failures.add(outcome);
        }
    }

    /// The runs that failed, in the order of their seeds.
    synchronized List<Outcome> failures() {
        failures.sort(Comparator.comparingLong(Outcome::seed));
        return List.copyOf(failures);
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized long events() {
        return events;
    }

    synchronized long virtualMillis() {
        return virtualMillis;
    }
}
