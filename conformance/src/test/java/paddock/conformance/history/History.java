package paddock.conformance.history;

import paddock.conformance.history.Observation.Outcome;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Judges what all clients saw. Registers start at version 0; each update adds one to the version.
public final class History {
    /// What `sync` promises.
    public enum Sync {
        /// All that was acknowledged before it was called is seen after it.
        BARRIER,
        /// The same as long as nobody else has become leader: the reference answers it without
        /// asking a quorum whether the leader still leads.
        WHILE_LEADER
    }

    private final List<Observation> observations;
    private final Sync sync;
    private final List<String> contradictions = new ArrayList<>();

    private History(List<Observation> observations, Sync sync) {
        this.observations = observations;
        this.sync = sync;
    }

    /// Everything in the observations that cannot be, in words; nothing if all is well. Each
    /// client's observations must be in the order of its calls.
    public static List<String> contradictions(List<Observation> observations, Sync sync) {
        var history = new History(List.copyOf(observations), sync);
        history.judge();
        return List.copyOf(history.contradictions);
    }

    /// The longest time between two acknowledged updates that both lie within the given times, the
    /// times themselves included as if they were updates.
    public static long longestGap(List<Observation> observations, long from, long until) {
        long last = from;
        long longest = 0;
        for (long at :
                observations.stream()
                        .filter(each -> each.outcome() instanceof Outcome.Updated)
                        .mapToLong(Observation::returned)
                        .filter(at -> at >= from && at <= until)
                        .sorted()
                        .toArray()) {
            longest = Math.max(longest, at - last);
            last = at;
        }
        return Math.max(longest, until - last);
    }

    private void judge() {
        var byRegister = new TreeMap<String, List<Observation>>();
        for (Observation each : observations) {
            byRegister.computeIfAbsent(each.register(), name -> new ArrayList<>()).add(each);
        }
        byRegister.forEach(this::judgeRegister);
        judgeUpdatesInRealTime();
        judgeClients();
    }

    private void judgeRegister(String register, List<Observation> calls) {
        SortedMap<Integer, Outcome.Seen> versions = versions(register, calls);
        judgeCount(register, calls, versions);
        judgeOrder(register, versions);
        judgeRealTime(calls);
    }

    /// One version is one value by one update, whoever saw it, and the other way round.
    private SortedMap<Integer, Outcome.Seen> versions(String register, List<Observation> calls) {
        var versions = new TreeMap<Integer, Outcome.Seen>();
        var byValue = new HashMap<String, Outcome.Seen>();
        for (Observation call : calls) {
            if (call.outcome() instanceof Outcome.Seen seen) {
                Outcome.Seen known = versions.putIfAbsent(seen.version(), seen);
                if (known != null && !same(known, seen)) {
                    say(register + " had one version twice: " + known + " and " + seen);
                }
                Outcome.Seen sameValue = byValue.putIfAbsent(seen.value(), seen);
                if (sameValue != null && sameValue.version() != seen.version()) {
                    say(register + " got one value twice: " + sameValue + " and " + seen);
                }
            }
        }
        return versions;
    }

    private static boolean same(Outcome.Seen a, Outcome.Seen b) {
        return a.value().equals(b.value()) && a.mzxid() == b.mzxid();
    }

    /// Every version but the first was written by somebody.
    private void judgeCount(
            String register, List<Observation> calls, SortedMap<Integer, Outcome.Seen> versions) {
        if (versions.isEmpty()) {
            return;
        }
        var acknowledged = new HashMap<String, Observation>();
        var unanswered = new HashMap<String, Observation>();
        for (Observation call : calls) {
            switch (call.outcome()) {
                case Outcome.Updated updated -> acknowledged.put(updated.value(), call);
                case Outcome.Unknown unknown -> unanswered.put(unknown.value(), call);
                case Outcome.Read _ -> {}
            }
        }
        int seenUnanswered = 0;
        for (Outcome.Seen seen : versions.values()) {
            if (unanswered.containsKey(seen.value())) {
                seenUnanswered++;
            } else if (seen.version() > 0 && !acknowledged.containsKey(seen.value())) {
                say(register + " holds what nobody wrote: " + seen);
            }
        }
        int last = versions.lastKey();
        long unseen = last + 1L - versions.size() - (versions.containsKey(0) ? 0 : 1);
        if (unseen > unanswered.size() - seenUnanswered) {
            say(
                    "%s counts %d updates that nobody saw, but only %d were never answered"
                            .formatted(register, unseen, unanswered.size() - seenUnanswered));
        }
    }

