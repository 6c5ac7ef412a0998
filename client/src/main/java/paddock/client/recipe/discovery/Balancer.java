package paddock.client.recipe.discovery;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Chooses the instance of a service for the next call. Any thread may use it.
@FunctionalInterface
public interface Balancer {
    /// Chooses one.
    ///
    /// @param candidates all there are, at least one, in the order of their ids
    Candidate choose(List<Candidate> candidates);

    /// An instance to choose.
    ///
    /// @param calls how many this directory has chosen it for that are not finished
    record Candidate(Instance instance, int calls) {
        /// How busy it is: what it says itself, and what this side knows it is about to get.
        public double load() {
            return instance.load() + calls;
        }
    }

    /// One after another.
    static Balancer roundRobin() {
        AtomicInteger next = new AtomicInteger();
        return candidates ->
                candidates.get(Math.floorMod(next.getAndIncrement(), candidates.size()));
    }

    /// The one that is least busy; of several, one after another.
    static Balancer leastLoaded() {
        Balancer among = roundRobin();
        return candidates -> {
            double least = candidates.stream().mapToDouble(Candidate::load).min().orElseThrow();
            return among.choose(candidates.stream().filter(each -> each.load() <= least).toList());
        };
    }
}
