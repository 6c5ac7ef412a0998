package paddock.storage.recovery;

import org.jspecify.annotations.Nullable;

import paddock.storage.log.LogEnd;
import paddock.storage.snapshot.SnapshotSummary;

import java.nio.file.Path;
import java.util.List;

/// What a [Recovery] found and did.
///
/// @param lastZxid the last transaction in the database
/// @param rejected why newer snapshots were passed over, one line each
/// @param replayed transactions replayed from the log
/// @param torn tails of logs that were cut, oldest first; the last one may be news to the operator
/// @param skippedDuplicates transactions passed over because they stood in the log already
/// @param snapshotNanos how long the snapshot took to read
/// @param replayNanos how long the log took to read and replay
public record RecoveryReport(
        Origin origin,
        long lastZxid,
        List<String> rejected,
        long replayed,
        List<LogEnd.Torn> torn,
        long skippedDuplicates,
        DigestVerdict digest,
        long snapshotNanos,
        long replayNanos) {
    /// Copies the lists.
    public RecoveryReport {
        rejected = List.copyOf(rejected);
        torn = List.copyOf(torn);
    }

    /// Where the database began.
    public sealed interface Origin {
        /// With a snapshot.
        record FromSnapshot(Path file, long zxid, SnapshotSummary summary) implements Origin {}

        /// With nothing, by leave of `zookeeper.snapshot.trust.empty`; the log is all there is.
        record FromLogAlone() implements Origin {}

        /// With nothing, which was meant to be so: `firstSnapshot` was written.
        record CreatedEmpty(Path firstSnapshot) implements Origin {}

        /// With nothing, which nobody vouches for: the server must not vote until a leader has
        /// brought it up to date. The zxid reported is -1.
        record Unknown() implements Origin {}
    }

    /// Whether digests on disk agree with the tree that came out.
    public sealed interface DigestVerdict {
        /// Nothing could be compared: no digests, or none that a fuzzy snapshot lets us trust.
        record NotCompared() implements DigestVerdict {}

        /// All that were compared agree.
        record Agreed(long compared) implements DigestVerdict {}

        /// The first one that does not.
        record Differs(long zxid, long onDisk, long computed) implements DigestVerdict {}
    }

    /// The snapshot's file, if there was one.
    public @Nullable Path snapshot() {
        return origin instanceof Origin.FromSnapshot from ? from.file() : null;
    }
}
