package org.apache.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Limits of a quota, or what is used of it, as the text that the znode has; -1 is no limit.
public class StatsTrack {
    private static final String COUNT = "count";
    private static final String BYTES = "bytes";
    private static final String COUNT_HARD = "countHardLimit";
    private static final String BYTES_HARD = "byteHardLimit";

    /// Unknown keys are kept.
    private final Map<String, Long> values = new TreeMap<>();

    public StatsTrack() {
        this("");
    }

    /// Reads the data of a znode.
    public StatsTrack(byte[] data) {
        this(new String(data, StandardCharsets.UTF_8));
    }

    /// Reads pairs as `count=1,bytes=2`.
    ///
    /// @throws NumberFormatException when a value is not a number
    public StatsTrack(String text) {
        for (String pair : text.split("[,;]+")) {
            if (!pair.isEmpty()) {
                String[] halves = pair.split("=");
                values.put(halves[0], Long.parseLong(halves[1]));
            }
        }
    }

    private long value(String key) {
        return values.getOrDefault(key, -1L);
    }

    public long getCount() {
        return value(COUNT);
    }

    public void setCount(long count) {
        values.put(COUNT, count);
    }

    public long getCountHardLimit() {
        return value(COUNT_HARD);
    }

    public void setCountHardLimit(long count) {
        values.put(COUNT_HARD, count);
    }

    public long getBytes() {
        return value(BYTES);
    }

    public void setBytes(long bytes) {
        values.put(BYTES, bytes);
    }

    public long getByteHardLimit() {
        return value(BYTES_HARD);
    }

    public void setByteHardLimit(long bytes) {
        values.put(BYTES_HARD, bytes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(COUNT).append('=').append(getCount());
        text.append(',').append(BYTES).append('=').append(getBytes());
        String before = "=;";
        for (Map.Entry<String, Long> each : values.entrySet()) {
            if (!each.getKey().equals(COUNT) && !each.getKey().equals(BYTES)) {
                text.append(before).append(each.getKey()).append('=').append(each.getValue());
                before = ";";
            }
        }
        return text.toString();
    }

    /// The text as the data of a znode.
    public byte[] getStatsBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatsTrack that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values);
    }
}