    private void judgeOrder(String register, SortedMap<Integer, Outcome.Seen> versions) {
        Outcome.Seen before = null;
        for (Outcome.Seen seen : versions.values()) {
            if (before != null && seen.mzxid() <= before.mzxid()) {
                say(register + ": " + seen + " came after " + before);
            }
            before = seen;
        }
    }

    /// What was over before a call began is seen by the call, if it promises to see it.
    private void judgeRealTime(List<Observation> calls) {
        // A read without sync may be old, but nothing may be older than an update's own moment.
        inRealTime(
                calls,
                call -> call.outcome() instanceof Outcome.Seen,
                call -> call.outcome() instanceof Outcome.Updated,
                History::version,
                true);
        if (sync == Sync.BARRIER) {
            inRealTime(
                    calls,
                    History::isLinearizable,
                    call -> call.outcome() instanceof Outcome.Read read && read.synced(),
                    History::version,
                    false);
        }
    }

    private static boolean isLinearizable(Observation call) {
        return switch (call.outcome()) {
            case Outcome.Updated _ -> true;
            case Outcome.Read read -> read.synced();
            case Outcome.Unknown _ -> false;
        };
    }

    private static long version(Observation call) {
        return ((Outcome.Seen) call.outcome()).version();
    }

    private static long mzxid(Observation call) {
        return ((Outcome.Seen) call.outcome()).mzxid();
    }

    /// All registers share one order of updates, that of their zxids.
    private void judgeUpdatesInRealTime() {
        Predicate<Observation> isUpdate = call -> call.outcome() instanceof Outcome.Updated;
        inRealTime(observations, isUpdate, isUpdate, History::mzxid, true);
    }

    /// A measure of a call that began later.
    @FunctionalInterface
    private interface Place {
        long of(Observation call);
    }

    /// Each `later` call must not be placed before an `earlier` one that returned before it began;
    /// `strictly` forbids the same place too.
    private void inRealTime(
            List<Observation> calls,
            Predicate<Observation> earlier,
            Predicate<Observation> later,
            Place place,
            boolean strictly) {
        List<Observation> returned =
                calls.stream()
                        .filter(earlier)
                        .sorted(Comparator.comparingLong(Observation::returned))
                        .toList();
        List<Observation> called =
                calls.stream()
                        .filter(later)
                        .sorted(Comparator.comparingLong(Observation::called))
                        .toList();
        int next = 0;
        Observation furthest = null;
        for (Observation call : called) {
            while (next < returned.size() && returned.get(next).returned() < call.called()) {
                Observation candidate = returned.get(next++);
                if (furthest == null || place.of(candidate) > place.of(furthest)) {
                    furthest = candidate;
                }
            }
            if (furthest != null
                    && (place.of(call) < place.of(furthest)
                            || (strictly && place.of(call) == place.of(furthest)))) {
                say(call + " began after the end of " + furthest + " and is placed before it");
            }
        }
    }

    /// A client sees its own updates and never less than it has seen already.
    private void judgeClients() {
        var lastZxid = new HashMap<Integer, Observation>();
        var lastSeen = new HashMap<Map.Entry<Integer, String>, Observation>();
        for (Observation call : observations) {
            if (!(call.outcome() instanceof Outcome.Seen seen)) {
                continue;
            }
            Observation before = lastZxid.put(call.client(), call);
            if (before != null && call.zxid() < before.zxid()) {
                say(call + " goes back before " + before);
            }
            if (seen.mzxid() > call.zxid()) {
                say(call + " shows more than its own zxid");
            }
            Observation same = lastSeen.put(Map.entry(call.client(), call.register()), call);
            if (same != null && seen.version() < version(same)) {
                say(call + " goes back before " + same);
            }
        }
    }

    private void say(String contradiction) {
        contradictions.add(contradiction);
    }
}
