package paddock.conformance.differential;

import paddock.conformance.server.ServerKind;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// A pair of servers that play the same sequences, one after the other.
///
/// Both play at the same time and know nothing of each other; what they wrote down is compared at
/// the end. After a difference both start over with fresh servers.
final class Arena implements AutoCloseable {
    private final Supplier<Side> reference;
    private final Supplier<Side> subject;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Tally tally;
    private Side left;
    private Side right;

    /// Starts both servers. What the reference answers is counted in `tally`.
    Arena(Supplier<Side> reference, Supplier<Side> subject, Tally tally) {
        this.reference = reference;
        this.subject = subject;
        this.tally = tally;
        this.left = reference.get();
        this.right = subject.get();
    }

    /// Apache ZooKeeper against another server.
    static Arena against(ServerKind subject, Profile profile, Tally tally) {
        return new Arena(
                () -> new Side(ServerKind.APACHE, profile),
                () -> new Side(subject, profile),
                tally);
    }

    String referenceName() {
        return "expected (" + left.kind() + ")";
    }

    String subjectName() {
        return "actual   (" + right.kind() + ")";
    }

    /// Plays a sequence on both and returns the first difference.
    Optional<Difference> play(Sequence sequence) {
        var expected = CompletableFuture.supplyAsync(() -> left.play(sequence), threads);
        var actual = CompletableFuture.supplyAsync(() -> right.play(sequence), threads);
        try {
            tally.add(expected.join());
            Optional<Difference> difference = compare(sequence, expected.join(), actual.join());
            difference.ifPresent(_ -> startOver());
            return difference;
        } catch (CompletionException e) {
            CompletableFuture.allOf(expected, actual).handle((_, _) -> 0).join();
            String trouble = String.join("\n", left.trouble(), right.trouble());
            startOver();
            throw new IllegalStateException(
                    "seed "
                            + sequence.seed()
                            + " cannot be played to its end: "
                            + e.getCause()
                            + trouble,
                    e.getCause());
        }
    }

    private static Optional<Difference> compare(
            Sequence sequence, List<Observation> expected, List<Observation> actual) {
        for (int i = 0; i < expected.size() && i < actual.size(); i++) {
            if (!expected.get(i).sameAs(actual.get(i))) {
                return Optional.of(new Difference(sequence, i, expected.get(i), actual.get(i)));
            }
        }
        if (expected.size() != actual.size()) {
            int at = Math.min(expected.size(), actual.size()) - 1;
            return Optional.of(new Difference(sequence, at, expected.get(at), actual.get(at)));
        }
        return Optional.empty();
    }

    private void startOver() {
        left.close();
        right.close();
        left = reference.get();
        right = subject.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        left.close();
        right.close();
    }
}
