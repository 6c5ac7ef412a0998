package paddock.core.quota;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The limits of a subtree, or its statistics, as a znode holds them (data model reference, section
/// 7).
///
/// A limit of -1, or any other below zero, is none. The plain limits are soft: to exceed them is
/// only worth a line in the log. Statistics use the plain values alone.
///
/// @param count znodes, the root of the subtree included
/// @param bytes bytes of data
/// @param others all other keys with their values, hard limits among them
public record Quota(long count, long bytes, SortedMap<String, Long> others) {
    /// No limits at all.
    public static final Quota NONE = new Quota(-1, -1);

    private static final String COUNT = "count";
    private static final String BYTES = "bytes";
    private static final String COUNT_HARD_LIMIT = "countHardLimit";
    private static final String BYTE_HARD_LIMIT = "byteHardLimit";

    /// How a change relates to the limits.
    public enum Excess {
        /// Within the limits.
        NO,
        /// Beyond a soft limit.
        SOFT,
        /// Beyond a hard limit: to be refused.
        HARD
    }

    public Quota {
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /// A quota of plain values only.
    public Quota(long count, long bytes) {
        this(count, bytes, Collections.emptySortedMap());
    }

    /// Reads a znode's data.
    ///
    /// @return nothing when the data is null or not that of a quota
    public static Optional<Quota> parse(byte @Nullable [] data) {
        return data == null ? Optional.empty() : parse(new String(data, StandardCharsets.UTF_8));
    }

    /// Reads `key=value` pairs with ',' or ';' between them. In a pair, what follows a second '='
    /// is ignored, and an empty value before it is -1; a later pair overrides an earlier one.
    ///
    /// @return nothing when the text is not that of a quota
    public static Optional<Quota> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(NONE);
        }
        Map<String, Long> values = new TreeMap<>();
        for (String pair : text.split("[,;]+")) {
            String[] parts = pair.split("=");
            if (parts.length < 2) {
                return Optional.empty();
            }
            Optional<Long> value = value(parts[1]);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(parts[0], value.get());
        }
        Long count = values.remove(COUNT);
        Long bytes = values.remove(BYTES);
        return Optional.of(
                new Quota(
                        count == null ? -1 : count,
                        bytes == null ? -1 : bytes,
                        new TreeMap<>(values)));
    }

    private static Optional<Long> value(String text) {
        try {
            return Optional.of(text.isEmpty() ? -1 : Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// The text form: plain values first, then, after a '=' that has nothing to do with them, all
    /// others in alphabetical order.
    public String format() {
        StringBuilder text = new StringBuilder();
        text.append(COUNT).append('=').append(count);
        text.append(',').append(BYTES).append('=').append(bytes);
        if (!others.isEmpty()) {
            text.append('=');
            others.forEach((key, value) -> text.append(';').append(key).append('=').append(value));
        }
        return text.toString();
    }

    /// The text form as a znode's data.
    public byte[] toBytes() {
        return format().getBytes(StandardCharsets.UTF_8);
    }

    public long countHardLimit() {
        return others.getOrDefault(COUNT_HARD_LIMIT, -1L);
    }

    public long byteHardLimit() {
        return others.getOrDefault(BYTE_HARD_LIMIT, -1L);
    }

    /// How a change of a subtree relates to these limits. What does not change is not looked at, so
    /// a subtree that is beyond one limit can still grow in the other respect.
    ///
    /// @param current the statistics of the subtree before the change
    public Excess exceeds(Quota current, long countDifference, long bytesDifference) {
        Excess byCount = exceeds(count, countHardLimit(), current.count, countDifference);
        Excess byBytes = exceeds(bytes, byteHardLimit(), current.bytes, bytesDifference);
        return byCount.compareTo(byBytes) >= 0 ? byCount : byBytes;
    }

    private static Excess exceeds(long soft, long hard, long current, long difference) {
        if (difference == 0 || (soft < 0 && hard < 0)) {
            return Excess.NO;
        }
        boolean isHard = hard >= 0;
        if (current + difference <= (isHard ? hard : soft)) {
            return Excess.NO;
        }
        return isHard ? Excess.HARD : Excess.SOFT;
    }
}
