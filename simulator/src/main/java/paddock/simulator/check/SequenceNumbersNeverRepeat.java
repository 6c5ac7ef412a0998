package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Sequential znodes of one parent get higher numbers the later they are created.
public final class SequenceNumbersNeverRepeat {
    private SequenceNumbersNeverRepeat() {}

    /// Looks at all sequential znodes created; their parents are never deleted.
    public static void check(History history) {
        Map<String, NavigableMap<Long, Long>> byParent = new HashMap<>();
        for (History.Answered answer : history.answered()) {
            String path = createdPath(answer);
            if (path == null) {
                continue;
            }
            String parent = path.substring(0, path.lastIndexOf('/'));
            long number = Long.parseLong(path.substring(path.length() - 10));
            byParent.computeIfAbsent(parent, any -> new TreeMap<>()).put(answer.zxid(), number);
        }
        byParent.forEach(SequenceNumbersNeverRepeat::check);
    }

    private static void check(String parent, NavigableMap<Long, Long> numbers) {
        long last = -1;
        for (Map.Entry<Long, Long> one : numbers.entrySet()) {
            if (one.getValue() <= last) {
                throw new BrokenPromise(
                        SequenceNumbersNeverRepeat.class,
                        "%s got number %d below %s, %d had been there before"
                                .formatted(hex(one.getKey()), one.getValue(), parent, last));
            }
            last = one.getValue();
        }
    }

    private static @Nullable String createdPath(History.Answered answer) {
        if (!(answer.request() instanceof Request.Create create) || answer.err() != 0) {
            return null;
        }
        CreateMode mode = CreateMode.ofFlag(create.flags());
        if (mode == null || !mode.sequential()) {
            return null;
        }
        return switch (answer.response()) {
            case Response.Created created -> created.path();
            case Response.CreatedWithStat created -> created.path();
            case null, default -> null;
        };
    }
}
