package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The data of znodes that are never deleted behave like registers: updates take effect one after
/// the other between question and answer, and so do reads after a sync; plain reads see a state
/// that was, and is the whole of it.
///
/// The zxid of every answer says where it stands in the one order, so nothing has to be searched:
/// that order must fit the order in time, and every read must see the last update before it.
public final class LinearizableRegisters {
    private final TreeMap<Long, History.Answered> byInvocation = new TreeMap<>();
    private final Map<String, TreeMap<Long, byte @Nullable []>> writes = new HashMap<>();
    private final History history;

    private LinearizableRegisters(History history) {
        this.history = history;
    }

    /// Looks at the operations on paths that begin with `prefix`.
    public static void check(History history, String prefix) {
        LinearizableRegisters registers = new LinearizableRegisters(history);
        List<History.Answered> relevant =
                history.answered().stream()
                        .filter(answer -> answer.err() == 0)
                        .filter(answer -> isOn(prefix, answer.request()))
                        .toList();
        relevant.forEach(registers::note);
        registers.checkUpdatesInTime(relevant);
        relevant.forEach(registers::checkRead);
        registers.checkSyncedReads(relevant);
    }

    private static boolean isOn(String prefix, Request request) {
        return switch (request) {
            case Request.SetData set -> set.path().startsWith(prefix);
            case Request.GetData get -> get.path() != null && get.path().startsWith(prefix);
            default -> false;
        };
    }

    private void note(History.Answered answer) {
        byInvocation.put(answer.invoked(), answer);
        if (answer.request() instanceof Request.SetData set) {
            TreeMap<Long, byte @Nullable []> ofPath =
                    writes.computeIfAbsent(set.path(), path -> new TreeMap<>());
            if (ofPath.put(answer.zxid(), set.data()) != null) {
                throw broken(answer, "two updates of %s are %s", set.path(), hex(answer.zxid()));
            }
        }
    }

    /// An update that was asked after another one was answered has the higher zxid.
    private void checkUpdatesInTime(List<History.Answered> inOrderOfAnswers) {
        TreeMap<Long, Long> highestByAnswer = new TreeMap<>();
        long highest = 0;
        for (History.Answered answer : inOrderOfAnswers) {
            if (answer.request() instanceof Request.SetData) {
                highest = Math.max(highest, answer.zxid());
                highestByAnswer.put(answer.order(), highest);
            }
        }
        for (History.Answered answer : inOrderOfAnswers) {
            Map.Entry<Long, Long> before = highestByAnswer.lowerEntry(answer.invoked());
            if (answer.request() instanceof Request.SetData
                    && before != null
                    && before.getValue() >= answer.zxid()) {
                throw broken(answer, "%s was answered before", hex(before.getValue()));
            }
        }
    }

    /// A read sees the last update up to the zxid of its answer.
    private void checkRead(History.Answered answer) {
        if (!(answer.request() instanceof Request.GetData get)
                || !(answer.response() instanceof Response.Data data)
                || get.path() == null) {
            return;
        }
        long seen = data.stat().mzxid();
        if (seen > answer.zxid()) {
            throw broken(answer, "the data is of %s", hex(seen));
        }
        TreeMap<Long, byte @Nullable []> ofPath = writes.getOrDefault(get.path(), new TreeMap<>());
        Map.Entry<Long, byte @Nullable []> last = ofPath.floorEntry(answer.zxid());
        if (last != null && last.getKey() > seen) {
            throw broken(answer, "it saw %s, %s came after it", hex(seen), hex(last.getKey()));
        }
        if (ofPath.containsKey(seen)) {
            if (!Arrays.equals(ofPath.get(seen), data.data())) {
                throw broken(answer, "it saw other data than %s wrote", hex(seen));
            }
        } else if (seen != data.stat().czxid() && !isUnanswered(get.path(), data.data())) {
            throw broken(answer, "it saw %s, which nobody wrote", hex(seen));
        }
    }

    private boolean isUnanswered(String path, byte @Nullable [] data) {
        return history.unanswered().stream()
                .anyMatch(
                        lost ->
                                lost.request() instanceof Request.SetData set
                                        && set.path().equals(path)
                                        && Arrays.equals(set.data(), data));
    }

    /// A read after a sync sees everything that anybody had been told before the sync was asked.
    private void checkSyncedReads(List<History.Answered> inOrderOfAnswers) {
        Map<String, TreeMap<Long, Long>> known = new HashMap<>();
        for (History.Answered answer : inOrderOfAnswers) {
            String path = pathOf(answer.request());
            TreeMap<Long, Long> ofPath = known.computeIfAbsent(path, any -> new TreeMap<>());
            long told =
                    answer.response() instanceof Response.Data data
                            ? data.stat().mzxid()
                            : answer.zxid();
            Map.Entry<Long, Long> last = ofPath.lastEntry();
            ofPath.put(answer.order(), Math.max(told, last == null ? 0 : last.getValue()));
        }
        for (History.Answered answer : inOrderOfAnswers) {
            if (answer.synced() == 0 || !(answer.response() instanceof Response.Data data)) {
                continue;
            }
            TreeMap<Long, Long> ofPath = known.get(pathOf(answer.request()));
            Map.Entry<Long, Long> before =
                    ofPath == null ? null : ofPath.lowerEntry(answer.synced());
            if (before != null && data.stat().mzxid() < before.getValue()) {
                throw broken(
                        answer,
                        "after a sync it saw %s, %s was known before",
                        hex(data.stat().mzxid()),
                        hex(before.getValue()));
            }
        }
    }

    private static String pathOf(Request request) {
        return switch (request) {
            case Request.SetData set -> set.path();
            case Request.GetData get -> String.valueOf(get.path());
            default -> "";
        };
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static BrokenPromise broken(History.Answered at, String format, Object... values) {
        return new BrokenPromise(
                LinearizableRegisters.class,
                "session %x, operation %d on server %d at %s: "
                                .formatted(at.session(), at.number(), at.server(), hex(at.zxid()))
                        + format.formatted(values));
    }
}
